import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { addDays, type PlainDate } from '@jingzhun/domain/plain-date';
import { YearWithoutHolidays } from './calendar.errors.js';
import { loadWorkingDays } from './load-calendars.js';
import { WorkingDays } from './working-days.js';

const calendar = loadWorkingDays();
const date = (text: string): PlainDate => text as PlainDate;
const RUNS = process.env['DEEP'] ? 20_000 : 500;

/** Any day of the known years, far enough from their end for what is counted. */
const anyDay = fc.integer({ min: 0, max: 4_600 }).map((days) => addDays(date('2014-01-01'), days));
const count = fc.integer({ min: 1, max: 30 });

describe('working days', () => {
  it('know the years 2014 to 2026, each with the notice it comes from', () => {
    expect(calendar.knownYears).toEqual(Array.from({ length: 13 }, (_, i) => 2014 + i));
    for (const year of calendar.knownYears)
      expect(calendar.sourceOf(date(`${year}-06-01`))).toMatch(/^国务院办公厅关于\d{4}年部分节假日安排的通知/);
  });

  // from the notices themselves, not from the file
  it.each([
    ['2014', ['01-26', '02-08', '05-04', '09-28', '10-11'], ['01-31', '02-06', '04-07', '05-02', '06-02', '09-08', '10-07']],
    ['2015', ['01-04', '02-15', '02-28', '09-06', '10-10'], ['01-02', '02-18', '02-24', '04-06', '06-22', '09-03', '09-04', '10-07']],
    [
      '2016',
      ['02-06', '02-14', '06-12', '09-18', '10-08', '10-09'],
      ['01-01', '02-08', '02-12', '04-04', '05-02', '06-09', '06-10', '09-15', '09-16', '10-07'],
    ],
    [
      '2018',
      ['02-11', '02-24', '04-08', '04-28', '09-29', '09-30', '12-29'],
      ['02-15', '02-21', '04-05', '04-06', '04-30', '06-18', '09-24', '12-31'],
    ],
    ['2019', ['02-02', '02-03', '04-28', '05-05', '09-29', '10-12'], ['02-04', '02-08', '05-02', '05-03', '06-07', '09-13', '10-07']],
    ['2020', ['01-19', '04-26', '05-09', '06-28', '09-27', '10-10'], ['01-24', '01-31', '04-06', '05-05', '06-25', '10-08']],
    [
      '2023',
      ['01-28', '01-29', '04-23', '05-06', '06-25', '10-07', '10-08'],
      ['01-02', '01-27', '04-05', '05-03', '06-22', '09-29', '10-06'],
    ],
    [
      '2024',
      ['02-04', '02-18', '04-07', '04-28', '05-11', '09-14', '09-29', '10-12'],
      ['01-01', '02-12', '02-16', '04-04', '05-03', '06-10', '09-17', '10-07'],
    ],
    ['2025', ['01-26', '02-08', '04-27', '09-28', '10-11'], ['01-28', '02-04', '04-04', '05-05', '06-02', '10-08']],
    [
      '2026',
      ['01-04', '02-14', '02-28', '05-09', '09-20', '10-10'],
      ['01-02', '02-16', '02-23', '04-06', '05-05', '06-19', '09-25', '10-07'],
    ],
  ])('of %s: make-up weekends are worked, holidays on weekdays are not', (year, worked, off) => {
    for (const day of worked) expect([day, calendar.isWorkingDay(date(`${year}-${day}`))]).toEqual([day, true]);
    for (const day of off) expect([day, calendar.isWorkingDay(date(`${year}-${day}`))]).toEqual([day, false]);
  });

  it('counted over the extended Spring Festival of 2020', () => {
    // 24 January to 2 February off; Sunday 19 January worked
    expect(calendar.after(date('2020-01-22'), 2)).toBe('2020-02-03');
    expect(calendar.after(date('2020-01-17'), 1)).toBe('2020-01-19');
  });

  it('the n-th working day after a day is a working day, and n working days lie between', () => {
    fc.assert(
      fc.property(anyDay, count, (day, n) => {
        const last = calendar.after(day, n);
        expect(calendar.isWorkingDay(last)).toBe(true);
        expect(calendar.between(day, last)).toBe(n);
        expect(calendar.between(day, addDays(last, -1))).toBe(n - 1);
      }),
      { numRuns: RUNS, seed: 20161204 },
    );
  });

  it('counting on gives the same as counting at once', () => {
    fc.assert(
      fc.property(anyDay, count, count, (day, a, b) => calendar.after(calendar.after(day, a), b) === calendar.after(day, a + b)),
      { numRuns: RUNS, seed: 20161204 },
    );
  });

  it('never come sooner than calendar days, nor later than a long holiday allows', () => {
    fc.assert(
      fc.property(anyDay, count, (day, n) => {
        const last = calendar.after(day, n);
        return last >= addDays(day, n) && last <= addDays(day, Math.ceil((n * 7) / 5) + 2 + 12);
      }),
      { numRuns: RUNS, seed: 20161204 },
    );
  });

  it('there are between 244 and 252 of them in a year', () => {
    for (const year of calendar.knownYears.slice(0, -1)) {
      const days = calendar.between(date(`${year - 1}-12-31`), date(`${year}-12-31`));
      expect([year, days >= 244 && days <= 252]).toEqual([year, true]);
    }
  });

  it('of a year without data are refused with the file to load, also when only the way leads there', () => {
    expect(() => calendar.isWorkingDay(date('2027-01-04'))).toThrow(YearWithoutHolidays);
    expect(() => calendar.after(date('2026-12-30'), 5)).toThrow(expect.objectContaining({ code: 'calendar.year-missing', year: 2027 }));
    expect(() => calendar.between(date('2026-12-30'), date('2027-01-03'))).toThrow(YearWithoutHolidays);
    expect(calendar.after(date('2026-12-30'), 1)).toBe('2026-12-31');
    const { zh, en } = new YearWithoutHolidays(2027);
    expect([zh.next, en.next].every((text) => text.includes('holidays-2027.json'))).toBe(true);
  });

  it('are not counted from zero', () => {
    for (const n of [0, -1, 1.5]) expect(() => calendar.after(date('2016-01-01'), n)).toThrow(RangeError);
    expect(calendar.between(date('2016-06-10'), date('2016-06-01'))).toBe(0);
  });
});

