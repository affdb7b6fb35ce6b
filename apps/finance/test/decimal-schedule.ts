import { Decimal } from 'decimal.js';
import { addMonths, civilDay } from '../src/loan-schedule/civil-day.js';
import { interestDay } from '../src/loan-schedule/accrual.js';
import { changesInOrder } from '../src/loan-schedule/loan-changes.js';
import type { LoanEvents, LoanTerms } from '../src/loan-schedule/loan-terms.js';

const D = Decimal.clone({ precision: 60 });
const MODES = { halfUp: D.ROUND_HALF_UP, halfEven: D.ROUND_HALF_EVEN, down: D.ROUND_DOWN } as const;

/**
 * The same schedule in the plainest way, with decimal fractions of sixty digits: what tests and the benchmark compare ours with.
 *
 * @returns principal and interest due of every line, in fen
 */
export function decimalSchedule(terms: LoanTerms, events: LoanEvents = {}): [principal: number, interest: number][] {
  const mode = MODES[terms.rounding];
  const changes = changesInOrder(terms, events);
  const start = civilDay(terms.drawings[0]!.on);
  const basis = terms.dayCount === 'actual/365' ? 365 : 360;
  const lines: [number, number][] = [];
  let [rate, balance, base, deferred] = [new D(terms.annualRatePpm).div(1e6), new D(0), new D(0), new D(0)];
  let part: Decimal | undefined;
  let [today, periods, toDraw] = [start, terms.periods, terms.drawings.length];
  for (let k = 1, over = false; !over; k += 1) {
    const due = addMonths(start, k * terms.periodMonths);
    let interest = new D(0);
    const accrue = (day: number): void => {
      interest = interest.plus(
        (terms.method === 'flat' ? base : balance).times(rate).times(interestDay(day, terms.dayCount) - interestDay(today, terms.dayCount)),
      );
      today = day;
    };
    while (changes[0] && changes[0].day < due && !over) {
      const change = changes.shift()!;
      accrue(change.day);
      if (change.kind === 'rate')
        [rate, part] = [new D(change.annualRatePpm).div(1e6), terms.method === 'equalInstalments' ? undefined : part];
      if (change.kind === 'extend') [periods, part] = [periods + change.addedPeriods, undefined];
      if (change.kind === 'draw') {
        [balance, base, part] = [balance.plus(change.amountFen), base.plus(change.amountFen), undefined];
        toDraw -= 1;
      }
      if (change.kind === 'prepay') {
        [balance, base] = [balance.minus(change.amountFen), base.minus(change.amountFen)];
        if (change.effect === 'smallerInstalments') part = undefined;
        over = balance.isZero() && toDraw === 0;
      }
    }
    if (!over) accrue(due);
    interest = interest.div(basis).toDecimalPlaces(0, mode);
    let principal = new D(0);
    const left = periods - k + 1;
    if (!over && left <= 1) principal = balance;
    else if (!over && terms.method !== 'interestOnly' && k > terms.principalGracePeriods) {
      if (terms.method === 'equalInstalments') {
        part ??= annuity(balance, rate.times(terms.periodMonths).div(12), left).toDecimalPlaces(0, mode);
        principal = D.min(D.max(part.minus(interest), 0), balance);
      } else {
        if (!part) {
          const rounded = balance.div(left).toDecimalPlaces(0, mode);
          part = rounded.times(left - 1).lt(balance) ? rounded : balance.div(left).floor();
        }
        principal = D.min(part, balance);
      }
    }
    balance = balance.minus(principal);
    over ||= k >= periods || (balance.isZero() && toDraw === 0);
    const asked: Decimal = !over && k <= terms.interestGracePeriods ? new D(0) : interest.plus(deferred);
    deferred = asked.isZero() && !over && k <= terms.interestGracePeriods ? deferred.plus(interest) : new D(0);
    lines.push([principal.toNumber(), asked.toNumber()]);
  }
  return lines;
}

const annuity = (principal: Decimal, rate: Decimal, periods: number): Decimal =>
  rate.isZero() ? principal.div(periods) : principal.times(rate).div(new D(1).minus(rate.plus(1).pow(-periods)));
