import type { PlainDate } from '@jingzhun/domain/plain-date';
import { interestDay } from './accrual.js';
import type { Repayment } from './arrears.js';
import { civilDay, plainDateOf, type CivilDay } from './civil-day.js';
import type { Instalment } from './loan-schedule.js';
import type { DayCount, FenRounding, RateChange } from './loan-terms.js';
import { divideRoundedBig } from './rounding.js';

/** The policy of a day. Source: domain.md 8 and ADR 0176. */
export interface PenaltyPolicy {
  /** On top of the rate of the contract: 3,000 is that rate and 30 % of it more. */
  readonly surchargeBp: number;
  /** Unpaid interest bears it too. */
  readonly onInterest: boolean;
  readonly poorHouseholds: 'charged' | 'agreedRate' | 'exempt';
  readonly penaltyDays: DayCount;
  readonly paidOrder: 'penaltyFirst' | 'penaltyLast';
  readonly olderContracts: boolean;
}

/** Each entry holds from its day to the next one's. */
export type Course<T> = readonly ({ readonly from: PlainDate } & T)[];

export interface PenaltyBasis {
  /** Of a contract made since penalties are worked out here; an older one bears it only on days whose policy says so. */
  readonly isAgreed: boolean;
  readonly policy: Course<{ readonly value: PenaltyPolicy | undefined }>;
  readonly poor: Course<{ readonly isPoor: boolean }>;
}

export interface OverdueLoan {
  readonly lines: readonly Pick<Instalment, 'dueOn' | 'principalDueFen' | 'interestDueFen'>[];
  /** What has paid lines, oldest first, interest before principal. */
  readonly repayments: readonly Repayment[];
  readonly annualRatePpm: number;
  readonly rateChanges: readonly RateChange[];
  readonly basis: PenaltyBasis;
}

/** Days in which neither what is overdue changes nor what it bears. */
export interface PenaltySpan {
  /** The first day that bears it; for a line that is the day after its due date. */
  readonly from: PlainDate;
  /** The last. */
  readonly to: PlainDate;
  readonly days: number;
  readonly principalFen: number;
  /** Zero where interest bears none. */
  readonly interestFen: number;
  /** Of the contract on these days. */
  readonly annualRatePpm: number;
  readonly surchargeBp: number;
  readonly penaltyDays: DayCount;
}

/**
 * What bears penalty interest, and how much, until a day. An instalment bears it from the day after it was due to the day it is paid;
 * each day by the rate and the policy of that day, so that nothing is charged before a policy says so. Penalty bears none. Pure; nothing
 * is stored by day.
 */
export function penaltySpans(loan: OverdueLoan, until: PlainDate): PenaltySpan[] {
  const end = civilDay(until);
  const lines = loan.lines.map(({ dueOn, ...line }) => ({ day: civilDay(dueOn), ...line })).filter(({ day }) => day < end);
  const paid = loan.repayments.map(({ on, amountFen }) => ({ day: civilDay(on), amountFen })).sort((a, b) => a.day - b.day);
  const { basis, rateChanges } = loan;
  const days = [
    ...[...lines, ...paid].map(({ day }) => day),
    ...[...rateChanges, ...basis.policy, ...basis.poor].map(({ from }) => civilDay(from)),
  ].filter((day) => day < end && day >= (lines[0]?.day ?? end));
  const cuts = [...new Set(days), end].sort((a, b) => a - b);
  const spans: PenaltySpan[] = [];
  cuts.slice(0, -1).forEach((from, i) => {
    const to = cuts[i + 1] as CivilDay;
    const policy = borneOn(loan, from);
    if (!policy) return;
    const open = overdueOn(lines, paid, from);
    const interestFen = policy.onInterest ? open.interestFen : 0;
    if (open.principalFen + interestFen === 0) return;
    const { surchargeBp, penaltyDays } = policy;
    const annualRatePpm = at(rateChanges, from)?.annualRatePpm ?? loan.annualRatePpm;
    append(spans, {
      ...{ from: plainDateOf(from + 1), to: plainDateOf(to), days: interestDay(to, penaltyDays) - interestDay(from, penaltyDays) },
      ...{ principalFen: open.principalFen, interestFen, annualRatePpm, surchargeBp, penaltyDays },
    });
  });
  return spans;
}

/** Years of 360 and of 365 days have this in common. */
const COMMON_DAYS = 26_280n;
const DENOMINATOR = 1_000_000n * 10_000n * COMMON_DAYS;

/** In fen, rounded once for all days together: parts paid meanwhile do not add roundings. */
export function penaltyFen(spans: readonly PenaltySpan[], rounding: FenRounding): number {
  const sum = spans.reduce(
    (total, { principalFen, interestFen, annualRatePpm, surchargeBp, days, penaltyDays }) =>
      total +
      BigInt(principalFen + interestFen) *
        BigInt(annualRatePpm) *
        BigInt(10_000 + surchargeBp) *
        BigInt(days) *
        (COMMON_DAYS / (penaltyDays === 'actual/365' ? 365n : 360n)),
    0n,
  );
  return divideRoundedBig(sum, DENOMINATOR, rounding);
}

function borneOn({ basis }: OverdueLoan, day: CivilDay): PenaltyPolicy | undefined {
  const policy = at(basis.policy, day)?.value;
  if (!policy || (!basis.isAgreed && !policy.olderContracts)) return undefined;
  if (policy.poorHouseholds === 'charged' || !at(basis.poor, day)?.isPoor) return policy;
  return policy.poorHouseholds === 'exempt' ? undefined : { ...policy, surchargeBp: 0 };
}

/** The last that holds on a day; of two of one day the later one. */
function at<T>(course: Course<T>, day: CivilDay): ({ readonly from: PlainDate } & T) | undefined {
  return course.filter(({ from }) => civilDay(from) <= day).reduce<({ from: PlainDate } & T) | undefined>(later, undefined);
}
const later = <E extends { readonly from: PlainDate }>(best: E | undefined, one: E): E => (best && best.from > one.from ? best : one);

interface Line {
  readonly day: CivilDay;
  readonly principalDueFen: number;
  readonly interestDueFen: number;
}

function overdueOn(lines: readonly Line[], paid: readonly { day: CivilDay; amountFen: number }[], day: CivilDay) {
  let left = paid.reduce((sum, one) => sum + (one.day <= day ? one.amountFen : 0), 0);
  const take = (part: number): number => {
    const taken = Math.min(part, left);
    left -= taken;
    return part - taken;
  };
  let [principalFen, interestFen] = [0, 0];
  for (const line of lines) {
    if (line.day > day) break;
    interestFen += take(line.interestDueFen);
    principalFen += take(line.principalDueFen);
  }
  return { principalFen, interestFen };
}

/** A boundary at which nothing has changed is none. */
function append(spans: PenaltySpan[], span: PenaltySpan): void {
  const last = spans.at(-1);
  const isSame =
    last &&
    civilDay(last.to) + 1 === civilDay(span.from) &&
    (['principalFen', 'interestFen', 'annualRatePpm', 'surchargeBp', 'penaltyDays'] as const).every((key) => last[key] === span[key]);
  if (isSame) spans[spans.length - 1] = { ...last, to: span.to, days: last.days + span.days };
  else spans.push(span);
}