describe('calendars of the county', () => {
  const files: string[] = [];
  const folderWith = (name: string, content: unknown): string => {
    const folder = mkdtempSync(join(tmpdir(), 'jingzhun-calendars-'));
    files.push(folder);
    writeFileSync(join(folder, name), typeof content === 'string' ? content : JSON.stringify(content));
    return folder;
  };
  afterAll(() => files.forEach((folder) => rmSync(folder, { recursive: true })));
  const year2027 = { year: 2027, source: '国务院办公厅通知', certainty: 'L', daysOff: ['2027-01-01'], workingDays: ['2027-01-09'] };

  it('add a year', () => {
    const own = loadWorkingDays(folderWith('holidays-2027.json', year2027));
    expect(own.isWorkingDay(date('2027-01-09'))).toBe(true);
    expect(own.after(date('2026-12-31'), 1)).toBe('2027-01-04');
  });

  it('replace a shipped one', () => {
    const own = loadWorkingDays(folderWith('holidays-2016.json', { ...year2027, year: 2016, daysOff: ['2016-06-15'], workingDays: [] }));
    expect(own.isWorkingDay(date('2016-06-15'))).toBe(false);
  });

  it.each([
    ['another year than its name', 'holidays-2028.json', year2027],
    ['a day of another year', 'holidays-2027.json', { ...year2027, daysOff: ['2026-01-01'] }],
    ['a make-up day that is no weekend', 'holidays-2027.json', { ...year2027, workingDays: ['2027-01-06'] }],
    ['a day both off and worked', 'holidays-2027.json', { ...year2027, workingDays: ['2027-01-09'], daysOff: ['2027-01-09'] }],
    ['no source', 'holidays-2027.json', { ...year2027, source: '' }],
    ['no day off', 'holidays-2027.json', { ...year2027, daysOff: [] }],
    ['no JSON', 'holidays-2027.json', '{'],
  ])('with %s keep the service from starting, and the file is named', (_, name, content) => {
    const folder = folderWith(name, content);
    expect(() => loadWorkingDays(folder)).toThrow(join(folder, name));
  });

  it('made of nothing know no year', () => {
    expect(() => new WorkingDays([]).isWorkingDay(date('2016-06-15'))).toThrow(YearWithoutHolidays);
  });
});
