import type { PlainDate } from '@jingzhun/domain/plain-date';
import type { Repayment } from '../loan-schedule/arrears.js';
import { loanSchedule, type Instalment } from '../loan-schedule/loan-schedule.js';
import type { LoanEvents, LoanTerms } from '../loan-schedule/loan-terms.js';
import { penaltyFen, penaltySpans, type PenaltyBasis, type PenaltyPolicy, type PenaltySpan } from '../loan-schedule/penalty.js';

/** What the penalty of a loan rests on, besides its terms and what happened to them. */
export interface PenaltyBook {
  readonly basis: PenaltyBasis;
  readonly repayments: readonly Repayment[];
  readonly paidFen: number;
  readonly waivedFen: number;
  /** The day of the compensation or the write-off: what is lost bears none from then on. */
  readonly endsOn: PlainDate | undefined;
}

export interface LoanWithPenalty {
  readonly terms: LoanTerms;
  readonly events: LoanEvents;
  readonly penalty?: PenaltyBook | undefined;
}

export interface Penalty {
  readonly spans: readonly PenaltySpan[];
  readonly accruedFen: number;
  readonly paidFen: number;
  readonly waivedFen: number;
  readonly owedFen: number;
}

export const NO_PENALTY: Penalty = { spans: [], accruedFen: 0, paidFen: 0, waivedFen: 0, owedFen: 0 };

/**
 * The penalty interest of a loan until a day. Where a later word of policy leaves less than was paid already, nothing is owed: money
 * decided once stays decided.
 */
export function penaltyOn({ terms, events, penalty }: LoanWithPenalty, on: PlainDate, lines?: readonly Instalment[]): Penalty {
  if (!penalty) return NO_PENALTY;
  const { basis, repayments, paidFen, waivedFen, endsOn } = penalty;
  const overdue = {
    ...{ lines: lines ?? loanSchedule(terms, events), repayments, basis },
    ...{ annualRatePpm: terms.annualRatePpm, rateChanges: events.rateChanges ?? [] },
    lent: { drawings: terms.drawings, prepayments: events.prepayments ?? [] },
  };
  const spans = penaltySpans(overdue, endsOn !== undefined && endsOn < on ? endsOn : on);
  const accruedFen = penaltyFen(spans, terms.rounding);
  return { spans, accruedFen, paidFen, waivedFen, owedFen: Math.max(0, accruedFen - paidFen - waivedFen) };
}

export const penaltyOwedOn = (loan: LoanWithPenalty, on: PlainDate): number => penaltyOn(loan, on).owedFen;

/** What money pays first on a day: by the policy of that day. */
export function paidOrderOn({ penalty }: LoanWithPenalty, on: PlainDate): PenaltyPolicy['paidOrder'] {
  const policy = penalty?.basis.policy.filter(({ from }) => from <= on).at(-1)?.value;
  return policy?.paidOrder ?? 'penaltyLast';
}
