import { z } from 'zod';
import { PlainDate } from '@jingzhun/domain/plain-date';
import { ACCOUNT_KINDS } from './posting.js';

const fen = z.int().describe('fen');
export const Month = z
  .string()
  .regex(/^\d{4}-(0[1-9]|1[0-2])$/)
  .describe('YYYY-MM');

const KnownOn = z
  .union([PlainDate, z.iso.datetime()])
  .optional()
  .describe(
    'as the book was known at the end of this day, or at this instant (UTC): what was recorded later is left out; absent: all that is known',
  );

export const TrialBalanceQuery = z.strictObject({
  on: PlainDate.optional().describe('end of this day; today when absent'),
  fund: z.string().max(40).optional().describe('accounts of this fund only'),
  knownOn: KnownOn,
});
export type TrialBalanceQuery = z.infer<typeof TrialBalanceQuery>;

export const TrialBalance = z
  .object({
    on: PlainDate,
    knownOn: z.string().nullable().describe('as asked; null: all that is known'),
    accounts: z.array(
      z.object({
        code: z.string(),
        nameZh: z.string(),
        nameEn: z.string(),
        kind: z.enum(ACCOUNT_KINDS),
        debitFen: fen,
        creditFen: fen,
        balanceFen: fen.describe('debit less credit, in fen'),
      }),
    ),
    debitFen: fen,
    creditFen: fen,
  })
  .meta({ id: 'TrialBalance' });
export type TrialBalance = z.infer<typeof TrialBalance>;

export const LedgerEntriesQuery = z.strictObject({
  from: PlainDate.optional(),
  to: PlainDate.optional(),
  account: z.string().max(80).optional(),
  cause: z.uuid().optional().describe('entries of this payment with all its attempts, or of another record that made entries'),
  knownOn: KnownOn,
  before: z.coerce.number().int().positive().optional().describe('entries with a smaller number than this: the next page'),
  limit: z.coerce.number().int().min(1).max(200).default(50),
});
export type LedgerEntriesQuery = z.infer<typeof LedgerEntriesQuery>;

export const LedgerEntry = z
  .object({
    id: z.uuid(),
    number: z.int(),
    on: PlainDate.describe('day in the book'),
    valueOn: PlainDate.describe('day on which it happened: earlier when its month was closed already'),
    kind: z.string(),
    cause: z.object({
      type: z.string(),
      id: z.uuid(),
      batchId: z.uuid().nullable().describe('payment batch it belongs to'),
      paidTo: z.string().nullable().describe('institution that was paid for the household'),
      fundCode: z.string().nullable(),
      document: z.string().nullable().describe('document it rests on'),
      claimId: z.uuid().nullable().describe('claim of a bank for interest subsidy it belongs to'),
      loanId: z.uuid().nullable().describe('loan it moved'),
      reference: z.string().nullable().describe("the bank's own number of a movement"),
      bankCode: z.string().nullable().describe('lender bank'),
    }),
    text: z.string(),
    reverses: z.uuid().nullable(),
    reversedBy: z.uuid().nullable(),
    accountName: z.string().nullable().describe('who posted it; null: the system'),
    recordedAt: z.string(),
    lines: z.array(
      z.object({
        account: z.string(),
        nameZh: z.string(),
        nameEn: z.string(),
        amountFen: fen.describe('debit positive, credit negative, in fen'),
        placeCode: z.string(),
        householdId: z.uuid().nullable(),
      }),
    ),
  })
  .meta({ id: 'LedgerEntry' });
export type LedgerEntry = z.infer<typeof LedgerEntry>;

export const LedgerEntryList = z.object({ items: z.array(LedgerEntry), nextBefore: z.int().nullable() }).meta({ id: 'LedgerEntryList' });
export type LedgerEntryList = z.infer<typeof LedgerEntryList>;

export const LedgerPeriod = z
  .object({
    month: Month,
    entries: z.int(),
    debitFen: fen,
    creditFen: fen,
    closedAt: z.string().nullable(),
    closedByName: z.string().nullable(),
    onTheWay: z.int().describe('of a closed month: payments that were with the bank at its end, without an answer'),
    onTheWayFen: fen,
  })
  .meta({ id: 'LedgerPeriod' });
export type LedgerPeriod = z.infer<typeof LedgerPeriod>;

export const LedgerPeriodList = z.object({ items: z.array(LedgerPeriod) }).meta({ id: 'LedgerPeriodList' });
export type LedgerPeriodList = z.infer<typeof LedgerPeriodList>;

export const ClosePeriodRequest = z.strictObject({
  onTheWay: z
    .int()
    .min(0)
    .default(0)
    .describe('how many payments are still with the bank, as who closes has seen; another number is refused with the batches'),
});
export type ClosePeriodRequest = z.infer<typeof ClosePeriodRequest>;

export const OnTheWay = z
  .object({
    items: z.array(z.object({ batchId: z.uuid(), number: z.int(), title: z.string(), payments: z.int(), amountFen: fen })),
  })
  .meta({ id: 'OnTheWay' });
export type OnTheWay = z.infer<typeof OnTheWay>;
