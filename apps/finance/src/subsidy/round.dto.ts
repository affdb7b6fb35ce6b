import { z } from 'zod';
import { Uuid } from '@jingzhun/domain/uuid';

const fen = z.int().describe('fen');
const Words = { zh: z.string(), en: z.string() };

export const GrantRequest = z.strictObject({
  schemeCode: z.string().min(1).max(40),
  applicationIds: z.array(Uuid).min(1).max(20_000).optional().describe('absent: everything that waits'),
});
export type GrantRequest = z.infer<typeof GrantRequest>;

const CutShown = z.object({
  by: z.enum(['belowMinimum', 'noRateForStage', 'productCap', 'batchCap', 'householdCap', 'yearCap', 'otherScheme']),
  amountFen: fen,
  ...Words,
});
export const GrantShown = z
  .object({
    applicationId: z.uuid(),
    householdId: z.uuid(),
    headName: z.string(),
    villageCode: z.string(),
    product: z.string(),
    productZh: z.string(),
    stage: z.int(),
    quantity: z.int().describe('accepted'),
    countedQuantity: z.int(),
    computedFen: fen,
    amountFen: fen,
    waitsFen: fen.describe('of it, what the cap of the batch left for the next one'),
    isRest: z.boolean().describe('what an earlier batch left of an application'),
    cuts: z.array(CutShown).describe('which limit took what'),
    earlierFen: fen.describe('granted to the household by this scheme before'),
    explanation: z.object(Words),
    warnings: z.array(z.object(Words)).describe('what the approver will be asked; of a round that is looked at or decided'),
  })
  .meta({ id: 'SubsidyGrant' });
export type GrantShown = z.infer<typeof GrantShown>;

const LeftOut = z.object({
  applicationId: z.uuid(),
  headName: z.string(),
  villageCode: z.string(),
  product: z.string(),
  productZh: z.string(),
  isRest: z.boolean(),
  code: z.enum(['projectHousehold', 'projectContent', 'projectParcel', 'askedBack', 'notAccepted']).describe('why it is left out'),
  why: z.object(Words),
  next: z.object(Words).describe('what to do'),
  who: z.object(Words).describe('whose office may do it'),
});
export type LeftOut = z.infer<typeof LeftOut>;

export const Round = z
  .object({
    id: z.uuid().nullable().describe('null: only looked at'),
    number: z.int(),
    schemeCode: z.string(),
    households: z.int(),
    granted: z.int(),
    refused: z.int().describe('for which the scheme grants nothing'),
    waiting: z.int().describe('of which the cap of the batch leaves something for the next one: none of them is refused for it'),
    waitsFen: fen.describe('what waits for the next batch'),
    computedFen: fen,
    amountFen: fen,
    byCut: z.array(z.object({ by: z.string(), applications: z.int(), amountFen: fen })),
    items: z.array(GrantShown),
    leftOut: z.array(LeftOut).describe('what was accepted, or asked for by its id, and is not in the round: nothing of it is decided'),
  })
  .meta({ id: 'SubsidyRound' });
export type Round = z.infer<typeof Round>;
