import fc from 'fast-check';
import { Fen } from '@jingzhun/domain/money';
import type { PlainDate } from '@jingzhun/domain/plain-date';
import { interestDay } from '../loan-schedule/accrual.js';
import { addMonths, civilDay, plainDateOf } from '../loan-schedule/civil-day.js';
import { scheduleLines } from '../loan-schedule/loan-schedule.js';
import { LoanTerms, type LoanEvents } from '../loan-schedule/loan-terms.js';
import { explainDifference, matchClaim, subsidyOf } from './claim-match.rules.js';
import { subsidisedLines, type InterestSubsidyPolicy, type LateSpan, type SubsidisedLoan } from './subsidised-interest.rules.js';

const RUNS = { numRuns: process.env['DEEP'] ? 20_000 : 400, seed: 20_160_318 };
const THREE_YEARS: InterestSubsidyPolicy = { months: 36, shareBp: 10_000 };
const date = (text: string): PlainDate => text as PlainDate;
const termsOf = (over: object = {}): LoanTerms =>
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
const loanOf = (over: object = {}, events: LoanEvents = {}, late: LateSpan[] = []): SubsidisedLoan => ({
  terms: termsOf(over),
  events,
  late,
});
const sum = (values: readonly number[]): number => values.reduce((total, value) => total + value, 0);

/** Loans with several drawings, rate changes and prepayments the schedule accepts, and days late. */
const loans = fc
  .record({
    start: fc.integer({ min: civilDay(date('2015-01-01')), max: civilDay(date('2017-12-31')) }),
    more: fc.array(fc.record({ after: fc.integer({ min: 1, max: 500 }), amountFen: fc.integer({ min: 1, max: 2_000_000 }) }), {
      maxLength: 3,
    }),
    amountFen: fc.integer({ min: 100, max: 5_000_000 }),
    annualRatePpm: fc.integer({ min: 1, max: 200_000 }),
    method: fc.constantFrom('equalInstalments', 'equalPrincipal', 'interestOnly', 'flat'),
    dayCount: fc.constantFrom('30/360', 'actual/365', 'actual/360'),
    rounding: fc.constantFrom('halfUp', 'halfEven', 'down'),
    periodMonths: fc.constantFrom(1, 3, 6, 12),
    years: fc.integer({ min: 2, max: 5 }),
    longer: fc.option(fc.record({ after: fc.integer({ min: 1, max: 600 }), addedPeriods: fc.integer({ min: 1, max: 6 }) })),
    rates: fc.array(fc.record({ after: fc.integer({ min: 0, max: 700 }), annualRatePpm: fc.integer({ min: 1, max: 200_000 }) }), {
      maxLength: 2,
    }),
    prepaid: fc.option(fc.record({ after: fc.integer({ min: 1, max: 600 }), share: fc.integer({ min: 1, max: 60 }) })),
    late: fc.array(fc.record({ after: fc.integer({ min: 1, max: 1_500 }), days: fc.option(fc.integer({ min: 1, max: 200 })) }), {
      maxLength: 2,
    }),
  })
  .map(({ start, more, amountFen, years, longer, rates, prepaid, late, ...agreed }): SubsidisedLoan => {
    const on = (after: number): PlainDate => plainDateOf(start + after);
    const terms = termsOf({
      ...agreed,
      drawings: [{ on: on(0), amountFen }, ...more.map((drawing) => ({ on: on(drawing.after), amountFen: drawing.amountFen }))],
      periods: (years * 12) / agreed.periodMonths,
    });
    const events: LoanEvents = {
      rateChanges: rates.map(({ after, annualRatePpm }) => ({ from: on(after), annualRatePpm })),
      extensions: longer ? [{ on: on(longer.after), addedPeriods: longer.addedPeriods }] : [],
      prepayments: prepaid
        ? [
            {
              on: on(prepaid.after),
              amountFen: Fen.parse(Math.max(Math.floor((amountFen * prepaid.share) / 100), 1)),
              effect: 'smallerInstalments',
            },
          ]
        : [],
    };
    return {
      terms,
      events,
      late: late.map(({ after, days }) => ({ from: on(after), until: days === null ? undefined : on(after + days) })),
    };
  })
  .filter(({ terms, events }) => {
    try {
      return scheduleLines(terms, events).length > 0;
    } catch (error) {
      if (error instanceof RangeError) return false;
      throw error;
    }
  });

