import type { PlainDate } from '@jingzhun/domain/plain-date';
import { loanSchedule, type Instalment } from '../loan-schedule/loan-schedule.js';
import type { LoanEvents, LoanTerms, Prepayment } from '../loan-schedule/loan-terms.js';
import { splitRepayment, type Position } from '../loan/repayment.rules.js';

/** Why a bank's row says something else than our own schedule, or is to be looked at before it is booked. */
export const DIFFERENCES = [
  ...(['allPrincipal', 'allInterest', 'dayCount', 'rounding', 'rateChanges', 'extensions', 'prepayments', 'unexplained'] as const),
  ...(['penalty', 'penaltyInInterest', 'early', 'nothingEarly', 'sameDayAmount', 'closedMonth', 'countyConsents', 'changeWaits'] as const),
] as const;
export type DifferenceCause = (typeof DIFFERENCES)[number];
export interface Difference {
  readonly cause: DifferenceCause;
  readonly fen: number;
}

export interface BankSplit {
  readonly on: PlainDate;
  readonly amountFen: number;
  readonly interestFen: number;
  readonly effect: Prepayment['effect'];
}

const DAY_COUNTS: readonly LoanTerms['dayCount'][] = ['30/360', 'actual/365', 'actual/360'];
const LEFT_OUT = ['rateChanges', 'extensions', 'prepayments'] as const satisfies readonly (keyof LoanEvents)[];

/**
 * Where the bank's interest comes from: the one thing that, counted the bank's way, gives exactly its figure. Pure.
 *
 * @returns undefined where both say the same
 */
export function explainInterest(position: Position, bank: BankSplit, ourInterestFen: number): Difference | undefined {
  const fen = bank.interestFen - ourInterestFen;
  if (fen === 0) return undefined;
  const is = (cause: DifferenceCause): Difference => ({ cause, fen });
  const agrees = (change: Partial<Position>): boolean => interestWith(position, change, bank) === bank.interestFen;
  const { terms, events } = position;
  if (DAY_COUNTS.some((dayCount) => dayCount !== terms.dayCount && agrees({ terms: { ...terms, dayCount } }))) return is('dayCount');
  for (const cause of LEFT_OUT) if ((events[cause] ?? []).length > 0 && agrees({ events: { ...events, [cause]: [] } })) return is(cause);
  if (bank.interestFen === 0) return is('allPrincipal');
  if (bank.interestFen === bank.amountFen) return is('allInterest');
  const touched = loanSchedule(terms, events).filter(({ dueOn }) => dueOn <= bank.on).length + 1;
  return is(Math.abs(fen) <= touched ? 'rounding' : 'unexplained');
}

/** Interest and penalty interest beside ours. */
export function explainSplit(
  position: Position,
  bank: BankSplit & { readonly penaltyFen: number },
  ours: { readonly interestFen: number; readonly penaltyFen: number },
): Difference[] {
  if (ours.penaltyFen > 0 && bank.penaltyFen === 0 && bank.interestFen === ours.interestFen + ours.penaltyFen)
    return [{ cause: 'penaltyInInterest', fen: ours.penaltyFen }];
  const interest = explainInterest(position, bank, ours.interestFen);
  const fen = bank.penaltyFen - ours.penaltyFen;
  return [...(interest ? [interest] : []), ...(fen === 0 ? [] : [{ cause: 'penalty' as const, fen }])];
}

/** Undefined where the loan cannot be without what was left out, or more would be paid than it owes. */
function interestWith(position: Position, change: Partial<Position>, { on, amountFen, effect }: BankSplit): number | undefined {
  try {
    const other = { ...position, ...change };
    return splitRepayment({ ...other, linesPaidFen: paidBy(position, other) }, on, amountFen, effect)?.interestFen;
  } catch (error) {
    if (error instanceof RangeError) return undefined;
    throw error;
  }
}

/** What had been paid, along the other lines: whole lines stay whole, a part of one stays that part. */
function paidBy({ terms, events, linesPaidFen }: Position, other: Position): number {
  const theirs = loanSchedule(other.terms, other.events).map(owed);
  let [left, paid] = [linesPaidFen, 0];
  for (const [at, ours] of loanSchedule(terms, events).map(owed).entries()) {
    const their = theirs[at] ?? 0;
    if (left < ours) return paid + Math.min(left, their);
    left -= ours;
    paid += their;
  }
  return paid + left;
}

const owed = ({ interestDueFen, principalDueFen }: Instalment): number => interestDueFen + principalDueFen;
