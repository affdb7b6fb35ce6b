import fc from 'fast-check';
import { addDays, plainDateInShanghai, type PlainDate } from '@jingzhun/domain/plain-date';
import { loadWorkingDays } from '@jingzhun/policy';
import { checklist } from './checklist.js';
import { closingBlockedBy, inWords, type ClosingFacts } from './closing.rules.js';
import { daysLeft, noticePeriod, type DayKind } from './notice-clock.rules.js';

const calendar = loadWorkingDays();
const RUNS = process.env['DEEP'] ? 20_000 : 500;
const date = (text: string): PlainDate => text as PlainDate;

const instant = fc
  .integer({ min: Date.parse('2014-01-01T00:00:00+08:00'), max: Date.parse('2026-08-01T00:00:00+08:00') })
  .map((ms) => new Date(ms));
const kind = fc.constantFrom<DayKind>('calendar', 'working');
const days = fc.integer({ min: 1, max: 20 });

describe('the period of a notice', () => {
  it.each([
    ['at noon', '2016-06-15T12:00:00+08:00', 7, 'calendar', '2016-06-15', '2016-06-16', '2016-06-22'],
    ['a minute before midnight', '2016-06-15T23:59:00+08:00', 7, 'calendar', '2016-06-15', '2016-06-16', '2016-06-22'],
    ['at midnight', '2016-06-16T00:00:00+08:00', 7, 'calendar', '2016-06-16', '2016-06-17', '2016-06-23'],
    ['over the end of a year', '2015-12-30T09:00:00+08:00', 5, 'calendar', '2015-12-30', '2015-12-31', '2016-01-04'],
    ['over 29 February', '2016-02-27T09:00:00+08:00', 3, 'calendar', '2016-02-27', '2016-02-28', '2016-03-01'],
    ['before a week of holidays', '2016-09-30T09:00:00+08:00', 5, 'working', '2016-09-30', '2016-10-08', '2016-10-12'],
    ['on a Friday', '2016-06-17T09:00:00+08:00', 1, 'working', '2016-06-17', '2016-06-20', '2016-06-20'],
    ['before Spring Festival, whose eve is worked', '2016-02-05T17:00:00+08:00', 2, 'working', '2016-02-05', '2016-02-06', '2016-02-14'],
  ] as const)('posted %s', (_, at, count, dayKind, postedOn, firstDay, lastDay) => {
    expect(noticePeriod(new Date(at), count, dayKind, calendar)).toEqual({ postedOn, firstDay, lastDay });
  });

  it('never counts the day of posting and never has less days than policy says', () => {
    fc.assert(
      fc.property(instant, days, kind, (at, count, dayKind) => {
        const { postedOn, firstDay, lastDay } = noticePeriod(at, count, dayKind, calendar);
        expect(postedOn).toBe(plainDateInShanghai(at));
        expect(firstDay > postedOn && lastDay >= firstDay).toBe(true);
        const counted =
          dayKind === 'working' ? calendar.between(postedOn, lastDay) : (Date.parse(lastDay) - Date.parse(postedOn)) / 86_400_000;
        expect(counted).toBe(count);
      }),
      { numRuns: RUNS, seed: 20161204 },
    );
  });

  it('whatever the instant of that day, it is the same period', () => {
    fc.assert(
      fc.property(instant, fc.integer({ min: 0, max: 86_399_999 }), days, kind, (at, offset, count, dayKind) => {
        const midnight = new Date(`${plainDateInShanghai(at)}T00:00:00+08:00`).getTime();
        expect(noticePeriod(new Date(midnight + offset), count, dayKind, calendar)).toEqual(noticePeriod(at, count, dayKind, calendar));
      }),
      { numRuns: RUNS, seed: 20161204 },
    );
  });

  it('the days left go down to nothing on the day after the last, and never up', () => {
    fc.assert(
      fc.property(instant, days, kind, (at, count, dayKind) => {
        const period = { ...noticePeriod(at, count, dayKind, calendar), dayKind };
        expect(daysLeft(period, period.postedOn, calendar)).toBe(count);
        let before = count;
        for (let day = period.postedOn; day <= addDays(period.lastDay, 1); day = addDays(day, 1)) {
          const left = daysLeft(period, day, calendar);
          expect(left <= before && left > 0 === day <= period.lastDay).toBe(true);
          before = left;
        }
      }),
      { numRuns: Math.ceil(RUNS / 5), seed: 20161204 },
    );
  });
});

