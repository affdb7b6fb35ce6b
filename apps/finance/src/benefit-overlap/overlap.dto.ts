import { z } from 'zod';
import { Uuid } from '@jingzhun/domain/uuid';
import { Certainty } from '@jingzhun/policy';
import { OutsideKinds } from '../outside-benefit/outside-kinds.js';

const fen = z.int().describe('fen');
const Words = z.object({ zh: z.string(), en: z.string() });

export const PreviewOverlapsRequest = z.strictObject({
  subject: z
    .enum(['subsidies', 'claims', 'interestClaim', 'outsideList'])
    .describe('what is about to be approved, or was told by another office'),
  ids: z.array(Uuid).min(1).max(5_000),
});
export type PreviewOverlapsRequest = z.infer<typeof PreviewOverlapsRequest>;

/** Part of an approval where something was found: for what the approver saw, and why it is approved all the same. */
export const OverlapAnswer = z.strictObject({
  digest: z
    .string()
    .regex(/^[0-9a-f]{64}$/)
    .describe('of the findings as they were shown'),
  reason: z.string().trim().min(2).max(500),
});
export type OverlapAnswer = z.infer<typeof OverlapAnswer>;

export const OverlapAnswered = z
  .object({ rules: z.array(Words).describe('that warned'), reason: z.string(), byName: z.string(), at: z.string() })
  .meta({ id: 'OverlapAnswered' });
export type OverlapAnswered = z.infer<typeof OverlapAnswered>;

export const OverlapFinding = z.object({
  rule: z.string().describe('key of the policy parameter'),
  name: Words,
  effect: z.enum(['block', 'warn']).describe('a block is not approved; a warning is answered with a reason'),
  limit: z.enum(['exclude', 'cap']),
  capFen: fen,
  overFen: fen.describe('above the cap'),
  source: z.string(),
  sourceZh: z.string().describe('the source for a Chinese page'),
  certainty: Certainty,
  noteZh: z.string(),
  household: z.object({ number: z.string().nullable(), headName: z.string().nullable(), villageCode: z.string() }),
  benefits: z.array(
    z.object({
      id: z.uuid(),
      kind: z.enum(['rewardSubsidy', 'relocationSubsidy', 'premium', 'interestSubsidy', ...OutsideKinds.codes]),
      about: Words,
      amountFen: fen,
      on: z.string().nullable().describe('day of the decision; null: part of this approval'),
    }),
  ),
  next: Words.describe('what to do'),
});
export type OverlapFinding = z.infer<typeof OverlapFinding>;

export const OverlapSource = z.object({
  kind: z.enum(['relocation', 'premium', 'project', ...OutsideKinds.codes]),
  heardAt: z.string().nullable().describe('null: never; what this source gives is not part of the check'),
  periods: z
    .array(z.object({ from: z.string(), to: z.string() }))
    .describe('covered by lists of another office; outside of them it was not heard. Empty for a department that tells by events'),
});
export type OverlapSource = z.infer<typeof OverlapSource>;

export const OverlapPreview = z
  .object({
    digest: z.string().describe('of the findings: goes with the answer to a warning'),
    checked: z.int().describe('benefits about to be approved'),
    findings: z.array(OverlapFinding),
    sources: z.array(OverlapSource).describe('departments and offices whose benefits the rules look at'),
  })
  .meta({ id: 'OverlapPreview' });
export type OverlapPreview = z.infer<typeof OverlapPreview>;
