import { z } from 'zod';
import { plainText } from './plain-text.js';

/** A civil date in Asia/Shanghai, `YYYY-MM-DD`, without time. Sorts as text. */
export const PlainDate = z.iso.date().brand<'PlainDate'>();
export type PlainDate = z.infer<typeof PlainDate>;

const DAY = 86_400_000;
const FORMS = [
  /^(\d{4})-(\d{1,2})-(\d{1,2})$/,
  /^(\d{4})[/.](\d{1,2})[/.](\d{1,2})$/,
  /^(\d{4})(\d{2})(\d{2})$/,
  /^(\d{4})年(\d{1,2})月(\d{1,2})日?$/,
];

const midnight = (date: PlainDate): number => Date.parse(`${date}T00:00:00Z`);

/** Year, month (1-12) and day as a date, or undefined when the calendar has no such day. */
export function plainDate(year: number, month: number, day: number): PlainDate | undefined {
  const text = `${String(year).padStart(4, '0')}-${String(month).padStart(2, '0')}-${String(day).padStart(2, '0')}`;
  const result = PlainDate.safeParse(text);
  return result.success ? result.data : undefined;
}

/** Reads what people write in spreadsheets: 2016-05-01, 2016/5/1, 2016.5.1, 20160501, 2016年5月1日. */
export function parsePlainDate(text: string): PlainDate | undefined {
  const plain = plainText(text);
  for (const form of FORMS) {
    const match = form.exec(plain);
    if (match) return plainDate(Number(match[1]), Number(match[2]), Number(match[3]));
  }
  return undefined;
}

/** `days` may be negative. */
export function addDays(date: PlainDate, days: number): PlainDate {
  return new Date(midnight(date) + days * DAY).toISOString().slice(0, 10) as PlainDate;
}

/** Whole days from `from` to `to`; negative when `to` is earlier. */
export function daysBetween(from: PlainDate, to: PlainDate): number {
  return (midnight(to) - midnight(from)) / DAY;
}

/** -1, 0 or 1; fits `Array.sort`. */
export function compareDates(a: PlainDate, b: PlainDate): -1 | 0 | 1 {
  if (a === b) return 0;
  return a < b ? -1 : 1;
}

/** Completed years of life on a day; negative when born later. Who is born on 29 February is a year older on 1 March. */
export function ageOn(birthDate: PlainDate, on: PlainDate): number {
  const years = Number(on.slice(0, 4)) - Number(birthDate.slice(0, 4));
  return on.slice(5) < birthDate.slice(5) ? years - 1 : years;
}

const shanghai = new Intl.DateTimeFormat('en-CA', { timeZone: 'Asia/Shanghai', year: 'numeric', month: '2-digit', day: '2-digit' });

/** The civil date in Shanghai at an instant: 2016-04-30T16:00Z is already 2016-05-01. */
export function plainDateInShanghai(instant: Date): PlainDate {
  return PlainDate.parse(shanghai.format(instant));
}
