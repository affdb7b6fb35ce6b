import fc from 'fast-check';
import { plainDateOf, addMonths, civilDay, DueDays, ordinal360 } from './civil-day.js';
import { loanSchedule } from './loan-schedule.js';
import { LoanTerms, type LoanEvents } from './loan-terms.js';
import { decimalSchedule } from '../../test/decimal-schedule.js';

const DEEP = Boolean(process.env['DEEP']);
const date = (text: string): LoanTerms['drawings'][number]['on'] => text as never;
const terms = (over: Partial<LoanTerms> = {}): LoanTerms =>
  LoanTerms.parse({
    drawings: [{ on: '2016-03-18', amountFen: 5_000_000 }],
    annualRatePpm: 47_500,
    method: 'interestOnly',
    dayCount: '30/360',
    rounding: 'halfUp',
    periodMonths: 3,
    periods: 12,
    ...over,
  });
const sum = (values: readonly number[]): number => values.reduce((total, value) => total + value, 0);

describe('civil days', () => {
  it('agree with the calendar of the machine', () => {
    fc.assert(
      fc.property(fc.integer({ min: -60_000, max: 60_000 }), (day) => {
        const text = new Date(day * 86_400_000).toISOString().slice(0, 10);
        expect(plainDateOf(day)).toBe(text);
        expect(civilDay(date(text))).toBe(day);
      }),
    );
  });

  it('keep the day of the month, or take the last one', () => {
    const months = (from: string, count: number): string => plainDateOf(addMonths(civilDay(date(from)), count));
    expect([1, 2, 12, 13].map((count) => months('2016-01-31', count))).toEqual(['2016-02-29', '2016-03-31', '2017-01-31', '2017-02-28']);
    expect(months('2016-01-31', -2)).toBe('2015-11-30');
  });

  it('step from due date to due date', () => {
    fc.assert(
      fc.property(fc.integer({ min: 10_000, max: 30_000 }), fc.constantFrom(1, 3, 6, 12), (start, months) => {
        const due = new DueDays(start, months);
        for (let k = 1; k <= 20; k += 1) {
          const expected = addMonths(start, k * months);
          expect([due.next(), due.ordinal360]).toEqual([expected, ordinal360(expected)]);
        }
      }),
    );
  });

  it('count every month as thirty days', () => {
    expect(ordinal360(civilDay(date('2016-03-31'))) - ordinal360(civilDay(date('2016-01-31')))).toBe(60);
    expect(ordinal360(civilDay(date('2016-03-01'))) - ordinal360(civilDay(date('2016-02-28')))).toBe(3);
  });
});

describe('a loan of 50,000 yuan at 4.75 % for three years', () => {
  it('costs 7,125 yuan when interest is paid and principal comes at the end', () => {
    const lines = loanSchedule(terms());
    expect(lines).toHaveLength(12);
    expect(sum(lines.map(({ interestDueFen }) => interestDueFen))).toBe(712_500);
    expect(lines.map(({ principalDueFen }) => principalDueFen)).toEqual([...Array<number>(11).fill(0), 5_000_000]);
    expect(lines[0]).toMatchObject({ from: '2016-03-18', dueOn: '2016-06-18', interestAccruedFen: 59_375 });
    expect(lines[11]).toMatchObject({ dueOn: '2019-03-18', closingFen: 0 });
  });

  it('costs the same flat, whatever has been paid back', () => {
    const lines = loanSchedule(terms({ method: 'flat' }));
    expect(sum(lines.map(({ interestDueFen }) => interestDueFen))).toBe(712_500);
    expect(lines[0]!.principalDueFen).toBe(416_667);
    expect(lines[11]!.principalDueFen).toBe(416_663);
  });

  it('is paid in instalments of 1,492.94 a month', () => {
    const lines = loanSchedule(terms({ method: 'equalInstalments', periodMonths: 1, periods: 36, annualRatePpm: 47_500 }));
    const instalments = lines.map(({ principalDueFen, interestDueFen }) => principalDueFen + interestDueFen);
    expect(new Set(instalments.slice(0, -1))).toEqual(new Set([149_294]));
    expect(Math.abs(instalments[35]! - 149_294)).toBeLessThan(36);
  });

  it('pays less and less interest with equal principal', () => {
    const interest = loanSchedule(terms({ method: 'equalPrincipal' })).map(({ interestDueFen }) => interestDueFen);
    expect(interest).toEqual(interest.toSorted((a, b) => b - a));
    expect(interest[0]).toBe(59_375);
    expect(interest[11]).toBe(4_948);
  });

  it('counts 366 days of a leap year', () => {
    const [year] = loanSchedule(
      terms({
        dayCount: 'actual/360',
        periodMonths: 12,
        periods: 1,
        drawings: [{ on: date('2016-01-01'), amountFen: 5_000_000 as never }],
      }),
    );
    expect(year!.interestDueFen).toBe(241_458); // 5,000,000 × 4.75 % × 366 / 360
  });
});

