import fc from 'fast-check';
import { addDays, type PlainDate } from '@jingzhun/domain/plain-date';
import { loanSchedule } from '../loan-schedule/loan-schedule.js';
import { LoanTerms } from '../loan-schedule/loan-terms.js';
import { compensationOf, fundPartOf } from '../risk-fund/share.rules.js';
import { penaltyOn, type PenaltyBook } from './penalty.rules.js';
import { payoffOn, splitRepayment, withPrepayment, type Position } from './repayment.rules.js';

const RUNS = { numRuns: process.env['DEEP'] ? 20_000 : 400, seed: 2016 };
const START = '2016-01-15' as PlainDate;

const terms = fc
  .record({
    amount: fc.integer({ min: 1, max: 5_000_000 }),
    second: fc.integer({ min: 0, max: 2_000_000 }),
    secondAfter: fc.integer({ min: 0, max: 60 }),
    annualRatePpm: fc.integer({ min: 0, max: 80_000 }),
    method: fc.constantFrom('equalInstalments', 'equalPrincipal', 'interestOnly', 'flat'),
    dayCount: fc.constantFrom('30/360', 'actual/365', 'actual/360'),
    periodMonths: fc.constantFrom(1, 3, 6, 12),
    periods: fc.integer({ min: 1, max: 12 }),
    grace: fc.integer({ min: 0, max: 2 }),
  })
  .map(({ amount, second, secondAfter, grace, ...rest }) =>
    LoanTerms.parse({
      ...rest,
      rounding: 'halfUp',
      principalGracePeriods: Math.min(grace, rest.periods - 1),
      // the second part within the first period of a month
      drawings: [{ on: START, amountFen: amount }, ...(second > 0 ? [{ on: addDays(START, secondAfter % 28), amountFen: second }] : [])],
    }),
  );
const payments = fc.array(
  fc.record({ after: fc.integer({ min: 0, max: 150 }), share: fc.integer({ min: 1, max: 120 }), smaller: fc.boolean() }),
  {
    maxLength: 12,
  },
);

describe('a repayment', () => {
  it('is used to the last fen: interest and principal, due and early, until nothing is owed', () => {
    let [paidBack, refused, early] = [0, 0, 0];
    fc.assert(
      fc.property(terms, payments, (agreed, paid) => {
        const drawn = agreed.drawings.reduce((sum, { amountFen }) => sum + amountFen, 0);
        let position: Position = { terms: agreed, events: {}, linesPaidFen: 0 };
        let [on, principal, interest] = [addDays(START, 30), 0, 0];
        for (const { after, share, smaller } of paid) {
          on = addDays(on, after);
          const owed = payoffOn(position, on);
          const amount = Math.max(1, Math.floor((owed * share) / 100));
          const effect = smaller ? 'smallerInstalments' : 'fewerInstalments';
          const split = splitRepayment(position, on, amount, effect);
          if (owed === 0 || amount > owed) {
            expect(split).toBeUndefined();
            refused += 1;
            continue;
          }
          if (!split) throw new Error('what is owed was not taken');
          expect(split.principalFen + split.interestFen).toBe(amount);
          expect(split.linesFen + split.prepaidFen).toBe(amount);
          principal += split.principalFen;
          interest += split.interestFen;
          position = {
            terms: agreed,
            events: split.prepaidFen > 0 ? withPrepayment(position.events, on, split.prepaidFen, effect) : position.events,
            linesPaidFen: position.linesPaidFen + split.linesFen,
          };
          if (split.prepaidFen > 0) early += 1;
          expect(principal).toBeLessThanOrEqual(drawn);
          const lines = loanSchedule(position.terms, position.events);
          // principal of the schedule and what was paid early sum to the loan, whatever happened
          expect(lines.reduce((sum, line) => sum + line.principalDueFen + line.prepaidFen, 0)).toBe(drawn);
          expect(position.linesPaidFen).toBeLessThanOrEqual(
            lines.reduce((sum, line) => sum + line.principalDueFen + line.interestDueFen, 0),
          );
          if (payoffOn(position, on) === 0) {
            expect(principal).toBe(drawn);
            expect(interest).toBe(lines.reduce((sum, line) => sum + line.interestDueFen, 0));
            paidBack += 1;
          }
        }
        // whoever pays the sum that is named owes nothing
        const last = addDays(on, 10);
        const rest = payoffOn(position, last);
        if (rest > 0) {
          const split = splitRepayment(position, last, rest, 'fewerInstalments');
          expect(split && principal + split.principalFen).toBe(drawn);
          expect(splitRepayment(position, last, rest + 1, 'fewerInstalments')).toBeUndefined();
        }
      }),
      RUNS,
    );
    expect(Math.min(paidBack, refused, early)).toBeGreaterThan(10);
  });
});

