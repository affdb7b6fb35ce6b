import { z } from 'zod';
import { PlainDate } from '@jingzhun/domain/plain-date';
import { AnnualRatePpm, RepaymentMethod } from '../loan-schedule/loan-terms.js';

const amount = z.int().min(1).max(100_000_000_000).describe('fen');
const reason = z.string().trim().min(2).max(500);
const reference = z.string().trim().min(1).max(60).describe('the bank’s own number of it: the same one again changes nothing');

export const ApproveLoanRequest = z.strictObject({
  contractNumber: z.string().trim().min(2).max(60),
  annualRatePpm: AnnualRatePpm.describe('a yearly rate in millionths: 4.75 % is 47500; at most the benchmark of the term'),
  method: RepaymentMethod,
  periodMonths: z.union([z.literal(1), z.literal(3), z.literal(6), z.literal(12)]).describe('months between two due dates'),
  principalGracePeriods: z.int().min(0).max(60).default(0),
  interestGracePeriods: z.int().min(0).max(60).default(0),
});
export type ApproveLoanRequest = z.infer<typeof ApproveLoanRequest>;

export const DrawRequest = z.strictObject({ on: PlainDate, amountFen: amount, reference });
export type DrawRequest = z.infer<typeof DrawRequest>;

export const RepayRequest = z.strictObject({
  on: PlainDate,
  amountFen: amount,
  reference,
  effect: z
    .enum(['fewerInstalments', 'smallerInstalments'])
    .default('fewerInstalments')
    .describe('of what is paid before it is due: the loan ends earlier, or every instalment becomes smaller'),
});
export type RepayRequest = z.infer<typeof RepayRequest>;

export const ReverseRequest = z.strictObject({ reason });
export type ReverseRequest = z.infer<typeof ReverseRequest>;

export const ChangeRateRequest = z.strictObject({ from: PlainDate, annualRatePpm: AnnualRatePpm, reason });
export type ChangeRateRequest = z.infer<typeof ChangeRateRequest>;

export const ExtendRequest = z.strictObject({ on: PlainDate, addedPeriods: z.int().min(1).max(120), reason });
export type ExtendRequest = z.infer<typeof ExtendRequest>;

export const RecoverRequest = z.strictObject({ on: PlainDate, amountFen: amount, reference });
export type RecoverRequest = z.infer<typeof RecoverRequest>;
