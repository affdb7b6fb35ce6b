import { z } from 'zod';
import { Fen } from '@jingzhun/domain/money';

/** Two benefits that exclude one another, or what several may come to together, and whether an approver may go on all the same. */
export const OverlapRule = z.strictObject({
  /** One: several of this kind, from different programmes. More: of different kinds. */
  benefits: z
    .array(z.enum(['rewardSubsidy', 'relocationSubsidy', 'premium', 'interestSubsidy', 'dangerousHouse']))
    .min(1)
    .max(5),
  /** What they have in common besides the household. */
  same: z.array(z.enum(['purpose', 'year', 'quarter', 'person'])).max(4),
  limit: z.enum(['exclude', 'cap']),
  /** Of a cap; 0 where they exclude one another. */
  capFen: Fen.refine((fen) => fen >= 0, { message: 'must not be negative' }),
  effect: z.enum(['block', 'warn', 'off']),
});
export type OverlapRule = z.infer<typeof OverlapRule>;