describe('grace', () => {
  it('asks for no principal at first, and for all of it later', () => {
    const lines = loanSchedule(terms({ method: 'equalPrincipal', principalGracePeriods: 4 }));
    expect(lines.slice(0, 4).map(({ principalDueFen }) => principalDueFen)).toEqual([0, 0, 0, 0]);
    expect(lines[4]!.principalDueFen).toBe(625_000);
  });

  it('puts interest off and forgets none', () => {
    const lines = loanSchedule(terms({ interestGracePeriods: 2 }));
    expect(lines.slice(0, 3).map(({ interestDueFen }) => interestDueFen)).toEqual([0, 0, 3 * 59_375]);
    expect(sum(lines.map(({ interestDueFen }) => interestDueFen))).toBe(712_500);
  });
});

describe('what happens to a loan', () => {
  it('a rate changes in the middle of a period', () => {
    const [first, second] = loanSchedule(terms(), { rateChanges: [{ from: date('2016-05-18'), annualRatePpm: 43_500 }] });
    expect(first!.interestDueFen).toBe(Math.round((5_000_000 * (0.0475 * 60 + 0.0435 * 30)) / 360));
    expect(second!.interestDueFen).toBe(54_375);
  });

  it('is drawn in parts', () => {
    const lines = loanSchedule(
      terms({
        method: 'equalPrincipal',
        drawings: [
          { on: date('2016-03-18'), amountFen: 2_000_000 as never },
          { on: date('2016-08-18'), amountFen: 3_000_000 as never },
        ],
      }),
    );
    expect(lines[0]).toMatchObject({ openingFen: 0, drawnFen: 2_000_000, principalDueFen: 166_667 });
    expect(lines[1]).toMatchObject({ openingFen: 1_833_333, drawnFen: 3_000_000, principalDueFen: 439_394 });
    expect(sum(lines.map(({ principalDueFen }) => principalDueFen))).toBe(5_000_000);
  });

  it('a part comes back early: smaller instalments or fewer of them', () => {
    const base = terms({ method: 'equalPrincipal' });
    const prepayment = { on: date('2016-07-18'), amountFen: 2_000_000 as never };
    const smaller = loanSchedule(base, { prepayments: [{ ...prepayment, effect: 'smallerInstalments' }] });
    const fewer = loanSchedule(base, { prepayments: [{ ...prepayment, effect: 'fewerInstalments' }] });
    expect(smaller).toHaveLength(12);
    expect(smaller[1]!.principalDueFen).toBe(234_848);
    expect(fewer).toHaveLength(8);
    expect(fewer[1]!.principalDueFen).toBe(416_667);
    expect(sum(fewer.map(({ interestDueFen }) => interestDueFen))).toBeLessThan(sum(smaller.map(({ interestDueFen }) => interestDueFen)));
  });

  it('all of it comes back early: the loan ends on that day with its interest', () => {
    const lines = loanSchedule(terms(), {
      prepayments: [{ on: date('2016-07-18'), amountFen: 5_000_000 as never, effect: 'fewerInstalments' }],
    });
    expect(lines).toHaveLength(2);
    expect(lines[1]).toMatchObject({
      dueOn: '2016-07-18',
      prepaidFen: 5_000_000,
      principalDueFen: 0,
      interestDueFen: 19_792,
      closingFen: 0,
    });
  });

  it('gets more time', () => {
    const lines = loanSchedule(terms({ method: 'equalInstalments' }), { extensions: [{ on: date('2018-12-18'), addedPeriods: 4 }] });
    expect(lines).toHaveLength(16);
    expect(lines[15]!.closingFen).toBe(0);
    expect(lines[11]!.principalDueFen).toBeLessThan(lines[10]!.principalDueFen / 3);
  });

  it.each<[string, LoanEvents]>([
    [
      'more is paid back than is owed',
      { prepayments: [{ on: date('2016-04-01'), amountFen: 5_000_001 as never, effect: 'fewerInstalments' }] },
    ],
    ['a change after the end', { rateChanges: [{ from: date('2020-01-01'), annualRatePpm: 1 }] }],
    ['a change before the beginning', { rateChanges: [{ from: date('2016-03-17'), annualRatePpm: 1 }] }],
  ])('refuses when %s', (_, events) => {
    expect(() => loanSchedule(terms(), events)).toThrow(RangeError);
  });
});

