import type { PlainDate } from '@jingzhun/domain/plain-date';
import { Accrual, interestDay } from '../loan-schedule/accrual.js';
import { addMonths, civilDay, plainDateOf, type CivilDay } from '../loan-schedule/civil-day.js';
import { scheduleLines, type InterestPiece } from '../loan-schedule/loan-schedule.js';
import type { LoanEvents, LoanTerms } from '../loan-schedule/loan-terms.js';
import type { Repayment } from '../loan-schedule/arrears.js';
import type { PenaltyBasis } from '../loan-schedule/penalty.js';

/** Source: domain.md 8.1 (three years, the whole interest) and 8.3; both are policy parameters. */
export interface InterestSubsidyPolicy {
  /** From each drawing. */
  readonly months: number;
  /** 10,000 is the whole interest. */
  readonly shareBp: number;
  /** Whether the months that an extension adds count, within the others; absent: they do. Source: ADR 0201. */
  readonly extension?: { readonly isSubsidised: boolean };
  /** Principal of a loan up to which its interest is subsidised; one that is larger not on the part above, or not at all. Absent: no bound. */
  readonly ceiling?: { readonly mostFen: number; readonly above: 'part' | 'whole' };
}

/** Days on which the household was late; `until` is the first on which it no longer was, undefined while it is. */
export interface LateSpan {
  readonly from: PlainDate;
  readonly until: PlainDate | undefined;
}

/** The interest of one line of the schedule: `subsidyFen + householdFen = interestFen`. */
export interface SubsidisedLine {
  readonly number: number;
  readonly from: PlainDate;
  readonly dueOn: PlainDate;
  readonly interestFen: number;
  readonly subsidyFen: number;
  readonly householdFen: number;
}

/** The penalty interest of a loan, as its own books have it (ADR 0176). */
export interface PenaltyOfLoan {
  readonly basis: PenaltyBasis;
  /** What has paid lines. */
  readonly repayments: readonly Repayment[];
  /** Penalty interest that was paid, by the day of the payment. */
  readonly received: readonly Repayment[];
  /** The day of the compensation or the write-off: it bears none from then on. */
  readonly endsOn: PlainDate | undefined;
}

/** What the subsidy of a loan depends on. */
export interface SubsidisedLoan {
  readonly terms: LoanTerms;
  readonly events: LoanEvents;
  readonly late: readonly LateSpan[];
  /** No part of any subsidy; a bank may have claimed it all the same. */
  readonly penaltyInterest?: PenaltyOfLoan;
}

/**
 * Divides the interest of each line between county and household. A day's interest on what is left of a drawing is the county's within
 * so many months of that drawing, on no more principal than the policy says, and not while the household is late. What is paid back is the oldest drawing's first. Rounded once a
 * line, like the interest itself, so that a line within the term is the county's to the last fen.
 */
export function subsidisedLines({ terms, events, late }: SubsidisedLoan, policy: InterestSubsidyPolicy): SubsidisedLine[] {
  const pieces: InterestPiece[] = [];
  const lines = scheduleLines(terms, events, pieces);
  const drawings = drawingsOf(terms, policy);
  const mostFen = mostOf(terms, policy);
  const stops = late.map(({ from, until }) => ({ from: civilDay(from), until: until === undefined ? Infinity : civilDay(until) }));
  const accrual = new Accrual(terms.dayCount, terms.rounding);
  let next = 0;
  return lines.map(({ number, fromDay, dueDay, interestAccruedFen: interestFen }) => {
    for (let piece = pieces[next]; piece?.number === number; piece = pieces[next]) {
      next += 1;
      for (const part of partsOf(piece, drawings, stops))
        accrual.add(
          Math.min(part.baseFen, mostFen),
          piece.annualRatePpm,
          interestDay(part.toDay, terms.dayCount) - interestDay(part.fromDay, terms.dayCount),
        );
    }
    const subsidyFen = accrual.take(policy.shareBp);
    return {
      number,
      from: plainDateOf(fromDay),
      dueOn: plainDateOf(dueDay),
      interestFen,
      subsidyFen,
      householdFen: interestFen - subsidyFen,
    };
  });
}

interface Drawing {
  readonly day: CivilDay;
  readonly amountFen: number;
  /** The first day that is no longer subsidised. */
  readonly endsOn: CivilDay;
}

const drawingsOf = ({ drawings, periods, periodMonths }: LoanTerms, { months, extension }: InterestSubsidyPolicy): Drawing[] => {
  const begun = Math.min(...drawings.map(({ on }) => civilDay(on)));
  // the day on which the loan was to be paid back by its first contract
  const lastDay = extension?.isSubsidised === false ? addMonths(begun, periods * periodMonths) : Infinity;
  return drawings
    .map(({ on, amountFen }) => ({ day: civilDay(on), amountFen, endsOn: Math.min(addMonths(civilDay(on), months), lastDay) }))
    .sort((a, b) => a.day - b.day);
};

function mostOf({ drawings }: LoanTerms, { ceiling }: InterestSubsidyPolicy): number {
  if (!ceiling) return Infinity;
  const drawnFen = drawings.reduce((sum, { amountFen }) => sum + amountFen, 0);
  return ceiling.above === 'whole' && drawnFen > ceiling.mostFen ? 0 : ceiling.mostFen;
}

interface Part {
  readonly fromDay: CivilDay;
  readonly toDay: CivilDay;
  readonly baseFen: number;
}

/** The piece cut where a drawing's term ends and where lateness begins or ends, with what of it the county bears. */
function partsOf(piece: InterestPiece, drawings: readonly Drawing[], stops: readonly { from: CivilDay; until: number }[]): Part[] {
  const cuts = [...drawings.map(({ endsOn }) => endsOn), ...stops.flatMap(({ from, until }) => [from, until])]
    .filter((day) => day > piece.fromDay && day < piece.toDay)
    .sort((a, b) => a - b);
  const bounds = [piece.fromDay, ...cuts, piece.toDay];
  return bounds.slice(1).flatMap((toDay, i) => {
    const fromDay = bounds[i]!;
    if (toDay === fromDay || stops.some(({ from, until }) => from <= fromDay && fromDay < until)) return [];
    return [{ fromDay, toDay, baseFen: withinTermFen(piece.baseFen, drawings, fromDay) }];
  });
}

/** What of the base is left of drawings whose term has not ended. */
function withinTermFen(baseFen: number, drawings: readonly Drawing[], day: CivilDay): number {
  const drawn = drawings.filter((drawing) => drawing.day <= day);
  let paidBackFen = drawn.reduce((total, { amountFen }) => total + amountFen, 0) - baseFen;
  let within = 0;
  for (const { amountFen, endsOn } of drawn) {
    const leftFen = Math.max(amountFen - paidBackFen, 0);
    paidBackFen = Math.max(paidBackFen - amountFen, 0);
    if (day < endsOn) within += leftFen;
  }
  return within;
}
