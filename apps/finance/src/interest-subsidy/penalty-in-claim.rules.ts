import { addDays, type PlainDate } from '@jingzhun/domain/plain-date';
import { interestDay } from '../loan-schedule/accrual.js';
import { civilDay } from '../loan-schedule/civil-day.js';
import { loanSchedule } from '../loan-schedule/loan-schedule.js';
import { penaltyFen, penaltySpans, type PenaltyBasis, type PenaltySpan } from '../loan-schedule/penalty.js';
import type { SubsidisedLoan } from './subsidised-interest.rules.js';

/** What of penalty interest a bank can have put into a claim: accrued in the quarter on principal or on interest, or taken in it. */
export const penaltyCauses = ['penaltyOnPrincipal', 'penaltyOnInterest', 'penaltyReceived'] as const;
export type PenaltyCause = (typeof penaltyCauses)[number];

export interface PenaltyPart {
  readonly cause: PenaltyCause;
  /** Above zero. */
  readonly fen: number;
}

/**
 * The ways in which penalty interest can have come into what a bank claims for a quarter, the likeliest first: as the household owes it, or
 * as the bank would charge it without what the policy spares the household; of the days of the quarter, rounded for them or as the growth of
 * what accrued. None of it is the county's. Pure.
 */
export function penaltiesIn(loan: SubsidisedLoan, { from, to }: { readonly from: PlainDate; readonly to: PlainDate }): PenaltyPart[][] {
  const { terms, events, penaltyInterest } = loan;
  if (!penaltyInterest) return [];
  const lines = loanSchedule(terms, events);
  const lent = { drawings: terms.drawings, prepayments: events.prepayments ?? [] };
  const { repayments, received, endsOn, basis: agreed } = penaltyInterest;
  const until = (day: PlainDate): PlainDate => (endsOn !== undefined && endsOn < day ? endsOn : day);
  const accrued = (basis: PenaltyBasis): PenaltyPart[][] => {
    const overdue = { lines, repayments, annualRatePpm: terms.annualRatePpm, rateChanges: events.rateChanges ?? [], basis, lent };
    const then = penaltySpans(overdue, until(to));
    const before = penaltySpans(overdue, until(addDays(from, -1)));
    const worth = (spans: readonly PenaltySpan[], of: Of): number => penaltyFen(spans.map(of), terms.rounding);
    const ofItsDays = (of: Of): number => worth(daysFrom(then, from), of);
    const grown = (of: Of): number => worth(then, of) - worth(before, of);
    return [ofItsDays, grown].flatMap((sum) => {
      const [principal, interest, both] = [sum(onPrincipal), sum(onInterest), sum(onBoth)];
      return [
        [part('penaltyOnPrincipal', principal)],
        [part('penaltyOnInterest', interest)],
        ...[interest, both - principal].map((fen) => [part('penaltyOnPrincipal', principal), part('penaltyOnInterest', fen)]),
      ];
    });
  };
  const receivedFen = received.filter(({ on }) => on >= from && on <= to).reduce((sum, { amountFen }) => sum + amountFen, 0);
  const ways = [...accrued(onInterestToo(agreed)), [part('penaltyReceived', receivedFen)], ...accrued(sparingNobody(agreed))];
  return unlike(ways.filter((parts) => parts.every(({ fen }) => fen > 0)));
}

/** What of the days comes from a day on. */
const daysFrom = (spans: readonly PenaltySpan[], day: PlainDate): PenaltySpan[] =>
  spans
    .filter(({ to }) => to >= day)
    .map((span) => {
      if (span.from >= day) return span;
      const counted = (end: PlainDate): number => interestDay(civilDay(end), span.penaltyDays);
      return { ...span, from: day, days: counted(span.to) - counted(addDays(day, -1)) };
    });

type Of = (span: PenaltySpan) => PenaltySpan;
const onPrincipal: Of = (span) => ({ ...span, interestFen: 0 });
const onInterest: Of = (span) => ({ ...span, principalFen: 0 });
const onBoth: Of = (span) => span;
const part = (cause: PenaltyCause, fen: number): PenaltyPart => ({ cause, fen });

/** Banks that let interest bear penalty do so whatever the county says. */
const onInterestToo = (basis: PenaltyBasis): PenaltyBasis => ({
  ...basis,
  policy: basis.policy.map(({ from, value }) => ({ from, value: value && { ...value, onInterest: true } })),
});
const sparingNobody = (basis: PenaltyBasis): PenaltyBasis => ({ ...onInterestToo(basis), isAgreed: true, poor: [] });

const unlike = (ways: readonly PenaltyPart[][]): PenaltyPart[][] => [
  ...new Map(ways.map((parts) => [JSON.stringify(parts), parts])).values(),
];