const policies = fc.record({
  months: fc.integer({ min: 1, max: 60 }),
  shareBp: fc.constantFrom(10_000, 7_000, 5_000, 3_333, 1),
  extension: fc.record({ isSubsidised: fc.boolean() }),
  ceiling: fc.record({ mostFen: fc.integer({ min: 0, max: 6_000_000 }), above: fc.constantFrom('part' as const, 'whole' as const) }),
});

/** Day by day, each drawing a purse of its own, exact: the slow way to the same amount. */
function dayByDay({ terms, events, late }: SubsidisedLoan, { months, shareBp, extension, ceiling }: InterestSubsidyPolicy): number[] {
  const lines = scheduleLines(terms, events);
  const lastDay = extension?.isSubsidised === false ? addMonths(lines[0]!.fromDay, terms.periods * terms.periodMonths) : Infinity;
  const isTooLarge = ceiling?.above === 'whole' && sum(terms.drawings.map(({ amountFen }) => amountFen)) > ceiling.mostFen;
  const purses: { leftFen: number; endsOn: number }[] = [];
  const payBack = (amountFen: number): void => {
    for (const purse of purses) {
      const part = Math.min(purse.leftFen, amountFen);
      purse.leftFen -= part;
      amountFen -= part;
    }
  };
  const denominator = 1_000_000n * (terms.dayCount === 'actual/365' ? 365n : 360n);
  return lines.map((line) => {
    let exact = 0n;
    for (let day = line.fromDay; day < line.dueDay; day += 1) {
      const before = lines.find(({ dueDay, number }) => dueDay === day && number === line.number - 1);
      if (before && terms.method !== 'flat') payBack(before.principalDueFen);
      for (const drawing of terms.drawings)
        if (civilDay(drawing.on) === day) purses.push({ leftFen: drawing.amountFen, endsOn: Math.min(addMonths(day, months), lastDay) });
      for (const { on, amountFen } of events.prepayments ?? []) if (civilDay(on) === day) payBack(amountFen);
      const today = plainDateOf(day);
      if (late.some(({ from, until }) => from <= today && (until === undefined || today < until))) continue;
      const rate = [...(events.rateChanges ?? [])]
        .sort((a, b) => (a.from < b.from ? -1 : a.from > b.from ? 1 : 0))
        .findLast(({ from }) => from <= today);
      if (isTooLarge) continue;
      const withinFen = sum(purses.filter(({ endsOn }) => day < endsOn).map(({ leftFen }) => leftFen));
      const baseFen = Math.min(withinFen, ceiling?.mostFen ?? Infinity);
      const days = interestDay(day + 1, terms.dayCount) - interestDay(day, terms.dayCount);
      exact += BigInt(baseFen) * BigInt(rate?.annualRatePpm ?? terms.annualRatePpm) * BigInt(days);
    }
    return rounded(exact * BigInt(shareBp), denominator * 10_000n, terms.rounding);
  });
}

function rounded(numerator: bigint, denominator: bigint, rounding: LoanTerms['rounding']): number {
  const whole = numerator / denominator;
  const double = (numerator % denominator) * 2n;
  const up = rounding !== 'down' && (double > denominator || (double === denominator && (rounding === 'halfUp' || whole % 2n === 1n)));
  return Number(whole) + (up ? 1 : 0);
}