describe('closing', () => {
  const period = { ...noticePeriod(new Date('2016-06-15T02:00:00Z'), 7, 'calendar', calendar), dayKind: 'calendar' as const };
  const facts = (parts: Partial<ClosingFacts>): ClosingFacts => ({
    state: 'posted',
    period,
    proofs: ['first', 'last'],
    openObjections: 0,
    ...parts,
  });
  const said = (parts: Partial<ClosingFacts>, now: string): string => inWords(closingBlockedBy(facts(parts), new Date(now), calendar)).zh;

  it('is possible from the first moment after the last day, not before', () => {
    expect(said({}, '2016-06-22T23:59:59.999+08:00')).toBe('还差 1 天公示期');
    expect(said({}, '2016-06-23T00:00:00+08:00')).toBe('');
  });

  it('names everything that is missing in the words of the office', () => {
    expect(said({ proofs: ['first'], openObjections: 1 }, '2016-06-21T10:00:00+08:00')).toBe(
      '末日张贴照片 2016-06-22 起上传；还差 2 天公示期；1 条异议未答复',
    );
    expect(said({ state: 'composed', period: null }, '2016-06-21T10:00:00+08:00')).toBe('公示还没有张贴');
  });

  it.each([
    ['2016-06-15', 'first', 'open', '缺首日张贴照片'],
    ['2016-06-16', 'first', 'open', '缺首日张贴照片'],
    ['2016-06-17', 'first', 'missed', '首日张贴照片已错过（应在 2016-06-15 至 2016-06-16 拍摄）：没有当天所拍照片的，须撤下重贴'],
    ['2016-06-15', 'last', 'later', '末日张贴照片 2016-06-22 起上传'],
    ['2016-06-22', 'last', 'open', '缺末日张贴照片'],
    ['2016-06-23', 'last', 'open', '缺末日张贴照片'],
    ['2016-06-24', 'last', 'missed', '末日张贴照片已错过（应在 2016-06-22 至 2016-06-23 拍摄）：没有当天所拍照片的，须撤下重贴'],
  ] as const)('on %s the photo of the %s day is %s', (day, occasion, stage, zh) => {
    const missing = closingBlockedBy(facts({ proofs: [] }), new Date(`${day}T10:00:00+08:00`), calendar);
    expect(missing.find(({ code }) => code === `proof-${occasion}`)).toMatchObject({ stage, zh });
  });

  it('an objection does not stop the clock: the period passes, the closing waits', () => {
    expect(said({ openObjections: 2 }, '2016-07-01T10:00:00+08:00')).toBe('2 条异议未答复');
  });

  it('is blocked exactly when a line of the checklist is not done', () => {
    const anyFacts = fc.record({
      proofs: fc.subarray(['first', 'last'] as const),
      openObjections: fc.integer({ min: 0, max: 3 }),
      now: fc.integer({ min: 0, max: 14 }).map((n) => new Date(Date.parse('2016-06-15T02:00:00Z') + n * 86_400_000)),
    });
    fc.assert(
      fc.property(anyFacts, ({ now, ...parts }) => {
        const missing = closingBlockedBy(facts(parts), now, calendar);
        const lines = checklist(facts(parts), missing);
        expect(lines).toHaveLength(4);
        expect(
          lines
            .filter(({ isDone }) => !isDone)
            .map(({ code }) => code)
            .sort(),
        ).toEqual(missing.map(({ code }) => code).sort());
        const may = parts.proofs.length === 2 && parts.openObjections === 0 && plainDateInShanghai(now) > period.lastDay;
        expect(missing.length === 0).toBe(may);
      }),
      { numRuns: RUNS, seed: 20161204 },
    );
  });

  it('counts working days in working days', () => {
    const working = { ...noticePeriod(new Date('2016-09-30T02:00:00Z'), 5, 'working', calendar), dayKind: 'working' as const };
    expect(said({ period: working }, '2016-10-05T10:00:00+08:00')).toBe('还差 5 个工作日公示期');
    expect(daysLeft(working, date('2016-10-09'), calendar)).toBe(4);
  });
});
