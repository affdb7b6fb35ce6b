import { z } from 'zod';
import { LoanState } from '../loan/lifecycle/loan-state.js';
import { BankEntryKinds, BankFileStates, ROW_RESULTS, PrepaymentEffects } from './bank-file-kinds.js';
import { DIFFERENCES } from './difference.rules.js';

const fen = z.int().describe('fen');
const count = z.coerce.number().int().min(0).max(20_000).default(0);
const sum = z.coerce.number().int().min(0).default(0).describe('fen');
const reason = z.string().trim().min(2).max(500);
const Words = z.object({ zh: z.string(), en: z.string() });

export const BankFileUpload = z.strictObject({
  drawings: count.describe('drawings as declared'),
  drawingsFen: sum,
  repayments: count.describe('repayments as declared'),
  repaymentsFen: sum,
  prepayments: count.describe('early repayments as declared'),
  prepaymentsFen: sum,
  extensions: count.describe('extensions as declared'),
});
export type BankFileUpload = z.infer<typeof BankFileUpload>;

/** What is written of a file into the audit log. */
export const BANK_FILE_DEEDS = ['take', 'release', 'book', 'stop', 'recheck', 'withdraw', 'read', 'export'] as const;
export type BankFileDeed = (typeof BANK_FILE_DEEDS)[number];

export const WithdrawBankFileRequest = z.strictObject({ reason });
export type WithdrawBankFileRequest = z.infer<typeof WithdrawBankFileRequest>;

const Total = z.object({ kind: BankEntryKinds.schema, rows: z.int(), sumFen: fen });
/** What the reader may do with it; what is missing is said. */
const Possible = z.object({ possible: z.boolean(), missing: z.array(Words) });

export const BankFile = z
  .object({
    id: z.uuid(),
    number: z.int(),
    bankCode: z.string(),
    bankNameZh: z.string(),
    bankNameEn: z.string(),
    state: BankFileStates.schema,
    rows: z.int(),
    from: z.string().describe('first day of its rows'),
    to: z.string().describe('last day of its rows'),
    declared: z.array(Total).describe('count and sum, kind by kind'),
    results: z.object({ waiting: z.int(), book: z.int(), differs: z.int(), already: z.int(), refused: z.int() }),
    booked: z.array(Total).describe('what of it was booked'),
    enteredByName: z.string(),
    enteredAt: z.string(),
    releasedByName: z.string().nullable(),
    withdrawnByName: z.string().nullable(),
    reason: z.string().nullable(),
    version: z.int(),
    release: Possible,
    withdraw: Possible,
    recheck: Possible,
  })
  .meta({ id: 'BankFile' });
export type BankFile = z.infer<typeof BankFile>;

export const BankFiles = z.object({ items: z.array(BankFile) }).meta({ id: 'BankFiles' });
export type BankFiles = z.infer<typeof BankFiles>;

export const BankFileRowsQuery = z.strictObject({
  result: z.enum(ROW_RESULTS).optional(),
  cursor: z.string().max(500).optional(),
  limit: z.coerce.number().int().min(1).max(200).default(50),
});
export type BankFileRowsQuery = z.infer<typeof BankFileRowsQuery>;

export const BankFileLine = z.object({
  id: z.uuid(),
  row: z.int().describe('of the file'),
  contract: z.string(),
  kind: BankEntryKinds.schema,
  on: z.string(),
  amountFen: fen,
  principalFen: fen.nullable().describe('as the bank booked it'),
  interestFen: fen.nullable().describe('as the bank booked it'),
  penaltyFen: fen.nullable().describe('penalty interest as the bank booked it'),
  addedPeriods: z.int().nullable(),
  effect: PrepaymentEffects.schema.describe('what an early part does to the instalments'),
  reference: z.string().describe("the bank's own number"),
  loan: z.object({ id: z.uuid(), number: z.int(), state: LoanState, householdNumber: z.string() }).nullable(),
  villageCode: z.string(),
  result: z.enum(ROW_RESULTS),
  ourPrincipalFen: fen.nullable(),
  ourInterestFen: fen.nullable(),
  ourPenaltyFen: fen.nullable(),
  parts: z.array(z.object({ cause: z.enum(DIFFERENCES), fen })).describe('what differs from our own schedule'),
  problem: z
    .object({ code: z.string(), ...Words.shape })
    .nullable()
    .describe('why it cannot be booked'),
  standing: z.enum(['proposed', 'booked', 'ended']),
});
export type BankFileLine = z.infer<typeof BankFileLine>;

export const BankFileLines = z.object({ items: z.array(BankFileLine), nextCursor: z.string().nullable() }).meta({ id: 'BankFileLines' });
export type BankFileLines = z.infer<typeof BankFileLines>;