/** Loans as they are made here: some thousands to millions of yuan, at rates up to 24 %. */
const anyTerms = fc
  .record({
    start: fc.integer({ min: 16_000, max: 20_500 }),
    amounts: fc.array(fc.record({ after: fc.integer({ min: 0, max: 300 }), amountFen: fc.integer({ min: 1, max: 800_000_000 }) }), {
      maxLength: 2,
    }),
    first: fc.integer({ min: 1, max: 5_000_000_000 }),
    annualRatePpm: fc.integer({ min: 0, max: 240_000 }),
    method: fc.constantFrom('equalInstalments', 'equalPrincipal', 'interestOnly', 'flat'),
    dayCount: fc.constantFrom('30/360', 'actual/365', 'actual/360'),
    rounding: fc.constantFrom('halfUp', 'halfEven', 'down'),
    periodMonths: fc.constantFrom(1, 3, 6, 12),
    periods: fc.integer({ min: 12, max: 60 }),
    principalGracePeriods: fc.integer({ min: 0, max: 11 }),
    interestGracePeriods: fc.integer({ min: 0, max: 11 }),
    rates: fc.array(fc.record({ after: fc.integer({ min: 0, max: 300 }), annualRatePpm: fc.integer({ min: 0, max: 240_000 }) }), {
      maxLength: 3,
    }),
    prepaid: fc.array(fc.record({ after: fc.integer({ min: 0, max: 300 }), share: fc.double({ min: 0.01, max: 0.3, noNaN: true }) }), {
      maxLength: 2,
    }),
    effect: fc.constantFrom('smallerInstalments', 'fewerInstalments'),
    extended: fc.option(fc.integer({ min: 1, max: 24 }), { nil: undefined }),
  })
  .map(({ start, amounts, first, rates, prepaid, effect, extended, ...rest }): { terms: LoanTerms; events: LoanEvents } => {
    const on = (after: number): string => plainDateOf(start + after);
    return {
      terms: LoanTerms.parse({
        ...rest,
        drawings: [
          { on: on(0), amountFen: first },
          ...amounts.map(({ after, amountFen }) => ({ on: on(after), amountFen })).sort((a, b) => (a.on < b.on ? -1 : 1)),
        ],
      }),
      events: {
        rateChanges: rates.map(({ after, annualRatePpm }) => ({ from: on(after) as never, annualRatePpm })),
        prepayments: prepaid
          .filter(({ share }) => Math.floor(first * share) > 0)
          .map(({ after, share }) => ({
            on: on(after) as never,
            amountFen: Math.floor(first * share * 0.3) as never,
            effect: effect as 'fewerInstalments',
          }))
          .filter(({ amountFen }) => amountFen > 0),
        extensions: extended ? [{ on: on(200) as never, addedPeriods: extended }] : [],
      },
    };
  });

/** Prepayments may meet a loan that is nearly paid back; such draws say nothing. */
function scheduleOf(loan: { terms: LoanTerms; events: LoanEvents }): ReturnType<typeof loanSchedule> | undefined {
  try {
    return loanSchedule(loan.terms, loan.events);
  } catch (error) {
    if (error instanceof RangeError) return undefined;
    throw error;
  }
}

describe('every schedule', () => {
  it('pays back exactly what was drawn, and never owes less than nothing', () => {
    let seen = 0;
    fc.assert(
      fc.property(anyTerms, (loan) => {
        const lines = scheduleOf(loan);
        if (!lines) return;
        seen += 1;
        expect(sum(lines.map(({ principalDueFen, prepaidFen }) => principalDueFen + prepaidFen))).toBe(
          sum(loan.terms.drawings.map(({ amountFen }) => amountFen)),
        );
        expect(sum(lines.map(({ interestAccruedFen }) => interestAccruedFen))).toBe(sum(lines.map(({ interestDueFen }) => interestDueFen)));
        const broken = lines.filter(
          (line, index) =>
            line.openingFen !== (lines[index - 1]?.closingFen ?? 0) ||
            line.closingFen !== line.openingFen + line.drawnFen - line.prepaidFen - line.principalDueFen ||
            Math.min(line.closingFen, line.principalDueFen, line.interestDueFen) < 0 ||
            line.from !== (lines[index - 1]?.dueOn ?? loan.terms.drawings[0]!.on),
        );
        expect(broken).toEqual([]);
        expect(lines.at(-1)!.closingFen).toBe(0);
      }),
      { numRuns: DEEP ? 20_000 : 2_000, seed: 20160318 },
    );
    expect(seen).toBeGreaterThan(DEEP ? 15_000 : 1_500);
  });

  it('equals the same worked out with decimal.js, to the fen', () => {
    const runs = DEEP ? 100_000 : 10_000;
    let seen = 0;
    fc.assert(
      fc.property(anyTerms, (loan) => {
        const lines = scheduleOf(loan);
        if (!lines) return;
        seen += 1;
        expect(lines.map(({ principalDueFen, interestDueFen }) => [principalDueFen, interestDueFen])).toEqual(
          decimalSchedule(loan.terms, loan.events),
        );
      }),
      { numRuns: runs, seed: 20160601 },
    );
    console.info(`${seen} of ${runs} seeded loans compared with decimal.js`);
    expect(seen).toBeGreaterThan(runs * 0.75);
  });
});