describe('the interest of a subsidised loan', () => {
  it('of 50,000 yuan at 4.75 % is the county’s for three years: 593.75 yuan a quarter', () => {
    const lines = subsidisedLines(loanOf(), THREE_YEARS);
    expect(lines.map(({ subsidyFen }) => subsidyFen)).toEqual(Array.from({ length: 12 }, () => 59_375));
    expect(sum(lines.map(({ householdFen }) => householdFen))).toBe(0);
  });

  it('is the household’s after three years', () => {
    const lines = subsidisedLines(loanOf({ periods: 16 }), THREE_YEARS);
    expect(lines.filter(({ subsidyFen }) => subsidyFen > 0).map(({ number }) => number)).toEqual(
      Array.from({ length: 12 }, (_, i) => i + 1),
    );
    expect(lines.at(-1)).toMatchObject({ interestFen: 59_375, subsidyFen: 0, householdFen: 59_375 });
  });

  it('of the months that an extension adds is the county’s where its policy says so, within the three years', () => {
    const longer = loanOf({ periods: 8 }, { extensions: [{ on: date('2018-01-10'), addedPeriods: 6 }] });
    const borne = (isSubsidised: boolean) =>
      subsidisedLines(longer, { ...THREE_YEARS, extension: { isSubsidised } }).filter(({ subsidyFen }) => subsidyFen > 0).length;
    // fourteen quarters: two years agreed at first, twelve within three years
    expect([borne(true), borne(false), subsidisedLines(longer, THREE_YEARS).length]).toEqual([12, 8, 14]);
  });

  it('of a loan above 50,000 yuan is the county’s on that sum, or not at all', () => {
    const large = loanOf({ drawings: [{ on: '2016-03-18', amountFen: 8_000_000 }] });
    const first = (policy: Pick<InterestSubsidyPolicy, 'ceiling'>) => subsidisedLines(large, { ...THREE_YEARS, ...policy })[0];
    expect(first({ ceiling: { mostFen: 5_000_000, above: 'part' } })).toMatchObject({ interestFen: 95_000, subsidyFen: 59_375 });
    expect(first({ ceiling: { mostFen: 5_000_000, above: 'whole' } })).toMatchObject({ subsidyFen: 0, householdFen: 95_000 });
    expect(first({ ceiling: { mostFen: 8_000_000, above: 'whole' } })).toMatchObject({ subsidyFen: 95_000 });
    // a bank that claims on all of it is told why it gets less
    const [period, policy] = [
      { from: date('2016-07-01'), to: date('2016-09-30') },
      { ...THREE_YEARS, ceiling: { mostFen: 5_000_000, above: 'part' as const } },
    ];
    expect(explainDifference(large, period, policy, 95_000)).toEqual([{ cause: 'ceiling', fen: 35_625 }]);
  });

  it('stops from the first day late to the day it is paid', () => {
    const late = [{ from: date('2016-07-18'), until: date('2016-08-18') }];
    const lines = subsidisedLines(loanOf({}, {}, late), THREE_YEARS);
    // one month of three
    expect(lines.slice(0, 3).map(({ subsidyFen }) => subsidyFen)).toEqual([59_375, 39_583, 59_375]);
  });

  it('runs for each drawing from its own day, and what is paid back is the oldest drawing’s', () => {
    const drawings = [
      { on: '2016-03-18', amountFen: 3_000_000 },
      { on: '2016-09-18', amountFen: 2_000_000 },
    ];
    const prepayments = [{ on: date('2018-03-18'), amountFen: Fen.parse(3_000_000), effect: 'smallerInstalments' as const }];
    const lines = subsidisedLines(loanOf({ drawings, periods: 16 }, { prepayments }), THREE_YEARS);
    // from the prepayment on only the second drawing is left, and it is subsidised to September 2019
    expect(lines.slice(8).map(({ interestFen, subsidyFen }) => [interestFen, subsidyFen])).toEqual([
      ...Array.from({ length: 6 }, () => [23_750, 23_750]),
      [23_750, 0],
      [23_750, 0],
    ]);
  });

  it('is divided to the fen and equals the sum of its days, drawing by drawing', () => {
    fc.assert(
      fc.property(loans, policies, (loan, policy) => {
        const lines = subsidisedLines(loan, policy);
        expect(lines.map(({ subsidyFen, householdFen }) => subsidyFen + householdFen)).toEqual(
          scheduleLines(loan.terms, loan.events).map(({ interestAccruedFen }) => interestAccruedFen),
        );
        expect(lines.every(({ subsidyFen, householdFen }) => subsidyFen >= 0 && householdFen >= 0)).toBe(true);
        expect(lines.map(({ subsidyFen }) => subsidyFen)).toEqual(dayByDay(loan, policy));
      }),
      RUNS,
    );
  });
});

