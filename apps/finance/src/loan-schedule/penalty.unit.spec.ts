import { Decimal } from 'decimal.js';
import fc from 'fast-check';
import { Fen } from '@jingzhun/domain/money';
import { addDays, daysBetween, type PlainDate } from '@jingzhun/domain/plain-date';
import { interestDay } from './accrual.js';
import { allocate } from './arrears.js';
import { civilDay } from './civil-day.js';
import { loanSchedule } from './loan-schedule.js';
import { LoanTerms, type DayCount, type FenRounding, type Prepayment } from './loan-terms.js';
import { penaltyFen, penaltySpans, type OverdueLoan, type PenaltyBasis, type PenaltyPolicy } from './penalty.js';

const START = '2016-01-15' as PlainDate;
const day = (after: number): PlainDate => addDays(START, after);
const RUIJIN: PenaltyPolicy = {
  ...{ surchargeBp: 3_000, onInterest: false, poorHouseholds: 'charged', penaltyDays: 'actual/360' },
  ...{ paidOrder: 'penaltyLast', olderContracts: false },
};
const basis = (parts: Partial<PenaltyPolicy> = {}, more: Partial<PenaltyBasis> = {}): PenaltyBasis => ({
  isAgreed: true,
  policy: [{ from: '2014-01-01' as PlainDate, value: { ...RUIJIN, ...parts } }],
  poor: [{ from: '2014-01-01' as PlainDate, isPoor: true }],
  ...more,
});
/** Principal of 10,000 yuan and interest of 100 due on 2016-04-14, at 4.8 %. */
const due = day(90);
const loan = (parts: Partial<OverdueLoan> = {}): OverdueLoan => ({
  lines: [{ dueOn: due, principalDueFen: 1_000_000, interestDueFen: 10_000 }],
  ...{ repayments: [], annualRatePpm: 48_000, rateChanges: [], basis: basis() },
  ...parts,
});
const owed = (parts: Partial<OverdueLoan>, after: number, rounding: FenRounding = 'halfUp'): number =>
  penaltyFen(penaltySpans(loan(parts), addDays(due, after)), rounding);

