import { addDays, daysBetween, plainDateInShanghai, type PlainDate } from '@jingzhun/domain/plain-date';
import type { WorkingDays } from '@jingzhun/policy';

export type DayKind = 'calendar' | 'working';

/** First and last counted day, both included. The day of posting is not counted. */
export interface NoticePeriod {
  readonly postedOn: PlainDate;
  readonly firstDay: PlainDate;
  readonly lastDay: PlainDate;
}

/**
 * Counts from the day after posting, in Asia/Shanghai. In working days the first counted day is the first working day after posting.
 * @throws YearWithoutHolidays when working days reach into a year whose holidays are not known
 */
export function noticePeriod(postedAt: Date, days: number, dayKind: DayKind, calendar: WorkingDays): NoticePeriod {
  const postedOn = plainDateInShanghai(postedAt);
  if (dayKind === 'working')
    return { postedOn, firstDay: calendar.after(postedOn, 1), lastDay: calendar.after(postedOn, Math.max(days, 1)) };
  return { postedOn, firstDay: addDays(postedOn, 1), lastDay: addDays(postedOn, Math.max(days, 1)) };
}

/** A notice may be read and objected to from its posting to the end of its last day. */
export const isRunning = ({ lastDay }: Pick<NoticePeriod, 'lastDay'>, today: PlainDate): boolean => today <= lastDay;

/**
 * Counted days that are not over yet; 0 from the day after the last one. Before the first day it is all of them.
 */
export function daysLeft({ firstDay, lastDay, dayKind }: RunningPeriod, today: PlainDate, calendar: WorkingDays): number {
  if (today > lastDay) return 0;
  const dayBefore = addDays(today < firstDay ? firstDay : today, -1);
  return dayKind === 'working' ? calendar.between(dayBefore, lastDay) : daysBetween(dayBefore, lastDay);
}

export type RunningPeriod = Pick<NoticePeriod, 'firstDay' | 'lastDay'> & { readonly dayKind: DayKind };
