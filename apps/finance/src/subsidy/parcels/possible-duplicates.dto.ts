import { z } from 'zod';
import { DivisionCode } from '@jingzhun/domain/division-code';
import { HouseholdId, Uuid } from '@jingzhun/domain/uuid';
import { POSSIBLE_DUPLICATE_KINDS } from './possible-duplicates.rules.js';

const Words = { zh: z.string(), en: z.string() };

/** Part of an application or a correction where a possible duplicate was found: for what was seen, and why it is another one. */
export const PossibleDuplicateAnswer = z.strictObject({
  digest: z
    .string()
    .regex(/^[0-9a-f]{64}$/)
    .describe('of what was found, as it was shown'),
  reason: z.string().trim().min(2).max(500),
});
export type PossibleDuplicateAnswer = z.infer<typeof PossibleDuplicateAnswer>;

export const FindPossibleDuplicatesRequest = z.strictObject({
  schemeCode: z.string().min(1).max(40),
  householdId: HouseholdId,
  applicationId: Uuid.optional().describe('of a correction: the application itself is not asked about'),
  claimId: Uuid.optional().describe('the accepted project that is chosen; of a correction the one it names'),
  product: z.string().min(1).max(40),
  stage: z.int().min(1).max(9).default(1),
  parcel: z.string().trim().max(60).optional().describe('absent: no name is written yet'),
  parcelVillage: DivisionCode.optional().describe('absent: that of the household, of a correction as it is'),
});
export type FindPossibleDuplicatesRequest = z.infer<typeof FindPossibleDuplicatesRequest>;

export const PossibleDuplicatesFound = z
  .object({
    digest: z.string().describe('goes with the answer'),
    findings: z
      .array(
        z.object({
          kind: z.enum(POSSIBLE_DUPLICATE_KINDS),
          ...Words,
          next: z.object(Words).describe('what to do'),
          claimId: z.uuid().nullable().describe('the accepted project that waits: apply by it'),
          applicationId: z.uuid().nullable().describe('the other application, of the own area'),
          householdNumber: z.string().nullable(),
          headName: z.string().nullable(),
        }),
      )
      .describe('what may be the same and nobody has answered; empty: nothing is asked'),
  })
  .meta({ id: 'SubsidyPossibleDuplicatesFound' });
export type PossibleDuplicatesFound = z.infer<typeof PossibleDuplicatesFound>;

/** As the application shows it to whoever checks and approves. */
export const PossibleDuplicateAnswered = z
  .object({
    findings: z.array(z.object({ kind: z.enum(POSSIBLE_DUPLICATE_KINDS), ...Words, applicationId: z.uuid().nullable() })),
    reason: z.string(),
    byName: z.string(),
    at: z.string(),
  })
  .meta({ id: 'SubsidyPossibleDuplicateAnswered' });
export type PossibleDuplicateAnswered = z.infer<typeof PossibleDuplicateAnswered>;
