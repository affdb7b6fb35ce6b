import fc from 'fast-check';
import { sameAnswer, withChanges, type AnswerChanges, type Answers, type AnswerValue } from '../form/answers.js';
import { contestMembership, merge, settle } from './merge.rules.js';

const RUNS = process.env['DEEP'] ? 20_000 : 500;
const PATHS = ['address', 'mainCause', 'income.wageFen', 'living.roadType', 'need', 'members.a.labour'];

const value: fc.Arbitrary<AnswerValue> = fc.oneof(
  fc.constantFrom('01', '02', '03'),
  fc.integer({ min: 0, max: 3 }),
  fc.boolean(),
  fc.constant<string[]>(['01', '02']),
);
const answers: fc.Arbitrary<Answers> = fc.dictionary(fc.constantFrom(...PATHS), value);
const changes: fc.Arbitrary<AnswerChanges> = fc.dictionary(fc.constantFrom(...PATHS), fc.option(value, { nil: null }));
const property = <Ts extends [unknown, ...unknown[]]>(property: fc.IProperty<Ts>): void =>
  fc.assert(property, { numRuns: RUNS, seed: 20_160_615 });

/** Two phones report on one household, one after the other. */
const both = (base: Answers, first: AnswerChanges, second: AnswerChanges): ReturnType<typeof merge> =>
  merge(base, merge(base, base, first).answers, second);

describe('merge of two reports on one base', () => {
  it('takes what only one side changed, settles what both changed alike, contests the rest', () => {
    const base = { address: '村头', need: '修路' };
    const current = { address: '村尾', need: '修路' };
    expect(merge(base, current, { need: '通水' })).toEqual({ answers: { address: '村尾', need: '通水' }, contested: [] });
    expect(merge(base, current, { address: '村尾' })).toEqual({ answers: current, contested: [] });
    expect(merge(base, current, { address: '镇上', need: '通水' })).toEqual({
      answers: { address: '村尾', need: '通水' },
      contested: [{ path: 'address', base: '村头', current: '村尾', submitted: '镇上' }],
    });
    expect(merge(base, current, { address: null }).contested).toEqual([
      { path: 'address', base: '村头', current: '村尾', submitted: null },
    ]);
  });

  it('does not depend on the order when the two changed different fields', () => {
    property(
      fc.property(answers, changes, changes, (base, first, second) => {
        const mine = Object.fromEntries(Object.entries(first).filter(([path]) => !(path in second)));
        const [one, other] = [both(base, mine, second), both(base, second, mine)];
        expect(one.contested).toEqual([]);
        expect(one).toEqual(other);
      }),
    );
  });

  it('contests the same fields whoever came first, with the sides exchanged', () => {
    property(
      fc.property(answers, changes, changes, (base, first, second) => {
        const sides = ({ contested }: ReturnType<typeof merge>, turn: boolean): unknown =>
          contested.map(({ path, base: before, current, submitted }) => [
            path,
            before,
            ...(turn ? [submitted, current] : [current, submitted]),
          ]);
        expect(sides(both(base, first, second), false)).toEqual(sides(both(base, second, first), true));
      }),
    );
  });

  it('loses no answer: what somebody changed counts or is contested', () => {
    property(
      fc.property(answers, changes, changes, (base, first, second) => {
        const merged = both(base, first, second);
        for (const reported of [first, second])
          for (const [path, given] of Object.entries(reported)) {
            if (sameAnswer(given, base[path])) continue;
            const field = merged.contested.find((contested) => contested.path === path);
            const kept = field ? [field.current, field.submitted] : [merged.answers[path] ?? null];
            expect(kept.some((found) => sameAnswer(found, given))).toBe(true);
          }
      }),
    );
  });

  it('is the same once or twice', () => {
    property(
      fc.property(answers, changes, (base, reported) => {
        const once = merge(base, base, reported);
        expect(merge(base, once.answers, reported)).toEqual(once);
        expect(once).toEqual({ answers: withChanges(base, reported), contested: [] });
      }),
    );
  });

  it('changes nothing that was not reported', () => {
    property(
      fc.property(answers, answers, changes, (base, current, reported) => {
        const merged = merge(base, current, reported);
        for (const path of PATHS) if (!(path in reported)) expect(merged.answers[path]).toEqual(current[path]);
        for (const { path } of merged.contested) expect(merged.answers[path]).toEqual(current[path]);
      }),
    );
  });
});

describe('members that fit field by field and not together', () => {
  const [a, b] = ['11111111-1111-4111-8111-111111111111', '22222222-2222-4222-8222-222222222222'];
  const base = { [`members.${a}.relation`]: '01', [`members.${b}.relation`]: '02', need: '修路' };

  it('are contested together, the rest is taken', () => {
    const current = { ...base, [`members.${a}.relation`]: '11' };
    const contested = contestMembership(base, current, { [`members.${b}.relation`]: '99', need: '通水' });
    expect(contested.answers).toEqual({ ...current, need: '通水' });
    expect(contested.contested.map(({ path, current: now, submitted }) => [path, now, submitted])).toEqual([
      [`members.${a}.relation`, '11', '01'],
      [`members.${b}.relation`, '02', '99'],
    ]);
  });
});

describe('the decision', () => {
  const merged = merge({ address: 'a', need: 'x' }, { address: 'b', need: 'y' }, { address: 'c', need: 'z', remark: 'r' });

  it('takes the chosen side of each contested field', () => {
    expect(settle(merged, { address: 'submitted', need: 'current' })).toEqual({ address: 'c', need: 'y', remark: 'r' });
  });

  it('needs an answer for exactly the contested fields', () => {
    expect(settle(merged, { address: 'submitted' })).toBeUndefined();
    expect(settle(merged, { address: 'submitted', need: 'current', remark: 'current' })).toBeUndefined();
    expect(settle(merged, { address: 'submitted', remark: 'current' })).toBeUndefined();
  });
});
