import fc from 'fast-check';
import { addDays, type PlainDate } from '@jingzhun/domain/plain-date';
import { civilDay, plainDateOf } from '../loan-schedule/civil-day.js';
import { loanSchedule } from '../loan-schedule/loan-schedule.js';
import { LoanTerms, type DayCount } from '../loan-schedule/loan-terms.js';
import { penaltyFen, penaltySpans, type PenaltyPolicy } from '../loan-schedule/penalty.js';
import { explainDifference, subsidyOf, type DifferencePart } from './claim-match.rules.js';
import { lateSpans } from './late-spans.rules.js';
import { penaltiesIn } from './penalty-in-claim.rules.js';
import type { InterestSubsidyPolicy, PenaltyOfLoan, SubsidisedLoan } from './subsidised-interest.rules.js';

const THREE_YEARS: InterestSubsidyPolicy = { months: 36, shareBp: 10_000 };
const date = (text: string): PlainDate => text as PlainDate;
const RUIJIN: PenaltyPolicy = {
  ...{ surchargeBp: 3_000, onInterest: false, poorHouseholds: 'charged', penaltyDays: 'actual/360' },
  ...{ paidOrder: 'penaltyLast', olderContracts: false },
};
const sum = (parts: readonly { fen: number }[]): number => parts.reduce((all, { fen }) => all + fen, 0);

/** 12,000 yuan at 4.75 %, a twelfth a quarter; nothing of the first instalment, due on 2016-06-18, is paid before 2016-08-18; the second is paid on its day. */
const paidLate = [
  { on: date('2016-08-18'), amountFen: 114_250 },
  { on: date('2016-09-18'), amountFen: 113_063 },
];
function lateLoan(policy: Partial<PenaltyPolicy> = {}, parts: Partial<PenaltyOfLoan> = {}): SubsidisedLoan {
  const terms = LoanTerms.parse({
    ...{ drawings: [{ on: '2016-03-18', amountFen: 1_200_000 }], annualRatePpm: 47_500, method: 'equalPrincipal' },
    ...{ dayCount: '30/360', rounding: 'halfUp', periodMonths: 3, periods: 12 },
  });
  const penaltyInterest: PenaltyOfLoan = {
    ...{ repayments: paidLate, received: [], endsOn: undefined },
    basis: { isAgreed: true, policy: [{ from: date('2014-01-01'), value: { ...RUIJIN, ...policy } }], poor: [] },
    ...parts,
  };
  return { terms, events: {}, late: lateSpans(loanSchedule(terms), penaltyInterest.repayments), penaltyInterest };
}

