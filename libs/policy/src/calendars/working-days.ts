import { addDays, type PlainDate } from '@jingzhun/domain/plain-date';
import { YearWithoutHolidays } from './calendar.errors.js';
import type { CalendarYear } from './calendar-file.js';

interface KnownYear {
  readonly off: ReadonlySet<PlainDate>;
  readonly on: ReadonlySet<PlainDate>;
  readonly source: string;
}

/** Counts working days. Pure: what it knows is what it was made of. */
export class WorkingDays {
  private readonly years: ReadonlyMap<number, KnownYear>;

  constructor(years: readonly CalendarYear[]) {
    this.years = new Map(
      years.map(({ year, daysOff, workingDays, source }) => [year, { off: new Set(daysOff), on: new Set(workingDays), source }]),
    );
  }

  /** @throws YearWithoutHolidays */
  isWorkingDay(date: PlainDate): boolean {
    const { off, on } = this.yearOf(date);
    return on.has(date) || (!off.has(date) && !isWeekend(date));
  }

  /**
   * The `count`th working day after a day; that day itself is not counted.
   * @throws YearWithoutHolidays also when only the way there leads through such a year
   */
  after(date: PlainDate, count: number): PlainDate {
    if (!Number.isInteger(count) || count < 1) throw new RangeError('working days are counted from 1');
    let day = date;
    for (let counted = 0; counted < count;) {
      day = addDays(day, 1);
      if (this.isWorkingDay(day)) counted += 1;
    }
    return day;
  }

  /**
   * Working days after `from` up to and with `to`; 0 when `to` is not later.
   * @throws YearWithoutHolidays
   */
  between(from: PlainDate, to: PlainDate): number {
    let counted = 0;
    for (let day = addDays(from, 1); day <= to; day = addDays(day, 1)) if (this.isWorkingDay(day)) counted += 1;
    return counted;
  }

  /** The notice the year's days come from. @throws YearWithoutHolidays */
  sourceOf(date: PlainDate): string {
    return this.yearOf(date).source;
  }

  /** All days off that are no weekends, and all weekends on which people work: for who counts in SQL. */
  get exceptions(): { off: PlainDate[]; on: PlainDate[] } {
    const years = [...this.years.values()];
    return { off: years.flatMap(({ off }) => [...off].filter((day) => !isWeekend(day))), on: years.flatMap(({ on }) => [...on]) };
  }

  get knownYears(): number[] {
    return [...this.years.keys()].sort((a, b) => a - b);
  }

  private yearOf(date: PlainDate): KnownYear {
    const year = Number(date.slice(0, 4));
    const known = this.years.get(year);
    if (!known) throw new YearWithoutHolidays(year);
    return known;
  }
}

function isWeekend(date: PlainDate): boolean {
  const day = new Date(`${date}T00:00:00Z`).getUTCDay();
  return day === 0 || day === 6;
}
