import type { PlainDate } from '@jingzhun/domain/plain-date';

/** The same day `months` later (earlier when negative); the last day of the month where that month is shorter. */
export function addMonths(date: PlainDate, months: number): PlainDate {
  const [year, month, day] = [Number(date.slice(0, 4)), Number(date.slice(5, 7)) - 1 + months, Number(date.slice(8))];
  const last = new Date(Date.UTC(year, month + 1, 0)).getUTCDate();
  return new Date(Date.UTC(year, month, Math.min(day, last))).toISOString().slice(0, 10) as PlainDate;
}