describe('penalty interest that a bank has put into its claim', () => {
  const period = { from: date('2016-07-01'), to: date('2016-09-30') };
  const explained = (loan: SubsidisedLoan, moreFen: number): DifferencePart[] =>
    explainDifference(loan, period, THREE_YEARS, subsidyOf(loan, period, THREE_YEARS) + moreFen);
  // from the first of the quarter to the day the household paid: 49 days
  const onPrincipal = Math.round((100_000 * 49 * 0.0475 * 1.3) / 360);
  const onInterest = Math.round((14_250 * 49 * 0.0475 * 1.3) / 360);

  it('is named, to the fen: what accrued in the quarter on principal, on interest, or what was paid in it', () => {
    expect(explained(lateLoan(), onPrincipal)).toEqual([{ cause: 'penaltyOnPrincipal', fen: onPrincipal }]);
    expect(explained(lateLoan(), onInterest)).toEqual([{ cause: 'penaltyOnInterest', fen: onInterest }]);
    expect(explained(lateLoan(), onPrincipal + onInterest)).toEqual([
      { cause: 'penaltyOnPrincipal', fen: onPrincipal },
      { cause: 'penaltyOnInterest', fen: onInterest },
    ]);
    const received = [
      { on: date('2016-06-30'), amountFen: 900 },
      { on: date('2016-08-18'), amountFen: 700 },
    ];
    expect(explained(lateLoan({}, { received }), 700)).toEqual([{ cause: 'penaltyReceived', fen: 700 }]);
  });

  it('stands beside what the bank left out, counts or rounds otherwise', () => {
    const loan = lateLoan();
    const free = subsidyOf({ ...loan, late: [] }, period, THREE_YEARS) - subsidyOf(loan, period, THREE_YEARS);
    expect(explained(loan, free + onPrincipal)).toEqual([
      { cause: 'late', fen: free },
      { cause: 'penaltyOnPrincipal', fen: onPrincipal },
    ]);
    expect(explained(loan, onPrincipal + 1)).toEqual([
      { cause: 'penaltyOnPrincipal', fen: onPrincipal },
      { cause: 'rounding', fen: 1 },
    ]);
    const actual = subsidyOf({ ...loan, terms: { ...loan.terms, dayCount: 'actual/365' } }, period, THREE_YEARS);
    const counted = actual - subsidyOf(loan, period, THREE_YEARS);
    expect(explained(loan, counted + onPrincipal)).toEqual([
      { cause: 'dayCount', fen: counted },
      { cause: 'penaltyOnPrincipal', fen: onPrincipal },
    ]);
    expect(explained(loan, onPrincipal + 5_000)).toEqual([{ cause: 'unexplained', fen: onPrincipal + 5_000 }]);
  });

  it('is named where the policy spares the household and the bank does not; a lost loan bears none in the quarter after', () => {
    const exempt = lateLoan({ poorHouseholds: 'exempt' });
    const poor = { ...exempt.penaltyInterest!.basis, poor: [{ from: date('0001-01-01'), isPoor: true }] };
    const spared: SubsidisedLoan = { ...exempt, penaltyInterest: { ...exempt.penaltyInterest!, basis: poor } };
    expect(explained(spared, onPrincipal)).toEqual([{ cause: 'penaltyOnPrincipal', fen: onPrincipal }]);
    expect(penaltiesIn(lateLoan({}, { endsOn: date('2016-06-30') }), period)).toEqual([]);
    expect(penaltiesIn({ ...spared, penaltyInterest: undefined }, period)).toEqual([]);
  });

  const days = fc.integer({ min: 0, max: 900 });
  const counts = fc.constantFrom<DayCount>('30/360', 'actual/365', 'actual/360');
  const histories = fc.record({
    start: fc.integer({ min: civilDay(date('2015-01-01')), max: civilDay(date('2016-08-31')) }),
    amountFen: fc.integer({ min: 100_000, max: 5_000_000 }),
    annualRatePpm: fc.integer({ min: 20_000, max: 80_000 }),
    method: fc.constantFrom('equalInstalments', 'equalPrincipal', 'interestOnly', 'flat'),
    dayCount: counts,
    rounding: fc.constantFrom('halfUp', 'halfEven', 'down'),
    periodMonths: fc.constantFrom(1, 3, 6),
    periods: fc.constantFrom(6, 12, 24),
    rate: fc.option(fc.record({ after: fc.integer({ min: 0, max: 150 }), annualRatePpm: fc.integer({ min: 20_000, max: 80_000 }) })),
    repaid: fc.array(fc.record({ after: days, shareBp: fc.integer({ min: 100, max: 4_000 }) }), { maxLength: 4 }),
    received: fc.array(fc.record({ after: days, amountFen: fc.integer({ min: 1, max: 20_000 }) }), { maxLength: 2 }),
    policies: fc.array(
      fc.record({
        after: days,
        surchargeBp: fc.integer({ min: 0, max: 10_000 }),
        onInterest: fc.boolean(),
        poorHouseholds: fc.constantFrom('charged', 'agreedRate', 'exempt'),
        penaltyDays: counts,
      }),
      { minLength: 1, maxLength: 3 },
    ),
    poorFrom: fc.option(days),
    lostAfter: fc.option(days),
    isAgreed: fc.boolean(),
  });

  it('makes the causes sum to the difference, whatever happened; what was put in exactly is never unexplained', () => {
    let named = 0;
    const put = fc.record({ way: fc.nat(), off: fc.constantFrom(0, 0, 0, 1, -1, 7_777), leavesLateOut: fc.boolean() });
    fc.assert(
      fc.property(
        histories,
        put,
        ({ start, amountFen, rate, repaid, received, policies, poorFrom, lostAfter, isAgreed, ...agreed }, claim) => {
          const on = (after: number): PlainDate => plainDateOf(start + after);
          const terms = LoanTerms.parse({ ...agreed, drawings: [{ on: on(0), amountFen }] });
          const events = { rateChanges: rate ? [{ from: on(rate.after), annualRatePpm: rate.annualRatePpm }] : [] };
          const lines = loanSchedule(terms, events);
          const repayments = repaid.map(({ after, shareBp }) => ({ on: on(after), amountFen: Math.ceil((amountFen * shareBp) / 10_000) }));
          const basis = {
            isAgreed,
            policy: policies
              .map(({ after, ...value }) => ({ from: on(after), value: { ...RUIJIN, ...value } }))
              .toSorted((a, b) => (a.from < b.from ? -1 : 1)),
            poor: poorFrom === null ? [] : [{ from: on(poorFrom), isPoor: true }],
          };
          const loan: SubsidisedLoan = {
            ...{ terms, events, late: lateSpans(lines, repayments) },
            penaltyInterest: {
              ...{ repayments, basis, endsOn: lostAfter === null ? undefined : on(lostAfter) },
              received: received.map((one) => ({ on: on(one.after), amountFen: one.amountFen })),
            },
          };
          const ways = penaltiesIn(loan, period);
          const added = ways[claim.way % Math.max(1, ways.length)] ?? [];
          const base = claim.leavesLateOut ? { ...loan, late: [] } : loan;
          const claimedFen = subsidyOf(base, period, THREE_YEARS) + sum(added) + claim.off;
          const differenceFen = claimedFen - subsidyOf(loan, period, THREE_YEARS);
          const parts = explainDifference(loan, period, THREE_YEARS, claimedFen);
          expect(sum(parts)).toBe(differenceFen);
          expect(parts.every(({ fen }) => fen !== 0)).toBe(true);
          if (claim.off !== 0) return;
          expect(parts.map(({ cause }) => cause)).not.toContain('unexplained');
          if (parts.some(({ cause }) => cause.startsWith('penalty'))) named += 1;
        },
      ),
      { numRuns: process.env['DEEP'] ? 20_000 : 400, seed: 20_160_630 },
    );
    expect(named).toBeGreaterThan(process.env['DEEP'] ? 2_000 : 40);
  });

  it('of the quarters of a loan is what accrued up to the end of the last, within a fen of rounding a quarter', () => {
    const loan = lateLoan({}, { repayments: [] });
    const { terms, penaltyInterest } = loan;
    const overdue = { lines: loanSchedule(terms), repayments: [], annualRatePpm: terms.annualRatePpm, rateChanges: [] };
    const until = date('2017-06-30');
    const wholeFen = penaltyFen(penaltySpans({ ...overdue, basis: penaltyInterest!.basis }, until), 'halfUp');
    let from = date('2016-04-01');
    let quarters = 0;
    for (const to of ['2016-06-30', '2016-09-30', '2016-12-31', '2017-03-31', '2017-06-30'].map(date)) {
      quarters += penaltiesIn(loan, { from, to })[0]![0]!.fen;
      from = addDays(to, 1);
    }
    expect(Math.abs(quarters - wholeFen)).toBeLessThanOrEqual(5);
  });
});
