import type { PlainDate } from '@jingzhun/domain/plain-date';
import type { LoanEvents, LoanTerms, Prepayment } from '../loan-schedule/loan-terms.js';
import { loanSchedule, type Instalment } from '../loan-schedule/loan-schedule.js';
import { paidOrderOn, penaltyOn, type PenaltyBook } from './penalty.rules.js';

/** A running loan: what was agreed and drawn, what has happened, and how much of its lines is paid, oldest first. */
export interface Position {
  terms: LoanTerms;
  events: LoanEvents;
  linesPaidFen: number;
  /** Absent: it bears none. */
  penalty?: PenaltyBook;
}

/** How a repayment is used. */
export interface Split {
  interestFen: number;
  principalFen: number;
  /** For instalments that are due, and for the interest that a loan paid back early still owes. */
  linesFen: number;
  /** Principal before it is due. */
  prepaidFen: number;
  penaltyFen: number;
}

/**
 * A repayment first pays what is due, oldest line first, interest before principal; penalty interest before or after it, as the policy of
 * the day says; what is left pays back principal early. Whoever pays back everything pays the interest up to that day as well. Pure.
 *
 * @returns undefined when more is paid than is owed on that day
 */
export function splitRepayment(position: Position, on: PlainDate, amountFen: number, effect: Prepayment['effect']): Split | undefined {
  const { terms, events, linesPaidFen } = position;
  const lines = loanSchedule(terms, events);
  const { owedFen } = penaltyOn(position, on, lines);
  const firstFen = paidOrderOn(position, on) === 'penaltyFirst' ? Math.min(owedFen, amountFen) : 0;
  const due = payLines(lines, on, linesPaidFen, amountFen - firstFen);
  const penaltyFen = firstFen + Math.min(owedFen - firstFen, amountFen - firstFen - due.linesFen);
  let left = amountFen - penaltyFen - due.linesFen;
  if (left === 0) return { ...due, prepaidFen: 0, penaltyFen };
  const prepaidFen = Math.min(left, balanceOn(position, lines, on));
  left -= prepaidFen;
  const closing =
    left > 0 && prepaidFen > 0
      ? payLines(loanSchedule(terms, withPrepayment(events, on, prepaidFen, effect)), on, linesPaidFen + due.linesFen, left)
      : { interestFen: 0, principalFen: 0, linesFen: 0 };
  if (left > closing.linesFen) return undefined;
  return {
    interestFen: due.interestFen + closing.interestFen,
    principalFen: due.principalFen + prepaidFen + closing.principalFen,
    linesFen: due.linesFen + closing.linesFen,
    prepaidFen,
    penaltyFen,
  };
}

/** What is to be paid on a day so that nothing is owed any more. */
export function payoffOn(position: Position, on: PlainDate): number {
  const lines = loanSchedule(position.terms, position.events);
  const balance = balanceOn(position, lines, on);
  const closed = balance > 0 ? loanSchedule(position.terms, withPrepayment(position.events, on, balance, 'fewerInstalments')) : lines;
  return balance + dueBy(closed, on) - position.linesPaidFen + penaltyOn(position, on, lines).owedFen;
}

export const withPrepayment = (events: LoanEvents, on: PlainDate, amountFen: number, effect: Prepayment['effect']): LoanEvents => ({
  ...events,
  prepayments: [...(events.prepayments ?? []), { on, amountFen: amountFen as Prepayment['amountFen'], effect }],
});

const dueBy = (lines: readonly Instalment[], on: PlainDate): number =>
  lines.reduce((sum, line) => sum + (line.dueOn <= on ? line.interestDueFen + line.principalDueFen : 0), 0);

/** Principal not due yet on a day. */
function balanceOn({ terms, events }: Position, lines: readonly Instalment[], on: PlainDate): number {
  const drawn = terms.drawings.reduce((sum, drawing) => sum + (drawing.on <= on ? drawing.amountFen : 0), 0);
  const prepaid = (events.prepayments ?? []).reduce((sum, { amountFen }) => sum + amountFen, 0);
  return drawn - prepaid - lines.reduce((sum, line) => sum + (line.dueOn <= on ? line.principalDueFen : 0), 0);
}

/** The next piece of money along the lines that are due: what of it is interest, what principal. */
function payLines(
  lines: readonly Instalment[],
  on: PlainDate,
  paidFen: number,
  amountFen: number,
): Omit<Split, 'prepaidFen' | 'penaltyFen'> {
  let [skip, left, interestFen, principalFen] = [paidFen, amountFen, 0, 0];
  const take = (part: number): number => {
    const open = part - Math.min(skip, part);
    skip -= part - open;
    const taken = Math.min(open, left);
    left -= taken;
    return taken;
  };
  for (const line of lines) {
    if (line.dueOn > on || left === 0) break;
    interestFen += take(line.interestDueFen);
    principalFen += take(line.principalDueFen);
  }
  return { interestFen, principalFen, linesFen: interestFen + principalFen };
}
