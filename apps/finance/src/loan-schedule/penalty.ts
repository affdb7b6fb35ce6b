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

/** What money bears that is used otherwise than agreed, on top of the rate of the contract. Source: ADR 0140. */
export interface MisusePolicy {
  /** 5,000 is half of that rate more; zero: none. */
  readonly surchargeBp: number;
  readonly penaltyDays: DayCount;
  readonly olderContracts: boolean;
}

/** Each entry holds from its day to the next one's. */
export type Course<T> = readonly ({ readonly from: PlainDate } & T)[];

export interface PenaltyBasis {
  /** Of a contract made since penalties are worked out here; an older one bears it only on days whose policy says so. */
  readonly isAgreed: boolean;
  readonly policy: Course<{ readonly value: PenaltyPolicy | undefined }>;
  readonly poor: Course<{ readonly isPoor: boolean }>;
  /** Absent: no policy charges for misuse. */
  readonly misuse?: MisuseBasis;
}

export interface MisuseBasis {
  readonly policy: Course<{ readonly value: MisusePolicy | undefined }>;
  /** From the day on which another use was seen to the one on which it was put right. */
  readonly found: Course<{ readonly isMisused: boolean }>;
}

export interface OverdueLoan {
  readonly lines: readonly Pick<Instalment, 'dueOn' | 'principalDueFen' | 'interestDueFen'>[];
  /** What has paid lines, oldest first, interest before principal. */
  readonly repayments: readonly Repayment[];
  readonly annualRatePpm: number;
  readonly rateChanges: readonly RateChange[];
  /** With it what is lent and not due on a day is known; for who asks about misuse. */
  readonly lent?: { readonly drawings: readonly Repayment[]; readonly prepayments: readonly Repayment[] };
  readonly basis: PenaltyBasis;
}

/** Days in which neither what is overdue changes nor what it bears. */
export interface PenaltySpan {
  /** What is overdue bears the rate of the contract and more; what is misused and not due bears only what is more, the rate is in its lines. */
  readonly what: 'overdue' | 'misused';
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
 * each day by the rate and the policy of that day, so that nothing is charged before a policy says so. What is lent bears what misuse adds
 * from the day another use was seen to the one it was put right; overdue as well, it bears the heavier of both, never both. Penalty bears
 * none. Pure; nothing is stored by day.
 */
export function penaltySpans(loan: OverdueLoan, until: PlainDate): PenaltySpan[] {
  const end = civilDay(until);
  const lines = loan.lines.map(({ dueOn, ...line }) => ({ day: civilDay(dueOn), ...line })).filter(({ day }) => day < end);
  const paid = loan.repayments.map(({ on, amountFen }) => ({ day: civilDay(on), amountFen })).sort((a, b) => a.day - b.day);
  const { basis, rateChanges } = loan;
  const { drawings, prepayments } = (basis.misuse && loan.lent) ?? { drawings: [], prepayments: [] };
  const misuse = basis.misuse ? [...basis.misuse.policy, ...basis.misuse.found] : [];
  const begin = Math.min(lines[0]?.day ?? end, ...(basis.misuse?.found ?? []).map(({ from }) => civilDay(from)));
  const days = [
    ...[...lines, ...paid].map(({ day }) => day),
    ...[...drawings, ...prepayments].map(({ on }) => civilDay(on)),
    ...[...rateChanges, ...basis.policy, ...basis.poor, ...misuse].map(({ from }) => civilDay(from)),
  ].filter((day) => day < end && day >= begin);
  const cuts = [...new Set(days), end].sort((a, b) => a - b);
  const spans: PenaltySpan[] = [];
  cuts.slice(0, -1).forEach((from, i) => {
    const to = cuts[i + 1] as CivilDay;
    const annualRatePpm = at(rateChanges, from)?.annualRatePpm ?? loan.annualRatePpm;
    const add = (span: Pick<PenaltySpan, 'what' | 'principalFen' | 'interestFen' | 'surchargeBp' | 'penaltyDays'>): void => {
      if (span.principalFen + span.interestFen === 0) return;
      const days = interestDay(to, span.penaltyDays) - interestDay(from, span.penaltyDays);
      append(spans, { ...span, annualRatePpm, from: plainDateOf(from + 1), to: plainDateOf(to), days });
    };
    const policy = borneOn(loan, from);
    const misused = misusedOn(loan, from);
    if (!policy && !misused) return;
    const open = overdueOn(lines, paid, from);
    add({
      ...{ what: 'overdue', principalFen: open.principalFen, interestFen: policy?.onInterest ? open.interestFen : 0 },
      surchargeBp: Math.max(policy?.surchargeBp ?? 0, misused?.surchargeBp ?? 0),
      penaltyDays: (policy ?? misused)?.penaltyDays as DayCount,
    });
    if (misused) add({ what: 'misused', principalFen: notDueOn(loan, lines, from), interestFen: 0, ...misused });
  });
  return spans;
}

/** Years of 360 and of 365 days have this in common. */
const COMMON_DAYS = 26_280n;
const DENOMINATOR = 1_000_000n * 10_000n * COMMON_DAYS;

/** In fen, rounded once for all days together: parts paid meanwhile do not add roundings. */
export function penaltyFen(spans: readonly PenaltySpan[], rounding: FenRounding): number {
  const sum = spans.reduce(
    (total, { what, principalFen, interestFen, annualRatePpm, surchargeBp, days, penaltyDays }) =>
      total +
      BigInt(principalFen + interestFen) *
        BigInt(annualRatePpm) *
        BigInt(what === 'overdue' ? 10_000 + surchargeBp : surchargeBp) *
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

/** What misuse adds on a day; undefined where the money is used as agreed, or no policy charges for it. */
function misusedOn(
  { basis: { isAgreed, misuse } }: OverdueLoan,
  day: CivilDay,
): Pick<MisusePolicy, 'surchargeBp' | 'penaltyDays'> | undefined {
  const policy = misuse && at(misuse.policy, day)?.value;
  if (!policy || policy.surchargeBp === 0 || (!isAgreed && !policy.olderContracts) || !at(misuse.found, day)?.isMisused) return undefined;
  const { surchargeBp, penaltyDays } = policy;
  return { surchargeBp, penaltyDays };
}

/** What is lent on a day and not due yet: interest on it runs in its lines. */
function notDueOn({ lent }: OverdueLoan, lines: readonly Line[], day: CivilDay): number {
  const sum = (list: readonly Repayment[] = []): number =>
    list.reduce((all, { on, amountFen }) => all + (civilDay(on) <= day ? amountFen : 0), 0);
  const dueFen = lines.reduce((all, line) => all + (line.day <= day ? line.principalDueFen : 0), 0);
  return Math.max(0, sum(lent?.drawings) - sum(lent?.prepayments) - dueFen);
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
  const place = spans.findLastIndex(({ what }) => what === span.what);
  const last = spans[place];
  const isSame =
    last &&
    civilDay(last.to) + 1 === civilDay(span.from) &&
    (['principalFen', 'interestFen', 'annualRatePpm', 'surchargeBp', 'penaltyDays'] as const).every((key) => last[key] === span[key]);
  if (isSame) spans[place] = { ...last, to: span.to, days: last.days + span.days };
  else spans.push(span);
}
