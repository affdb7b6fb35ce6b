import fc from 'fast-check';
import { correctionOf, endsCuts, LINE_WAYS, setOffs } from './correction.rules.js';

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

  it('has a way on from every state in which money is open', () => {
    for (const state of new Set(LINE_WAYS.flatMap(([from, to]) => [from, to])))
      expect([state, LINE_WAYS.some(([from, to]) => from === state && to !== state)]).toEqual([
        state,
        !['givenUp', 'refused'].includes(state),
      ]);
  });

  it('over every history of claims, payments, returns, giving up and paying back: all of it can be closed, and is right then', () => {
    const deed = fc.record({
      do: fc.constantFrom('claim', 'claim', 'pay', 'bounce', 'giveUp', 'repay'),
      loan: fc.constantFrom('A', 'B'),
      quarter: fc.integer({ min: 1, max: 2 }),
      rightFen: fen,
      which: fc.nat(),
    });
    const history = fc.array(deed, { minLength: 1, maxLength: 40 });
    fc.assert(
      fc.property(history, fc.boolean(), (deeds, isGone) => {
        const book = new Lines();
        for (const { do: what, loan, quarter, rightFen, which } of deeds) {
          if (what === 'claim') book.claim(`${loan} ${quarter}`, rightFen);
          else if (what === 'repay') book.repaidFen += Math.min(book.overpaidFen, which);
          else book.move(what, which);
          book.holds();
        }
        // closing: what waits is paid or, where nobody can be paid, given up; what is short is claimed again; what is too much is paid back
        for (let round = 0; round < 4; round += 1) {
          for (const line of book.lines) if (line.state === 'granted' || line.state === 'returned') book.close(line, isGone);
          book.holds();
          book.repaidFen += book.overpaidFen;
          if (!isGone) for (const [quarter, rightFen] of book.rights) if (book.netOf(quarter) < rightFen) book.claim(quarter, rightFen);
        }
        expect([book.isOpen, book.overpaidFen]).toEqual([false, 0]);
        const nets = [...book.rights.keys()].map((quarter) => book.netOf(quarter));
        if (!isGone) expect(nets).toEqual([...book.rights.values()]);
        // what the household keeps is what all quarters add up to, whatever was set off against which
        expect(book.cashFen - book.repaidFen).toBe(nets.reduce((sum, net) => sum + net, 0));
      }),
      RUNS,
    );
  });
});

it('a cut of an earlier grant stands when a later correction of its quarter is given up', () => {
  const book = new Lines();
  for (const [quarter, rightFen] of [
    ['A 1', 100],
    ['A 1', 70],
    ['A 2', 100],
    ['A 1', 90],
    ['A 2', 50],
  ] as const) {
    book.claim(quarter, rightFen);
    if (rightFen !== 90) for (const line of book.lines) if (line.state === 'granted') line.state = 'paid';
  }
  const correction = book.lines.find(({ grantedFen }) => grantedFen === 20);
  if (!correction) throw new Error('nothing was corrected');
  book.giveUp(correction);
  expect(book.netOf('A 1')).toBe(70);
});

/** The lines of one household as the service keeps them, worked out with its own rules. */
class Lines {
  readonly lines: { quarter: string; grantedFen: number; cutFen: number; setOffFen: number; state: (typeof LINE_WAYS)[number][1] }[] = [];
  readonly rights = new Map<string, number>();
  repaidFen = 0;

  private get live() {
    return this.lines.filter(({ state }) => state !== 'givenUp');
  }
  get overpaidFen(): number {
    return this.live.reduce((sum, { cutFen, setOffFen }) => sum + cutFen - setOffFen, 0) - this.repaidFen;
  }
  get cashFen(): number {
    return this.lines.filter(({ state }) => state === 'paid').reduce((sum, { grantedFen, setOffFen }) => sum + grantedFen - setOffFen, 0);
  }
  get isOpen(): boolean {
    return this.lines.some(({ state }) => state === 'granted' || state === 'returned');
  }
  netOf(quarter: string): number {
    return this.live.filter((line) => line.quarter === quarter).reduce((sum, { grantedFen, cutFen }) => sum + grantedFen - cutFen, 0);
  }

  /** Taken and approved at once; nothing of the quarter is on its way. */
  claim(quarter: string, rightFen: number): void {
    if (this.live.some((line) => line.quarter === quarter && (line.state === 'granted' || line.state === 'returned'))) return;
    this.rights.set(quarter, rightFen);
    const { grantedFen, cutFen } = correctionOf({ netFen: this.netOf(quarter), claimedFen: rightFen, ourFen: rightFen, isPaid: true });
    const setOffFen = setOffs([{ id: 'l', householdId: 'h', grantedFen }], new Map([['h', this.overpaidFen + cutFen]])).get('l') ?? 0;
    this.lines.push({ quarter, grantedFen, cutFen, setOffFen, state: grantedFen > setOffFen ? 'granted' : 'settled' });
  }

  move(what: 'pay' | 'bounce' | 'giveUp', which: number): void {
    const from = { pay: ['granted', 'returned'], bounce: ['paid'], giveUp: ['granted', 'returned'] }[what];
    const fitting = this.lines.filter(({ state }) => from.includes(state));
    const line = fitting[which % fitting.length];
    if (!line) return;
    if (what === 'giveUp') this.giveUp(line);
    else line.state = what === 'pay' ? 'paid' : 'returned';
  }

  close(line: Lines['lines'][number], isGone: boolean): void {
    if (isGone) this.giveUp(line);
    else line.state = 'paid';
  }

  giveUp(line: Lines['lines'][number]): void {
    line.state = 'givenUp';
    const rest = this.live.filter(({ quarter }) => quarter === line.quarter);
    const cuts = rest.filter(({ cutFen }) => cutFen > 0);
    const sum = (key: 'cutFen' | 'grantedFen'): number => rest.reduce((all, one) => all + one[key], 0);
    if (endsCuts(sum('cutFen'), this.overpaidFen, sum('grantedFen'))) for (const cut of cuts) cut.state = 'givenUp';
  }

  /** What the database refuses otherwise. */
  holds(): void {
    expect(this.overpaidFen).toBeGreaterThanOrEqual(0);
  }
}
