import fc from 'fast-check';
import { correctionOf, setOffs } from './correction.rules.js';

const RUNS = { numRuns: process.env['DEEP'] ? 20_000 : 500, seed: 20_160_318 };
const fen = fc.integer({ min: 0, max: 100_000 });

describe('a quarter that was granted on other books', () => {
  it('is made right: more is paid, too much is cut, nothing where the household has not paid', () => {
    const so = { netFen: 500, claimedFen: 600, ourFen: 700, isPaid: true };
    expect(correctionOf(so)).toEqual({ grantedFen: 100, cutFen: 0 });
    expect(correctionOf({ ...so, ourFen: 450 })).toEqual({ grantedFen: 0, cutFen: 50 });
    expect(correctionOf({ ...so, ourFen: 500 })).toEqual({ grantedFen: 0, cutFen: 0 });
    expect(correctionOf({ ...so, isPaid: false })).toEqual({ grantedFen: 0, cutFen: 500 });
  });

  it('over every history: interest = subsidy + household, and what was paid = what is right + what waits to be set off', () => {
    const books = fc.record({
      loan: fc.constantFrom('A', 'B', 'C'),
      interestFen: fen,
      share: fc.integer({ min: 0, max: 100 }),
      off: fen,
      isPaid: fc.boolean(),
    });
    fc.assert(
      fc.property(fc.array(books, { minLength: 1, maxLength: 30 }), (history) => {
        /** By loan and quarter; loans A and B are one household's. */
        const granted = new Map<string, number>();
        const rights = new Map<string, number>();
        const cash = new Map<string, number>();
        const open = new Map<string, number>();
        const add = (map: Map<string, number>, key: string, by: number) => map.set(key, (map.get(key) ?? 0) + by);
        history.forEach(({ loan, interestFen, share, off, isPaid }, i) => {
          const household = loan === 'C' ? 'second' : 'first';
          const quarter = `${loan} ${i % 3}`;
          const ourFen = Math.floor((interestFen * share) / 100);
          const { grantedFen, cutFen } = correctionOf({ netFen: granted.get(quarter) ?? 0, claimedFen: ourFen + off, ourFen, isPaid });
          expect(Math.min(grantedFen, cutFen)).toBe(0);
          add(granted, quarter, grantedFen - cutFen);
          rights.set(quarter, isPaid ? ourFen : 0);
          // what this claim cuts counts already
          add(open, household, cutFen);
          const takenFen = setOffs([{ id: quarter, householdId: household, grantedFen }], open).get(quarter) ?? 0;
          add(open, household, -takenFen);
          add(cash, household, grantedFen - takenFen);
          const subsidyFen = granted.get(quarter)!;
          expect(subsidyFen).toBe(rights.get(quarter));
          expect(interestFen - subsidyFen).toBeGreaterThanOrEqual(0);
          for (const [who, loans] of [
            ['first', ['A', 'B']],
            ['second', ['C']],
          ] as const) {
            const right = [...rights]
              .filter(([key]) => (loans as readonly string[]).includes(key[0]!))
              .reduce((sum, [, one]) => sum + one, 0);
            expect((cash.get(who) ?? 0) - (open.get(who) ?? 0)).toBe(right);
            expect(open.get(who) ?? 0).toBeGreaterThanOrEqual(0);
          }
        });
      }),
      RUNS,
    );
  });

  it('is set off line by line, of each household its own, never more than either', () => {
    const lines = [
      { id: '1', householdId: 'a', grantedFen: 30 },
      { id: '2', householdId: 'b', grantedFen: 30 },
      { id: '3', householdId: 'a', grantedFen: 30 },
    ];
    expect([...setOffs(lines, new Map([['a', 40]]))]).toEqual([
      ['1', 30],
      ['3', 10],
    ]);
  });
});
