import { z } from 'zod';
import { PlainDate } from '@jingzhun/domain/plain-date';
import { Certainty } from '../certainty.js';

const isOfYear = (year: number) => (date: PlainDate) => Number(date.slice(0, 4)) === year;
const isWeekend = (date: PlainDate): boolean => [0, 6].includes(new Date(`${date}T00:00:00Z`).getUTCDay());

/** `holidays-<year>.json`: days off and make-up working days as the State Council's General Office announced them. */
export const CalendarYear = z
  .strictObject({
    year: z.int().min(1990).max(2100),
    source: z.string().min(1).describe('the notice: title, number and day'),
    certainty: Certainty,
    daysOff: z.array(PlainDate).min(1).describe('days of a holiday; weekends within one may be listed'),
    workingDays: z.array(PlainDate).describe('Saturdays and Sundays on which people work (调休)'),
  })
  .check(({ value, issues }) => {
    const { year, daysOff, workingDays } = value;
    const refuse = (path: string, message: string): void => void issues.push({ code: 'custom', input: value, path: [path], message });
    if (![...daysOff, ...workingDays].every(isOfYear(year))) refuse('year', 'every day lies in the year of the file');
    if (workingDays.some((day) => daysOff.includes(day))) refuse('workingDays', 'a day is either off or a working day');
    if (!workingDays.every(isWeekend)) refuse('workingDays', 'a make-up working day is a Saturday or a Sunday');
  });
export type CalendarYear = z.infer<typeof CalendarYear>;
