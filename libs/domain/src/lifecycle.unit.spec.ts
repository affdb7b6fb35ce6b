import fc from 'fast-check';
import {
  decideWay,
  holdsOffice,
  kebab,
  NotPossible,
  prospects,
  reachableFrom,
  stepsOf,
  waysFrom,
  type Actor,
  type Way,
} from './lifecycle.js';

const OFFICES = {
  clerk: { permission: 'write', levels: ['village'], zh: '经办人员', en: 'clerk' },
  county: { permission: 'approve', levels: ['county'], zh: '审批人', en: 'approver' },
  system: { permission: 'write', levels: [], zh: '系统', en: 'the system' },
} as const;
type OfficeName = keyof typeof OFFICES;
const STATES = ['a', 'b', 'c', 'd'] as const;
const STEPS = ['go', 'stay', 'comeBack'] as const;
const NEEDS = ['paper', 'otherPerson'] as const;
type Table = Way<(typeof STEPS)[number], (typeof STATES)[number], OfficeName, (typeof NEEDS)[number]>;

const way: fc.Arbitrary<Table> = fc.record({
  step: fc.constantFrom(...STEPS),
  from: fc.constantFrom(...STATES),
  to: fc.constantFrom(...STATES),
  office: fc.constantFrom('clerk' as const, 'county' as const, 'system' as const),
  needs: fc.subarray([...NEEDS]),
  reason: fc.constant('none' as const),
});
const actor: fc.Arbitrary<Actor<'write' | 'approve'>> = fc
  .tuple(fc.constantFrom('village' as const, 'township' as const, 'county' as const), fc.subarray(['write', 'approve'] as const))
  .map(([level, permissions]) => ({ accountId: 'x', level, may: (permission) => permissions.includes(permission) }));
const there = fc.record({ paper: fc.boolean(), otherPerson: fc.boolean() });
const checklist = (has: Record<(typeof NEEDS)[number], boolean>) => (one: Table) =>
  one.needs.map((name) => ({ code: kebab(name), met: has[name], zh: name, en: name }));
const RUNS = { numRuns: process.env['DEEP'] ? 20_000 : 500, seed: 2016 };

describe('a declared lifecycle', () => {
  it('leads only where a way is declared, for who holds the office, with everything there; and says the first thing that is wrong', () => {
    fc.assert(
      fc.property(
        fc.array(way, { maxLength: 8 }),
        fc.constantFrom(...STEPS),
        fc.constantFrom(...STATES),
        fc.option(actor, { nil: undefined }),
        there,
        (ways, step, from, who, has) => {
          const candidates = waysFrom(ways, step, from);
          const office = candidates.length === 1 ? candidates[0]!.office : undefined;
          const lacks = candidates.length === 1 ? candidates[0]!.needs.filter((name) => !has[name]) : [];
          const expected =
            office === undefined
              ? 'no-such-way'
              : who && !(who.may(OFFICES[office].permission) && (OFFICES[office].levels as readonly string[]).includes(who.level))
                ? 'not-your-office'
                : lacks.length > 0
                  ? 'not-yet'
                  : candidates[0]!.to;
          let answer: string;
          try {
            answer = decideWay(OFFICES, candidates, checklist(has), who).to;
          } catch (error) {
            if (!(error instanceof NotPossible)) throw error;
            answer = error.why;
            if (error.why === 'not-yet') expect(error.missing.map(({ code }) => code)).toEqual(lacks.map(kebab));
            if (error.why === 'not-your-office') expect(error.office).toBe(office);
          }
          expect(answer).toBe(expected);
        },
      ),
      RUNS,
    );
  });

  it('shows what it would decide: the same needs for every step that leads on', () => {
    fc.assert(
      fc.property(fc.array(way, { maxLength: 8 }), fc.constantFrom(...STATES), there, (ways, from, has) => {
        const here = ways.filter((one) => one.from === from);
        const shown = prospects(
          OFFICES,
          here,
          stepsOf(ways, (one) => one.from === from),
          checklist(has),
        );
        expect(shown.map(({ step }) => step)).toEqual([...new Set(here.map(({ step }) => step))]);
        for (const one of shown.filter(({ ways: own }) => own.length === 1)) {
          const decide = () => decideWay(OFFICES, one.ways, checklist(has));
          if (one.missing.length > 0) expect(decide).toThrow(NotPossible);
          else expect(decide()).toBe(one.way);
        }
      }),
      RUNS,
    );
  });

  it('finds every state that can be reached, and no other', () => {
    fc.assert(
      fc.property(fc.array(way, { maxLength: 8 }), fc.constantFrom(...STATES), (ways, from) => {
        // once round for every state there is, without the code under test
        let seen = new Set<string>();
        for (let i = 0; i <= STATES.length; i += 1)
          seen = new Set([...seen, ...ways.filter((one) => one.from === from || seen.has(one.from)).map(({ to }) => to)]);
        expect(reachableFrom(ways, from)).toEqual(seen);
      }),
      RUNS,
    );
  });

  it('gives nobody an office without a level', () => {
    fc.assert(
      fc.property(actor, (who) => {
        expect(holdsOffice(who, OFFICES.system)).toBe(false);
      }),
      RUNS,
    );
  });

  it('spells codes alike', () => {
    expect(['giveUp', 'upholdObjection', 'apply'].map(kebab)).toEqual(['give-up', 'uphold-objection', 'apply']);
  });
});
