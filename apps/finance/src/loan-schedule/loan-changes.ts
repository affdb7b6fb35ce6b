import { civilDay, type CivilDay } from './civil-day.js';
import type { LoanEvents, LoanTerms, Prepayment } from './loan-terms.js';

/** What alters a running loan, by the day from which it counts. */
export type Change =
  | { readonly kind: 'rate'; readonly day: CivilDay; readonly annualRatePpm: number }
  | { readonly kind: 'extend'; readonly day: CivilDay; readonly addedPeriods: number }
  | { readonly kind: 'draw'; readonly day: CivilDay; readonly amountFen: number }
  | { readonly kind: 'prepay'; readonly day: CivilDay; readonly amountFen: number; readonly effect: Prepayment['effect'] };

/** Within one day: the rate first, then more time, then more money, then money back. */
const ORDER: Readonly<Record<Change['kind'], number>> = { rate: 0, extend: 1, draw: 2, prepay: 3 };

const NOTHING: LoanEvents = {};

export function changesInOrder({ drawings }: LoanTerms, events: LoanEvents = NOTHING): Change[] {
  const changes = drawings.map(({ on, amountFen }): Change => ({ kind: 'draw', day: civilDay(on), amountFen }));
  // most loans are drawn once and nothing happens to them
  if (events === NOTHING && changes.length === 1) return changes;
  for (const { from, annualRatePpm } of events.rateChanges ?? []) changes.push({ kind: 'rate', day: civilDay(from), annualRatePpm });
  for (const { on, addedPeriods } of events.extensions ?? []) changes.push({ kind: 'extend', day: civilDay(on), addedPeriods });
  for (const { on, amountFen, effect } of events.prepayments ?? []) changes.push({ kind: 'prepay', day: civilDay(on), amountFen, effect });
  return changes.sort((a, b) => a.day - b.day || ORDER[a.kind] - ORDER[b.kind]);
}
