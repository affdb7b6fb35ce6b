import fc from 'fast-check';
import { addDays, type PlainDate } from '@jingzhun/domain/plain-date';
import { allocate, arrearsOn, bucketOf } from './arrears.js';
import { loanSchedule } from './loan-schedule.js';
import { LoanTerms } from './loan-terms.js';

const date = (text: string): PlainDate => text as PlainDate;
const lines = loanSchedule(
  LoanTerms.parse({
    drawings: [{ on: '2016-03-18', amountFen: 1_200_000 }],
    annualRatePpm: 48_000,
    method: 'equalPrincipal',
    dayCount: '30/360',
    rounding: 'halfUp',
    periodMonths: 3,
    periods: 4,
  }),
);

describe('repayments', () => {
  it('pay the oldest line first, and in it the interest', () => {
    const { open, leftOverFen } = allocate(lines, [
      { on: date('2016-06-18'), amountFen: 314_400 },
      { on: date('2016-09-20'), amountFen: 10_000 },
    ]);
    expect(open[0]).toEqual({ number: 1, dueOn: '2016-06-18', principalFen: 0, interestFen: 0, settledOn: '2016-06-18' });
    expect(open[1]).toMatchObject({ interestFen: 800, principalFen: 300_000 });
    expect(leftOverFen).toBe(0);
  });

  it('that are too much are left over', () => {
    expect(allocate(lines, [{ on: date('2017-03-18'), amountFen: 2_000_000 }]).leftOverFen).toBe(2_000_000 - 1_200_000 - 36_000);
  });

  it('come in whatever order, nothing of them is lost or invented', () => {
    const repayments = fc.array(fc.record({ on: fc.integer({ min: 0, max: 500 }), amountFen: fc.integer({ min: 1, max: 500_000 }) }), {
      maxLength: 8,
    });
    fc.assert(
      fc.property(repayments, fc.integer(), (drawn, seed) => {
        const paid = drawn.map(({ on, amountFen }) => ({ on: addDays(date('2016-03-18'), on), amountFen }));
        const result = allocate(lines, paid);
        const stillOpen = result.open.reduce((sum, line) => sum + line.principalFen + line.interestFen, 0);
        const total = lines.reduce((sum, line) => sum + line.principalDueFen + line.interestDueFen, 0);
        expect(total - stillOpen + result.leftOverFen).toBe(paid.reduce((sum, { amountFen }) => sum + amountFen, 0));
        const turned = seed % 2 === 0 ? paid.toReversed() : [...paid.slice(1), ...paid.slice(0, 1)];
        expect(allocate(lines, turned)).toEqual(result);
      }),
    );
  });
});

describe('arrears', () => {
  it('begin the day after the due date and count from it', () => {
    const { open } = allocate(lines, []);
    expect(arrearsOn(open, date('2016-06-18'))).toEqual({ since: undefined, days: 0, principalFen: 0, interestFen: 0 });
    expect(arrearsOn(open, date('2016-06-19'))).toEqual({ since: '2016-06-18', days: 1, principalFen: 300_000, interestFen: 14_400 });
    expect(arrearsOn(open, date('2016-10-18'))).toMatchObject({ since: '2016-06-18', days: 122, principalFen: 600_000 });
  });

  it('end with what was paid late', () => {
    const { open } = allocate(lines, [{ on: date('2016-07-01'), amountFen: 314_400 }]);
    expect(arrearsOn(open, date('2016-07-01')).days).toBe(0);
  });

  it.each([
    [0, 0],
    [1, 1],
    [30, 1],
    [31, 2],
    [180, 3],
    [181, 4],
  ])('of %i days are in bucket %i', (days, bucket) => {
    expect(bucketOf(days, [30, 90, 180])).toBe(bucket);
  });
});