describe('a repayment of a loan that bears penalty interest', () => {
  const policy = fc.record({
    surchargeBp: fc.integer({ min: 0, max: 10_000 }),
    onInterest: fc.boolean(),
    poorHouseholds: fc.constant('charged' as const),
    penaltyDays: fc.constantFrom('30/360', 'actual/365', 'actual/360'),
    paidOrder: fc.constantFrom('penaltyFirst', 'penaltyLast'),
    olderContracts: fc.boolean(),
  });

  it('is divided to the last fen, in the order of the policy; what pays all back leaves no penalty, and a reversal gives all of it back', () => {
    let [withPenalty, first, paidBack] = [0, 0, 0];
    fc.assert(
      fc.property(terms, payments, policy, (agreed, paid, value) => {
        const book: PenaltyBook = {
          basis: { isAgreed: true, policy: [{ from: '2014-01-01' as PlainDate, value }], poor: [] },
          ...{ repayments: [], paidFen: 0, waivedFen: 0, endsOn: undefined },
        };
        let position: Position = { terms: agreed, events: {}, linesPaidFen: 0, penalty: book };
        let on = addDays(START, 60);
        for (const { after, share, smaller } of paid) {
          on = addDays(on, after);
          const [owed, penalty] = [payoffOn(position, on), penaltyOn(position, on)];
          const amount = Math.min(owed, Math.max(1, Math.floor((owed * share) / 100)));
          if (amount === 0) break;
          const effect = smaller ? 'smallerInstalments' : 'fewerInstalments';
          const split = splitRepayment(position, on, amount, effect);
          if (!split) throw new Error('what is owed was not taken');
          expect(split.principalFen + split.interestFen + split.penaltyFen).toBe(amount);
          expect(split.linesFen + split.prepaidFen + split.penaltyFen).toBe(amount);
          expect(split.penaltyFen).toBeLessThanOrEqual(penalty.owedFen);
          if (value.paidOrder === 'penaltyFirst') expect(split.penaltyFen).toBe(Math.min(amount, penalty.owedFen));
          // nothing early while anything overdue or its penalty is left
          if (split.prepaidFen > 0) expect(split.penaltyFen).toBe(penalty.owedFen);
          const next: Position = {
            terms: agreed,
            events: split.prepaidFen > 0 ? withPrepayment(position.events, on, split.prepaidFen, effect) : position.events,
            linesPaidFen: position.linesPaidFen + split.linesFen,
            penalty: {
              ...(position.penalty as PenaltyBook),
              repayments: [...(position.penalty as PenaltyBook).repayments, { on, amountFen: split.linesFen }],
              paidFen: (position.penalty as PenaltyBook).paidFen + split.penaltyFen,
            },
          };
          // owed before = paid now + owed after: no fen comes or goes by rounding
          expect(penaltyOn(next, on).owedFen).toBe(penalty.owedFen - split.penaltyFen);
          expect(payoffOn(next, on)).toBe(owed - amount);
          expect(splitRepayment(next, on, owed - amount + 1, effect)).toBeUndefined();
          if (split.penaltyFen > 0) withPenalty += 1;
          if (split.penaltyFen > 0 && split.linesFen > 0 && value.paidOrder === 'penaltyFirst') first += 1;
          if (owed === amount) {
            expect([payoffOn(next, addDays(on, 400)), penaltyOn(next, addDays(on, 400)).owedFen]).toEqual([0, 0]);
            paidBack += 1;
          }
          position = next;
        }
      }),
      RUNS,
    );
    expect(Math.min(withPenalty, first, paidBack)).toBeGreaterThan(10);
  });
});

describe('a loss', () => {
  it('is borne by bank, risk fund and household, to the fen, however it comes back', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 5_000_000_000 }),
        fc.integer({ min: 0, max: 10_000 }),
        fc.integer({ min: 0, max: 5_000_000_000 }),
        fc.array(fc.integer({ min: 1, max: 1_000_000_000 }), { maxLength: 20 }),
        (lossFen, shareBp, balanceFen, pieces) => {
          const compensation = compensationOf(lossFen, shareBp, balanceFen);
          expect(compensation).toBeLessThanOrEqual(Math.min(balanceFen, lossFen));
          let [recovered, fundBack, bankBack] = [0, 0, 0];
          for (const piece of pieces) {
            const part = Math.min(piece, lossFen - recovered);
            if (part === 0) break;
            recovered += part;
            const fund = fundPartOf(recovered, lossFen, compensation) - fundBack;
            expect(fund).toBeGreaterThanOrEqual(0);
            expect(fund).toBeLessThanOrEqual(part);
            fundBack += fund;
            bankBack += part - fund;
          }
          const [fundLoses, bankLoses] = [compensation - fundBack, lossFen - compensation - bankBack];
          expect(Math.min(fundLoses, bankLoses)).toBeGreaterThanOrEqual(0);
          expect(bankLoses + fundLoses + recovered).toBe(lossFen);
          if (recovered === lossFen) expect([fundLoses, bankLoses]).toEqual([0, 0]);
        },
      ),
      RUNS,
    );
  });
});
