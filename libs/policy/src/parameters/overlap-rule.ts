import { z } from 'zod';
import { Fen } from '@jingzhun/domain/money';

/** Two benefits that exclude one another, or what several may come to together, and whether an approver may go on all the same. */
export const OverlapRule = z.strictObject({
  /** One: several of this kind, from different programmes. More: of different kinds. */
  benefits: z
    .array(
      z.enum([
        ...(['rewardSubsidy', 'relocationSubsidy', 'premium', 'interestSubsidy'] as const),
        // what other offices pay and tell finance by lists
        ...(['dangerousHouse', 'livingAllowance', 'fiveGuarantee', 'temporaryRelief', 'educationGrant'] as const),
        ...(['disabilityLiving', 'disabilityCare', 'ecological'] as const),
      ]),
    )
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

/** The rules by name; each is dated, with a source of its own. */
export const OVERLAP_KEYS = {
  'overlap.rewardYearCap': {
    schema: OverlapRule,
    zh: '各项产业奖补每户每年合计上限',
    en: 'reward subsidies of a household in a year, all schemes together',
  },
  'overlap.rewardSameProduct': { schema: OverlapRule, zh: '同一产业项目不重复奖补', en: 'one product is rewarded by one scheme' },
  'overlap.relocationCap': {
    schema: OverlapRule,
    zh: '搬迁补助每户合计上限',
    en: 'relocation subsidies of a household, all sources together',
  },
  'overlap.relocationDangerousHouse': {
    schema: OverlapRule,
    zh: '搬迁补助与危房改造补助不重复享受',
    en: 'no relocation subsidy beside a subsidy for a dangerous house',
  },
  'overlap.interestTwoLoans': {
    schema: OverlapRule,
    zh: '一户同一季度只贴息一笔贷款',
    en: 'interest of one loan of a household in a quarter',
  },
} as const;
