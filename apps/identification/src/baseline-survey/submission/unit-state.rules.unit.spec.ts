import fc from 'fast-check';
import { stateOf, type UnitFacts } from './unit-state.rules.js';

const day = (n: number): Date => new Date(Date.UTC(2016, 5, n));
const facts = (parts: Partial<UnitFacts>): UnitFacts => ({ version: 0, signedVersion: null, visits: [], foldedInto: null, ...parts });

describe('the state of a household in a round', () => {
  it.each<[string, Partial<UnitFacts>]>([
    ['due', {}],
    [
      'away',
      {
        visits: [
          { outcome: 'refused', visitedAt: day(1) },
          { outcome: 'away', visitedAt: day(2) },
        ],
      },
    ],
    [
      'refused',
      {
        visits: [
          { outcome: 'refused', visitedAt: day(3) },
          { outcome: 'away', visitedAt: day(2) },
        ],
      },
    ],
    [
      'visited',
      {
        visits: [
          { outcome: 'met', visitedAt: day(1) },
          { outcome: 'away', visitedAt: day(9) },
        ],
      },
    ],
    ['visited', { version: 2, signedVersion: null, visits: [{ outcome: 'met', visitedAt: day(1) }] }],
    ['confirmed', { version: 2, signedVersion: 2, visits: [{ outcome: 'met', visitedAt: day(1) }] }],
    ['visited', { version: 3, signedVersion: 2, visits: [{ outcome: 'met', visitedAt: day(1) }] }],
    ['folded', { version: 3, signedVersion: 3, foldedInto: 'x', visits: [] }],
  ])('is %s', (state, parts) => {
    expect(stateOf(facts(parts))).toBe(state);
  });

  it('does not depend on the order in which visits were reported', () => {
    const visit = fc.record({
      outcome: fc.constantFrom('met' as const, 'away' as const, 'refused' as const),
      visitedAt: fc.integer({ min: 1, max: 4 }).map(day),
    });
    fc.assert(
      fc.property(
        fc
          .array(visit, { maxLength: 6 })
          .chain((visits) => fc.tuple(fc.constant(visits), fc.shuffledSubarray(visits, { minLength: visits.length }))),
        ([visits, shuffled]) => {
          expect(stateOf(facts({ visits: shuffled }))).toBe(stateOf(facts({ visits })));
        },
      ),
      { numRuns: 300, seed: 1 },
    );
  });
});
