import fc from 'fast-check';
import { day, inForce, judgeOf } from '../../../test/screening.factory.js';
import { FACT_CLASSES } from './fact-classes.js';
import { FACT_KINDS } from './fact.js';
import { bitsOf, type RuleOutcome } from './judge.js';
import { REGISTER_KINDS } from './register-kind.js';
import type { Subject } from './subject.js';

const judge = judgeOf();
const outcome = (of: Subject, rule: string): RuleOutcome => judge.outcomes(of).find((one) => one.rule === rule) as RuleOutcome;

const anyFact = fc.constantFrom(...FACT_KINDS).chain((kind) =>
  fc.record({
    kind: fc.constant(kind),
    class:
      kind in FACT_CLASSES
        ? fc.constantFrom(...FACT_CLASSES[kind as keyof typeof FACT_CLASSES].codes)
        : fc.constantFrom('vehicle', 'studyAbroad', 'resettlement', 'all-away', 'open'),
    place: fc.constantFrom(null, 'village', 'town', 'countySeat', 'city'),
    from: fc.constantFrom(null, day('2009-01-01'), day('2014-06-16'), day('2016-06-15'), day('2016-07-01')),
    to: fc.constantFrom(null, null, day('2014-06-15'), day('2016-06-15'), day('2017-01-01')),
    person: fc.constant(null),
    row: fc.constant(2),
    mark: fc.constantFrom('a', 'b', 'c', 'd', 'e', 'f'),
  }),
);
const anyConfirmation = fc.constantFrom(...judge.basis.ruleSet.rules).chain((rule) =>
  fc.record({
    id: fc.constantFrom('x', 'y', 'z'),
    rule: fc.constant(rule.code),
    ground: fc.constant('g'),
    result: fc.constantFrom('pass' as const, 'except' as const, rule.outcome),
    marks: fc.subarray(['a', 'b', 'c', 'd', 'e', 'f']),
    byName: fc.constant('n'),
    on: fc.constant(day('2016-01-01')),
    until: fc.constantFrom(day('2016-06-15'), day('2017-01-01')),
  }),
);
const anySubject = fc.record({
  facts: fc.array(anyFact, { maxLength: 6 }),
  uncovered: fc.nat(511),
  reviewing: fc.constantFrom(0, 0, 2, 64, 511),
  confirmations: fc.array(anyConfirmation, { maxLength: 6 }),
  answers: fc.array(
    fc.record({
      id: fc.constant('w'),
      rule: fc.constantFrom('R1', 'R2', 'R3', 'R4'),
      marks: fc.subarray(['a', 'b', 'c', 'x', 'y']),
      byName: fc.constant('n'),
      on: fc.constant(day('2016-06-01')),
    }),
    { maxLength: 2 },
  ),
});
const runs = { seed: 7360781, numRuns: process.env['DEEP'] ? 20_000 : 1_000 };

describe('any household', () => {
  it('gets the same bits the quick and the long way, and each rule exactly one result', () => {
    fc.assert(
      fc.property(anySubject, fc.subarray([...REGISTER_KINDS]), (of, kinds) => {
        const by = judgeOf({ registers: Object.fromEntries(kinds.map((kind) => [kind, inForce(kind)])) });
        const bits = by.bits(of);
        expect(bits).toEqual(bitsOf(by.outcomes(of)));
        expect((bits.veto & bits.strict) | (bits.veto & bits.unknown) | (bits.strict & bits.unknown)).toBe(0);
      }),
      runs,
    );
  });

  it('V4, V6 and R4 are never decided without a person', () => {
    fc.assert(
      fc.property(anySubject, (of) => {
        for (const found of judge.outcomes(of))
          if (['V4', 'V6', 'R4'].includes(found.rule) && found.result !== 'unknown') expect(found.confirmation).not.toBeNull();
      }),
      runs,
    );
  });

  it('taking away what a veto or strict review names takes it away; taking away anything else does not', () => {
    fc.assert(
      fc.property(anySubject, (of) => {
        for (const found of judge.outcomes(of)) {
          if (found.result !== 'veto' && found.result !== 'strict') continue;
          const named = new Set<unknown>([...found.hits, found.confirmation]);
          const kept: Subject = {
            ...of,
            facts: of.facts.filter((one) => !named.has(one)),
            confirmations: of.confirmations.filter((one) => !(one.rule === found.rule && one.result === found.result)),
          };
          expect(outcome(kept, found.rule).result).not.toBe(found.result);
          const onlyNamed: Subject = {
            ...of,
            facts: of.facts.filter((one) => named.has(one)),
            confirmations: of.confirmations.filter((one) => named.has(one)),
          };
          expect(outcome(onlyNamed, found.rule).result).toBe(found.result);
        }
      }),
      runs,
    );
  });

  it('a register more never turns what was decided into unknown', () => {
    fc.assert(
      fc.property(anySubject, fc.subarray([...REGISTER_KINDS]), (of, kinds) => {
        const some = judgeOf({ registers: Object.fromEntries(kinds.map((kind) => [kind, inForce(kind)])) });
        const fewer = some.bits(of).unknown;
        expect(judge.bits(of).unknown & ~fewer).toBe(0);
      }),
      runs,
    );
  });
});
