import type { PlainDate } from '@jingzhun/domain/plain-date';

/** A civil date as days since 1970-01-01: schedules count with these, people see dates. */
export type CivilDay = number;

export function civilDay(date: PlainDate): CivilDay {
  return dayOf(digits(date, 0, 4), digits(date, 5, 7), digits(date, 8, 10));
}

function digits(text: string, from: number, to: number): number {
  let value = 0;
  for (let i = from; i < to; i += 1) value = value * 10 + text.charCodeAt(i) - 48;
  return value;
}

export function plainDateOf(day: CivilDay): PlainDate {
  const [year, month, dayOfMonth] = partsOf(day);
  return `${String(year).padStart(4, '0')}-${String(month).padStart(2, '0')}-${String(dayOfMonth).padStart(2, '0')}` as PlainDate;
}

/** The same day of a later month; where that month is shorter, its last day. 31 January and one month: 28 or 29 February, and two: 31 March. */
export function addMonths(day: CivilDay, months: number): CivilDay {
  const [year, month, dayOfMonth] = partsOf(day);
  const count = year * 12 + month - 1 + months;
  const [toYear, toMonth] = [Math.floor(count / 12), (((count % 12) + 12) % 12) + 1];
  return dayOf(toYear, toMonth, Math.min(dayOfMonth, lengthOfMonth(toYear, toMonth)));
}

/** Position of a date in years of twelve months of 30 days (30E/360): the 31st counts as the 30th. Differences are days of interest. */
export function ordinal360(day: CivilDay): number {
  const [year, month, dayOfMonth] = partsOf(day);
  return year * 360 + (month - 1) * 30 + Math.min(dayOfMonth, 30);
}

/** The same day every so many months, one after the other; cheaper than {@link addMonths} for each. */
export class DueDays {
  day: CivilDay;
  ordinal360: number;
  private year: number;
  private month: number;
  private readonly dayOfMonth: number;
  private firstOfMonth: CivilDay;

  constructor(
    start: CivilDay,
    private readonly periodMonths: number,
  ) {
    [this.year, this.month, this.dayOfMonth] = partsOf(start);
    this.day = start;
    this.firstOfMonth = start - this.dayOfMonth + 1;
    this.ordinal360 = ordinal360(start);
  }

  next(): CivilDay {
    for (let i = 0; i < this.periodMonths; i += 1) {
      this.firstOfMonth += lengthOfMonth(this.year, this.month);
      if (this.month === 12) {
        this.month = 1;
        this.year += 1;
      } else this.month += 1;
    }
    // the shortest month first: most days exist in every month
    const dayOfMonth = this.dayOfMonth <= 28 ? this.dayOfMonth : Math.min(this.dayOfMonth, lengthOfMonth(this.year, this.month));
    this.day = this.firstOfMonth + dayOfMonth - 1;
    this.ordinal360 = this.year * 360 + (this.month - 1) * 30 + Math.min(dayOfMonth, 30);
    return this.day;
  }
}

const lengthOfMonth = (year: number, month: number): number => {
  if (month === 2) return (year % 4 === 0 && year % 100 !== 0) || year % 400 === 0 ? 29 : 28;
  return month === 4 || month === 6 || month === 9 || month === 11 ? 30 : 31;
};

// Gregorian calendar with the year beginning in March, so that the leap day comes last (H. Hinnant, "chrono-compatible low-level date algorithms")
const DAYS_OF_ERA = 146_097;
const EPOCH = 719_468;

function dayOf(year: number, month: number, day: number): CivilDay {
  const y = month <= 2 ? year - 1 : year;
  const era = Math.floor(y / 400);
  const yearOfEra = y - era * 400;
  const dayOfYear = Math.floor((153 * (month > 2 ? month - 3 : month + 9) + 2) / 5) + day - 1;
  return era * DAYS_OF_ERA + yearOfEra * 365 + Math.floor(yearOfEra / 4) - Math.floor(yearOfEra / 100) + dayOfYear - EPOCH;
}

function partsOf(day: CivilDay): [year: number, month: number, day: number] {
  const shifted = day + EPOCH;
  const era = Math.floor(shifted / DAYS_OF_ERA);
  const dayOfEra = shifted - era * DAYS_OF_ERA;
  const yearOfEra = Math.floor(
    (dayOfEra - Math.floor(dayOfEra / 1_460) + Math.floor(dayOfEra / 36_524) - Math.floor(dayOfEra / (DAYS_OF_ERA - 1))) / 365,
  );
  const dayOfYear = dayOfEra - (365 * yearOfEra + Math.floor(yearOfEra / 4) - Math.floor(yearOfEra / 100));
  const shiftedMonth = Math.floor((5 * dayOfYear + 2) / 153);
  const month = shiftedMonth < 10 ? shiftedMonth + 3 : shiftedMonth - 9;
  return [yearOfEra + era * 400 + (month <= 2 ? 1 : 0), month, dayOfYear - Math.floor((153 * shiftedMonth + 2) / 5) + 1];
}
