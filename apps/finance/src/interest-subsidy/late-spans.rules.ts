import { addDays, type PlainDate } from '@jingzhun/domain/plain-date';
import { allocate, type Repayment } from '../loan-schedule/arrears.js';
import type { Instalment } from '../loan-schedule/loan-schedule.js';
import type { LateSpan } from './subsidised-interest.rules.js';

/** The days on which something that was due was not paid: from the day after its due date to the day on which it was. */
export function lateSpans(lines: readonly Instalment[], repayments: readonly Repayment[]): LateSpan[] {
  return allocate(lines, repayments).open.flatMap(({ dueOn, settledOn }): LateSpan[] => {
    const from: PlainDate = addDays(dueOn, 1);
    return settledOn === undefined || settledOn > from ? [{ from, until: settledOn }] : [];
  });
}