describe('penalty interest', () => {
  it('begins the day after an instalment was due and ends with the day on which it is paid', () => {
    expect([owed({}, 0), owed({}, 1)]).toEqual([0, Math.round((1_000_000 * 0.048 * 1.3) / 360)]);
    expect(penaltySpans(loan(), addDays(due, 30))).toEqual([
      {
        ...{ what: 'overdue', from: addDays(due, 1), to: addDays(due, 30), days: 30, principalFen: 1_000_000, interestFen: 0 },
        ...{ annualRatePpm: 48_000, surchargeBp: 3_000, penaltyDays: 'actual/360' },
      },
    ]);
    const paid = { repayments: [{ on: addDays(due, 10), amountFen: 1_010_000 }] };
    expect([owed(paid, 10), owed(paid, 300)]).toEqual([1_733, 1_733]);
    expect(owed({ repayments: [{ on: due, amountFen: 1_010_000 }] }, 300)).toBe(0);
  });

  it('is of what is left after a payment in part, which pays interest first; interest bears it where the policy says so', () => {
    const repayments = [{ on: addDays(due, 10), amountFen: 510_000 }];
    expect(owed({ repayments }, 20)).toBe(Math.round(((1_000_000 * 10 + 500_000 * 10) * 0.048 * 1.3) / 360));
    const compound = { repayments: [{ on: addDays(due, 10), amountFen: 4_000 }], basis: basis({ onInterest: true }) };
    expect(owed(compound, 20)).toBe(Math.round(((1_010_000 * 10 + 1_006_000 * 10) * 0.048 * 1.3) / 360));
  });

  it('follows the rate and the policy of each day, and never reaches back before there was one', () => {
    expect(owed({ rateChanges: [{ from: addDays(due, 10), annualRatePpm: 36_000 }] }, 20)).toBe(
      Math.round((1_000_000 * 10 * (0.048 + 0.036) * 1.3) / 360),
    );
    const policy = [
      { from: addDays(due, 5), value: { ...RUIJIN, surchargeBp: 5_000 } },
      { from: addDays(due, 15), value: undefined },
      { from: addDays(due, 25), value: { ...RUIJIN, penaltyDays: 'actual/365' as DayCount } },
    ];
    expect(owed({ basis: basis({}, { policy }) }, 30)).toBe(
      Math.round((1_000_000 * 10 * 0.048 * 1.5) / 360 + (1_000_000 * 5 * 0.048 * 1.3) / 365),
    );
    expect(penaltySpans(loan({ basis: basis({}, { policy }) }), addDays(due, 30)).map(({ from, to }) => [from, to])).toEqual([
      [addDays(due, 6), addDays(due, 15)],
      [addDays(due, 26), addDays(due, 30)],
    ]);
  });

  it('is nothing for a contract of before, until a policy says that those bear it too', () => {
    expect(owed({ basis: basis({}, { isAgreed: false }) }, 100)).toBe(0);
    const policy = [
      { from: '2014-01-01' as PlainDate, value: RUIJIN },
      { from: addDays(due, 90), value: { ...RUIJIN, olderContracts: true } },
    ];
    expect(owed({ basis: basis({}, { isAgreed: false, policy }) }, 100)).toBe(1_733);
  });

  it('spares a registered household as far as the policy says, on the days on which it is one', () => {
    const poor = [
      { from: '2014-01-01' as PlainDate, isPoor: true },
      { from: addDays(due, 10), isPoor: false },
    ];
    expect(owed({ basis: basis({ poorHouseholds: 'exempt' }, { poor }) }, 10)).toBe(0);
    expect(owed({ basis: basis({ poorHouseholds: 'exempt' }, { poor }) }, 20)).toBe(1_733);
    expect(owed({ basis: basis({ poorHouseholds: 'agreedRate' }, { poor }) }, 20)).toBe(Math.round((1_000_000 * 10 * 0.048 * 2.3) / 360));
  });

  it('of what is used otherwise begins with the day another use was seen, is the heavier of both and never both, and ends when it is put right', () => {
    const misuse = (parts: object = {}) =>
      basis(
        {},
        {
          misuse: {
            policy: [{ from: '2014-01-01' as PlainDate, value: { surchargeBp: 5_000, penaltyDays: 'actual/360', olderContracts: false } }],
            found: [
              { from: addDays(due, -20), isMisused: true },
              { from: addDays(due, 10), isMisused: false },
            ],
          },
          ...parts,
        },
      );
    // 10,000 yuan of 15,000 are due; what is due later bears half of the rate, what is overdue the rate and half
    const lent = { drawings: [{ on: START, amountFen: 1_500_000 }], prepayments: [] };
    const worth = (fenDays: number, factor: number) => (fenDays * 0.048 * factor) / 360;
    expect(owed({ basis: misuse(), lent }, 0)).toBe(Math.round(worth(1_500_000 * 20, 0.5)));
    expect(owed({ basis: misuse(), lent }, 30)).toBe(
      Math.round(worth(1_500_000 * 20 + 500_000 * 10, 0.5) + worth(1_000_000 * 10, 1.5) + worth(1_000_000 * 20, 1.3)),
    );
    expect(
      penaltySpans(loan({ basis: misuse(), lent }), addDays(due, 30)).map(({ what, days, surchargeBp }) => [what, days, surchargeBp]),
    ).toEqual([
      ['misused', 20, 5_000],
      ['overdue', 10, 5_000],
      ['misused', 10, 5_000],
      ['overdue', 20, 3_000],
    ]);
    // the policy that spares the poor what is overdue spares nobody misuse; one of nothing, or an older contract, adds nothing
    const poor = {
      poor: [{ from: '2014-01-01' as PlainDate, isPoor: true }],
      policy: [{ from: START, value: { ...RUIJIN, poorHouseholds: 'exempt' as const } }],
    };
    expect(owed({ basis: misuse(poor), lent }, 30)).toBe(
      Math.round(worth(1_500_000 * 20 + 500_000 * 10, 0.5) + worth(1_000_000 * 10, 1.5)),
    );
    expect(owed({ basis: misuse({ isAgreed: false }), lent }, 30)).toBe(0);
    expect(
      owed(
        {
          basis: misuse({
            misuse: {
              ...misuse().misuse,
              policy: [{ from: START, value: { surchargeBp: 0, penaltyDays: 'actual/360', olderContracts: true } }],
            },
          }),
          lent,
        },
        30,
      ),
    ).toBe(owed({ lent }, 30));
  });

  it('equals the same worked out day by day with decimal.js, to the fen, whatever happens', () => {
    const days = fc.integer({ min: 0, max: 900 });
    const policies = fc.record({
      surchargeBp: fc.integer({ min: 0, max: 10_000 }),
      onInterest: fc.boolean(),
      poorHouseholds: fc.constantFrom('charged', 'agreedRate', 'exempt'),
      penaltyDays: fc.constantFrom('30/360', 'actual/365', 'actual/360'),
      olderContracts: fc.boolean(),
    });
    const histories = fc.record({
      amount: fc.integer({ min: 1, max: 5_000_000 }),
      annualRatePpm: fc.integer({ min: 0, max: 80_000 }),
      method: fc.constantFrom('equalInstalments', 'equalPrincipal', 'interestOnly', 'flat'),
      rounding: fc.constantFrom('halfUp', 'halfEven', 'down'),
      periodMonths: fc.constantFrom(1, 3, 6),
      periods: fc.integer({ min: 1, max: 6 }),
      repayments: fc.array(fc.record({ on: days.map(day), amountFen: fc.integer({ min: 1, max: 900_000 }) }), { maxLength: 5 }),
      rates: fc.uniqueArray(fc.record({ from: days.map(day), annualRatePpm: fc.integer({ min: 0, max: 80_000 }) }), {
        maxLength: 2,
        selector: ({ from }) => from,
      }),
      policy: fc.uniqueArray(fc.record({ from: days.map(day), value: fc.option(policies, { nil: undefined }) }), {
        maxLength: 4,
        selector: ({ from }) => from,
      }),
      poor: fc.uniqueArray(fc.record({ from: days.map(day), isPoor: fc.boolean() }), { maxLength: 3, selector: ({ from }) => from }),
      isAgreed: fc.boolean(),
      misuse: fc.option(
        fc.record({
          policy: fc.uniqueArray(
            fc.record({
              from: days.map(day),
              value: fc.record({
                surchargeBp: fc.constantFrom(0, 3_000, 5_000, 10_000),
                penaltyDays: fc.constantFrom('30/360', 'actual/365', 'actual/360'),
                olderContracts: fc.boolean(),
              }),
            }),
            { minLength: 1, maxLength: 2, selector: ({ from }) => from },
          ),
          found: fc.uniqueArray(fc.record({ from: days.map(day), isMisused: fc.boolean() }), {
            maxLength: 3,
            selector: ({ from }) => from,
          }),
        }),
        { nil: undefined },
      ),
      prepaid: fc.option(fc.record({ after: fc.integer({ min: 1, max: 25 }), shareBp: fc.integer({ min: 100, max: 5_000 }) })),
      until: days,
    });
    let [charged, misused] = [0, 0];
    fc.assert(
      fc.property(histories, ({ amount, repayments, rates, policy, poor, isAgreed, misuse, prepaid, until, ...agreed }) => {
        const terms = LoanTerms.parse({ ...agreed, dayCount: 'actual/360', drawings: [{ on: START, amountFen: amount }] });
        const prepayments: Prepayment[] = prepaid
          ? [{ on: day(prepaid.after), amountFen: Fen.parse(Math.ceil((amount * prepaid.shareBp) / 10_000)), effect: 'smallerInstalments' }]
          : [];
        fc.pre(amount > 100);
        const lines = loanSchedule(terms, { prepayments });
        const course = policy.map(({ from, value }) => ({ from, value: value && { ...value, paidOrder: 'penaltyLast' as const } }));
        const lent = { drawings: terms.drawings, prepayments };
        const overdue = { lines, repayments, annualRatePpm: terms.annualRatePpm, rateChanges: rates, lent };
        const ours = penaltyFen(
          penaltySpans({ ...overdue, basis: { isAgreed, policy: course, poor, ...(misuse ? { misuse } : {}) } }, day(until)),
          terms.rounding,
        );
        let sum = new Decimal(0);
        for (let n = 0; n < until; n += 1) {
          const of = <E extends { from: PlainDate }>(list: readonly E[]): E | undefined =>
            list
              .filter(({ from }) => from <= day(n))
              .toSorted((a, b) => daysBetween(b.from, a.from))
              .at(-1);
          const said = of(course)?.value;
          const isPoor = of(poor)?.isPoor ?? false;
          const known = said && (isAgreed || said.olderContracts) && !(isPoor && said.poorHouseholds === 'exempt') ? said : undefined;
          const other = of(misuse?.policy ?? [])?.value;
          const isMisused =
            (of(misuse?.found ?? [])?.isMisused ?? false) && other && other.surchargeBp > 0 && (isAgreed || other.olderContracts);
          if (!known && !isMisused) continue;
          const late1 = !known ? 0 : isPoor && known.poorHouseholds === 'agreedRate' ? 0 : known.surchargeBp;
          const surcharge = isMisused ? Math.max(late1, other.surchargeBp) : late1;
          const { open } = allocate(
            lines,
            repayments.filter(({ on }) => on <= day(n)),
          );
          const late = open.filter(({ dueOn }) => dueOn <= day(n));
          const base = late.reduce((all, one) => all + one.principalFen + (known?.onInterest ? one.interestFen : 0), 0);
          const annual = new Decimal(of(rates)?.annualRatePpm ?? terms.annualRatePpm).div(1e6);
          const add = (fen: number, factor: number, count: DayCount) => {
            const counted = interestDay(civilDay(day(n)) + 1, count) - interestDay(civilDay(day(n)), count);
            sum = sum.plus(
              annual
                .times(factor)
                .times(fen)
                .times(counted)
                .div(count === 'actual/365' ? 365 : 360),
            );
          };
          add(base, 1 + surcharge / 10_000, (known ?? other)!.penaltyDays);
          if (!isMisused) continue;
          const dueFen = lines.reduce((all, one) => all + (one.dueOn <= day(n) ? one.principalDueFen : 0), 0);
          const backFen = prepayments.reduce((all, one) => all + (one.on <= day(n) ? one.amountFen : 0), 0);
          const notDueFen = amount - backFen - dueFen;
          add(notDueFen, other.surchargeBp / 10_000, other.penaltyDays);
          if (notDueFen > 0) misused += 1;
        }
        const modes = { halfUp: Decimal.ROUND_HALF_UP, halfEven: Decimal.ROUND_HALF_EVEN, down: Decimal.ROUND_DOWN } as const;
        // days are added one by one: what is left of thirds must not decide about half a fen
        expect(ours).toBe(sum.toDecimalPlaces(9).toDecimalPlaces(0, modes[terms.rounding]).toNumber());
        if (ours > 0) charged += 1;
      }),
      { numRuns: process.env['DEEP'] ? 5_000 : 150, seed: 20030251 },
    );
    expect(charged).toBeGreaterThan(process.env['DEEP'] ? 800 : 20);
    expect(misused).toBeGreaterThan(process.env['DEEP'] ? 2_000 : 100);
  });
});