describe('a bank’s claim', () => {
  const period = { from: date('2016-07-01'), to: date('2016-09-30') };

  it('agrees, is unknown, is repeated, or was forgotten', () => {
    const known = new Map([
      ['A-1', loanOf()],
      ['A-2', loanOf()],
      ['A-3', loanOf()],
    ]);
    const rows = [
      { row: 1, contractNumber: 'A-1', claimedFen: 59_375 },
      { row: 2, contractNumber: 'B-9', claimedFen: 59_375 },
      { row: 3, contractNumber: 'A-2', claimedFen: 59_375 },
      { row: 4, contractNumber: 'A-2', claimedFen: 59_375 },
    ];
    const { answers, notClaimed } = matchClaim(rows, known, period, THREE_YEARS);
    expect(answers.map(({ result }) => result)).toEqual(['agreed', 'unknownContract', 'repeated', 'repeated']);
    expect(notClaimed).toEqual([{ contractNumber: 'A-3', ourFen: 59_375 }]);
  });

  it('says what the bank left out, to the fen', () => {
    const late = [{ from: date('2016-07-18'), until: date('2016-08-18') }];
    const prepayments = [{ on: date('2016-06-18'), amountFen: Fen.parse(1_000_000), effect: 'smallerInstalments' as const }];
    const loan = loanOf({}, { prepayments }, late);
    expect(subsidyOf(loan, period, THREE_YEARS)).toBe(31_667);
    expect(explainDifference(loan, period, THREE_YEARS, 47_500)).toEqual([{ cause: 'late', fen: 15_833 }]);
    expect(explainDifference(loan, period, THREE_YEARS, 59_375)).toEqual([
      { cause: 'late', fen: 15_833 },
      { cause: 'prepayments', fen: 11_875 },
    ]);
    expect(explainDifference(loan, period, THREE_YEARS, 31_668)).toEqual([{ cause: 'rounding', fen: 1 }]);
    expect(explainDifference(loan, period, THREE_YEARS, 50_000)).toEqual([{ cause: 'unexplained', fen: 18_333 }]);
    const counted = loanOf({}, {}, []);
    expect(explainDifference(counted, period, THREE_YEARS, 60_694)).toEqual([{ cause: 'dayCount', fen: 1_319 }]);
  });

  it('is explained in full, whatever was claimed, and in any order of lines', () => {
    const file = fc.array(fc.tuple(loans, fc.integer({ min: -3, max: 3 }), fc.boolean()), { minLength: 1, maxLength: 6 });
    fc.assert(
      fc.property(file, fc.infiniteStream(fc.nat()), (claims, dice) => {
        const known = new Map(claims.map(([loan], i) => [`A-${i}`, loan]));
        const rows = claims.map(([loan, off, leavesOut], i) => {
          const claimedFen = subsidyOf(leavesOut ? { ...loan, late: [] } : loan, period, THREE_YEARS) + (leavesOut ? 0 : off);
          return { row: i + 1, contractNumber: `A-${i}`, claimedFen };
        });
        const { answers } = matchClaim(rows, known, period, THREE_YEARS);
        for (const answer of answers) {
          if (!('parts' in answer)) throw new Error(answer.result);
          expect(sum(answer.parts.map(({ fen }) => fen))).toBe(answer.claimedFen - answer.ourFen);
          expect(answer.result === 'agreed').toBe(answer.claimedFen === answer.ourFen);
          expect(answer.parts.every(({ cause }) => !claims[answer.row - 1]![2] || cause !== 'unexplained')).toBe(true);
        }
        const shuffled = rows.map((row) => ({ row, key: dice.next().value })).sort((a, b) => a.key - b.key);
        const again = matchClaim(
          shuffled.map(({ row }) => row),
          known,
          period,
          THREE_YEARS,
        ).answers;
        expect([...again].sort((a, b) => a.row - b.row)).toEqual(answers);
      }),
      { ...RUNS, numRuns: RUNS.numRuns / 4 },
    );
  });
});
