import { daysBetween, type PlainDate } from '@jingzhun/domain/plain-date';
import type { Instalment } from './loan-schedule.js';

export interface Repayment {
  readonly on: PlainDate;
  readonly amountFen: number;
}

/** What is left of one line after repayments. */
export interface OpenInstalment {
  readonly number: number;
  readonly dueOn: PlainDate;
  readonly principalFen: number;
  readonly interestFen: number;
  /** Day on which nothing was left of it; undefined while something is. */
  readonly settledOn?: PlainDate;
}

export interface Arrears {
  /** Due date of the first line that was not paid in full by `on`. */
  readonly since: PlainDate | undefined;
  readonly days: number;
  readonly principalFen: number;
  readonly interestFen: number;
}

/**
 * Repayments against a schedule, oldest line first, within a line interest before principal. What is paid beyond all lines is left
 * over: it belongs to nobody's instalment and has to be given back or recorded as a prepayment.
 */
export function allocate(lines: readonly Instalment[], repayments: readonly Repayment[]): { open: OpenInstalment[]; leftOverFen: number } {
  const queue = [...repayments].sort((a, b) => (a.on < b.on ? -1 : a.on > b.on ? 1 : 0)).map(({ on, amountFen }) => ({ on, amountFen }));
  let next = 0;
  let lastPaidOn: PlainDate | undefined;
  const take = (wanted: number): number => {
    let missing = wanted;
    for (let repayment = queue[next]; missing > 0 && repayment; repayment = queue[next]) {
      const part = Math.min(missing, repayment.amountFen);
      repayment.amountFen -= part;
      missing -= part;
      if (part > 0) lastPaidOn = repayment.on;
      if (repayment.amountFen === 0) next += 1;
    }
    return missing;
  };
  const open = lines.map(({ number, dueOn, principalDueFen, interestDueFen }): OpenInstalment => {
    lastPaidOn = undefined;
    const interestFen = take(interestDueFen);
    const principalFen = take(principalDueFen);
    const settled = interestFen === 0 && principalFen === 0;
    return { number, dueOn, principalFen, interestFen, ...(settled ? { settledOn: lastPaidOn ?? dueOn } : {}) };
  });
  return { open, leftOverFen: queue.reduce((sum, { amountFen }) => sum + amountFen, 0) };
}

/** What is overdue on a day: lines due before it that are not settled. A line is not late on its due date. */
export function arrearsOn(open: readonly OpenInstalment[], on: PlainDate): Arrears {
  const late = open.filter((line) => line.dueOn < on && (line.settledOn === undefined || line.settledOn > on));
  const since = late[0]?.dueOn;
  return {
    since,
    days: since ? daysBetween(since, on) : 0,
    principalFen: late.reduce((sum, { principalFen }) => sum + principalFen, 0),
    interestFen: late.reduce((sum, { interestFen }) => sum + interestFen, 0),
  };
}

/** Number of the bucket, 0 for "not late"; `limits` are the last days of all buckets but the open one, e.g. 30, 90, 180 (policy parameter). */
export function bucketOf(days: number, limits: readonly number[]): number {
  if (days <= 0) return 0;
  const index = limits.findIndex((limit) => days <= limit);
  return index === -1 ? limits.length + 1 : index + 1;
}
