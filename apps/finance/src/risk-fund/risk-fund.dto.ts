import { z } from 'zod';
import { PlainDate } from '@jingzhun/domain/plain-date';

const fen = z.int().describe('fen');
export const BankCode = z
  .string()
  .regex(/^[a-z]{2,20}$/)
  .describe('short code of a lender bank');
export type BankCode = z.infer<typeof BankCode>;

export const RecordBankRequest = z.strictObject({
  code: BankCode,
  nameZh: z.string().trim().min(2).max(60),
  nameEn: z.string().trim().min(2).max(100),
});
export type RecordBankRequest = z.infer<typeof RecordBankRequest>;

export const ProvideRequest = z.strictObject({
  fundCode: z.string().min(1).max(40).describe('a fund of the budget whose purpose is riskFund'),
  amountFen: z.int().positive(),
  on: PlainDate,
  sourceDocument: z.string().trim().min(2).max(200),
  reason: z.string().trim().min(2).max(500),
});
export type ProvideRequest = z.infer<typeof ProvideRequest>;

const Bucket = z.object({ bucket: z.int().describe('0: not late'), loans: z.int(), outstandingFen: fen, overdueFen: fen });

export const LenderBank = z
  .object({
    code: BankCode,
    nameZh: z.string(),
    nameEn: z.string(),
    leverage: z.int().describe('loans the fund carries, as a multiple of it'),
    shareBp: z.int().describe('share of a loss that the fund bears, hundredths of a percent'),
    stopRatioBp: z.int(),
    balanceFen: fen.describe('what is in the fund'),
    exposureFen: fen.describe('principal owed and promised: in all villages'),
    roomFen: fen.describe('what the fund carries more; negative after losses'),
    badRatioBp: z.int(),
    stoppedSince: z.string().nullable().describe('new lending is stopped since this day'),
    byState: z.array(z.object({ state: z.string(), loans: z.int(), amountFen: fen, outstandingFen: fen })).describe('of the own area'),
    byBucket: z.array(Bucket).describe('running loans of the own area by days late'),
    bucketDays: z.array(z.int()).describe('last days of the buckets but the open one'),
    assessedOn: z.string().nullable(),
  })
  .meta({ id: 'LenderBank' });
export type LenderBank = z.infer<typeof LenderBank>;

export const LenderBankList = z.object({ items: z.array(LenderBank) }).meta({ id: 'LenderBankList' });
export type LenderBankList = z.infer<typeof LenderBankList>;

export const RiskFundChanges = z
  .object({
    items: z.array(
      z.object({
        id: z.uuid(),
        kind: z.enum(['provision', 'compensation', 'recovery', 'reversal', 'provisionReversal']),
        amountFen: fen,
        on: z.string(),
        fundCode: z.string().nullable(),
        sourceDocument: z.string().nullable(),
        byName: z.string(),
      }),
    ),
  })
  .meta({ id: 'RiskFundChanges' });
export type RiskFundChanges = z.infer<typeof RiskFundChanges>;
