import { z } from 'zod';
import { PlainDate } from '@jingzhun/domain/plain-date';
import { Uuid } from '@jingzhun/domain/uuid';

export const MONEY_ORDER_KINDS = [
  'provision',
  'addition',
  'reduction',
  'provisionReversal',
  'paymentPart',
  'allotment',
  'allotmentReduction',
  'paymentGivenUp',
  'grantGivenUp',
] as const;
export type MoneyOrderKind = (typeof MONEY_ORDER_KINDS)[number];
export const MONEY_ORDER_STATES = ['proposed', 'approved', 'refused'] as const;
export type MoneyOrderState = (typeof MONEY_ORDER_STATES)[number];

export const MoneyOrder = z
  .object({
    id: z.uuid(),
    number: z.int(),
    version: z.int().describe('1 while it waits, 2 once decided: nothing else of an order ever changes'),
    kind: z
      .enum(MONEY_ORDER_KINDS)
      .describe(
        'into a risk fund, into or out of a fund, a provision taken back, a part of a payment that came back; more or less for an area; a returned payment or a granted interest subsidy that is given up',
      ),
    area: z.string().nullable().describe('of an allotment: county, township or village'),
    batchId: z.uuid().nullable().describe('of a payment'),
    interestClaimId: z.uuid().nullable().describe('of a granted interest subsidy'),
    householdNumber: z.string().nullable().describe('of a payment or a granted interest subsidy'),
    fundCode: z.string(),
    bankCode: z.string().nullable(),
    fundNameZh: z.string(),
    fundNameEn: z.string(),
    bankNameZh: z.string().nullable(),
    bankNameEn: z.string().nullable(),
    amountFen: z.int().describe('fen'),
    on: z.string(),
    sourceDocument: z.string(),
    reason: z.string(),
    state: z.enum(MONEY_ORDER_STATES),
    isTakenBack: z.boolean().describe('a provision that is taken back, or waits for it'),
    proposedByName: z.string(),
    isOwn: z.boolean().describe('proposed by who asks: somebody else decides'),
    isWithdrawn: z.boolean().describe('refused by who proposed it: taken back'),
    decidedByName: z.string().nullable().describe('null while it waits, and of a provision from before two persons made it'),
    refusal: z.string().nullable(),
    against: z
      .array(z.object({ code: z.string(), zh: z.string(), en: z.string() }))
      .describe(
        'of one that waits: why who asks does not approve it, or what has overtaken it, as the books are now; empty otherwise, and for an area of the county',
      ),
  })
  .meta({ id: 'MoneyOrder' });
export type MoneyOrder = z.infer<typeof MoneyOrder>;
export const MoneyOrderList = z.object({ items: z.array(MoneyOrder) }).meta({ id: 'MoneyOrderList' });
export type MoneyOrderList = z.infer<typeof MoneyOrderList>;

export const TakeBackRequest = z.strictObject({
  on: PlainDate.describe('day of the entry that takes the provision out of the book'),
  sourceDocument: z.string().trim().min(2).max(200),
  reason: z.string().trim().min(2).max(500),
});
export type TakeBackRequest = z.infer<typeof TakeBackRequest>;

export const RefuseOrderRequest = z.strictObject({ reason: z.string().trim().min(2).max(500) });
export type RefuseOrderRequest = z.infer<typeof RefuseOrderRequest>;

export const MoneyOrderStepsRequest = z.strictObject({
  step: z.enum(['approve']),
  cases: z
    .array(z.strictObject({ id: Uuid, version: z.int().positive() }))
    .min(1)
    .max(200),
});
export type MoneyOrderStepsRequest = z.infer<typeof MoneyOrderStepsRequest>;
export const MoneyOrderStepsTaken = z.object({ orders: z.int() }).meta({ id: 'MoneyOrderStepsTaken' });
export type MoneyOrderStepsTaken = z.infer<typeof MoneyOrderStepsTaken>;
