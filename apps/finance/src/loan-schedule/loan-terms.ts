import { z } from 'zod';
import { Fen } from '@jingzhun/domain/money';
import { PlainDate } from '@jingzhun/domain/plain-date';

/** 等额本息、等额本金、按期付息到期还本、等本等息 (interest on the sum lent until the end). */
export const RepaymentMethod = z.enum(['equalInstalments', 'equalPrincipal', 'interestOnly', 'flat']);
export type RepaymentMethod = z.infer<typeof RepaymentMethod>;

/** How days become a part of a year. `30/360` takes every month as 30 days (30E/360). */
export const DayCount = z.enum(['30/360', 'actual/365', 'actual/360']);
export type DayCount = z.infer<typeof DayCount>;

/** What happens to half a fen and less. */
export const FenRounding = z.enum(['halfUp', 'halfEven', 'down']);
export type FenRounding = z.infer<typeof FenRounding>;

/** A yearly rate in millionths: 4.35 % is 43,500. */
export const AnnualRatePpm = z.int().min(0).max(1_000_000);

const Drawing = z.object({ on: PlainDate, amountFen: Fen.refine((fen) => fen > 0) });

/** What bank and household agreed on, and policy adds (rounding, day count). */
export const LoanTerms = z.object({
  /** The first begins the loan: periods count from its day. */
  drawings: z.array(Drawing).min(1).max(60),
  annualRatePpm: AnnualRatePpm,
  method: RepaymentMethod,
  dayCount: DayCount,
  rounding: FenRounding,
  periodMonths: z.union([z.literal(1), z.literal(3), z.literal(6), z.literal(12)]),
  periods: z.int().min(1).max(480),
  /** Periods at the start in which no principal is due. */
  principalGracePeriods: z.int().min(0).default(0),
  /** Periods at the start in which interest accrues but is not asked for: it is due with the first instalment after them. */
  interestGracePeriods: z.int().min(0).default(0),
});
export type LoanTerms = z.infer<typeof LoanTerms>;

/** From this day on another rate holds; equal instalments are worked out anew from the next one. */
export const RateChange = z.object({ from: PlainDate, annualRatePpm: AnnualRatePpm });
export type RateChange = z.infer<typeof RateChange>;

/** Principal paid before it is due. Interest on it ends with the day before; on a due date the instalment comes first. */
export const Prepayment = z.object({
  on: PlainDate,
  amountFen: Fen.refine((fen) => fen > 0),
  effect: z.enum(['smallerInstalments', 'fewerInstalments']),
});
export type Prepayment = z.infer<typeof Prepayment>;

/** From this day on the loan runs so many periods longer. */
export const Extension = z.object({ on: PlainDate, addedPeriods: z.int().min(1).max(120) });
export type Extension = z.infer<typeof Extension>;

export interface LoanEvents {
  readonly rateChanges?: readonly RateChange[];
  readonly prepayments?: readonly Prepayment[];
  readonly extensions?: readonly Extension[];
}
