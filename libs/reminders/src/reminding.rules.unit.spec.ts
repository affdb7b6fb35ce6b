import { addDays, type PlainDate } from '@jingzhun/domain/plain-date';
import fc from 'fast-check';
import { DEADLINE_LEVELS } from './deadline-source.js';
import { remindersFor, type Deadline } from './reminding.rules.js';

const DUE = '2016-06-10' as PlainDate;
const DAYS = { daysBefore: 3, townshipAfter: 5, countyAfter: 10 };
const of = (level: Deadline['level']): Deadline => ({ dueOn: DUE, level, permission: 'application.write' });
const said = (level: Deadline['level'], late: number): string[] =>
  remindersFor(of(level), 'application.read', DAYS, addDays(DUE, late)).map((one) => `${one.stage} ${one.level} ${one.permission}`);

describe('what is said about a deadline', () => {
  it('is said before the day, on it, and after it to who must act', () => {
    expect(said('village', -4)).toEqual([]);
    expect(said('village', -3)).toEqual(['soon village application.write']);
    expect(said('village', 0)).toEqual(['soon village application.write']);
    expect(said('village', 1)).toEqual(['late village application.write']);
  });

  it('goes up, each level once, to who reads there', () => {
    expect(said('village', 5)).toEqual(['late village application.write', 'township township application.read']);
    expect(said('village', 10)).toEqual([
      'late village application.write',
      'township township application.read',
      'county county application.read',
    ]);
    expect(said('township', 9)).toEqual(['late township application.write']);
    expect(said('township', 10)).toEqual(['late township application.write', 'county county application.read']);
    expect(said('county', 400)).toEqual(['late county application.write']);
  });

  it('whatever the policy: never two of a stage, never a level below the own, and what was said above stays said', () => {
    const days = fc.record({ daysBefore: fc.nat(30), townshipAfter: fc.nat(60), countyAfter: fc.nat(60) });
    fc.assert(
      fc.property(fc.constantFrom(...DEADLINE_LEVELS), days, fc.integer({ min: -40, max: 80 }), (level, policy, late) => {
        const on = (day: number) => remindersFor(of(level), 'application.read', policy, addDays(DUE, day));
        const now = on(late);
        expect(new Set(now.map(({ stage }) => stage)).size).toBe(now.length);
        for (const one of now) expect(DEADLINE_LEVELS.indexOf(one.level)).toBeGreaterThanOrEqual(DEADLINE_LEVELS.indexOf(level));
        const next = on(late + 1).map(({ stage }) => stage);
        for (const { stage } of now) if (stage !== 'soon') expect(next).toContain(stage);
      }),
      { seed: 7_360_795, numRuns: process.env['DEEP'] ? 10_000 : 300 },
    );
  });
});
