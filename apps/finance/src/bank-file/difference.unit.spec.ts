import { splitRepayment, type Position } from '../loan/repayment.rules.js';
import { explainInterest } from './difference.rules.js';

const position: Position = {
  terms: {
    drawings: [{ on: '2016-06-15' as never, amountFen: 3_000_000 as never }],
    ...{ annualRatePpm: 47_500, method: 'equalPrincipal', dayCount: 'actual/360', rounding: 'halfUp', periodMonths: 3, periods: 12 },
    ...{ principalGracePeriods: 0, interestGracePeriods: 0 },
  },
  events: {},
  linesPaidFen: 0,
};
const first = { on: '2016-09-15' as never, amountFen: 286_417, effect: 'fewerInstalments' as const };
const ours = (of: Position, row: typeof first): number => splitRepayment(of, row.on, row.amountFen, row.effect)!.interestFen;

describe("a bank's interest beside ours", () => {
  const interest = ours(position, first);

  it('is the same, and nothing is said', () => {
    expect(explainInterest(position, { ...first, interestFen: interest }, interest)).toBeUndefined();
  });

  it('was counted over 365 days, also after a line that was paid before', () => {
    const at365 = { ...position, terms: { ...position.terms, dayCount: 'actual/365' as const } };
    const theirs = ours(at365, first);
    expect(explainInterest(position, { ...first, interestFen: theirs }, interest)).toEqual({ cause: 'dayCount', fen: theirs - interest });
    const second = { ...first, on: '2016-12-15' as never, amountFen: 282_000 };
    const paid = { ...position, linesPaidFen: 250_000 + interest };
    const paidAt365 = { ...at365, linesPaidFen: 250_000 + theirs };
    const [mine, bank] = [ours(paid, second), ours(paidAt365, second)];
    expect(explainInterest(paid, { ...second, interestFen: bank }, mine)).toEqual({ cause: 'dayCount', fen: bank - mine });
  });

  it('leaves a change of the rate out', () => {
    const changed = { ...position, events: { rateChanges: [{ from: '2016-07-15' as never, annualRatePpm: 40_000 }] } };
    const mine = ours(changed, first);
    expect(explainInterest(changed, { ...first, interestFen: interest }, mine)).toEqual({ cause: 'rateChanges', fen: interest - mine });
  });

  it('is nothing, everything, off by a fen, or not to be explained', () => {
    const cause = (interestFen: number) => explainInterest(position, { ...first, interestFen }, interest)?.cause;
    expect([0, first.amountFen, interest - 1, interest - 4_321].map(cause)).toEqual([
      'allPrincipal',
      'allInterest',
      'rounding',
      'unexplained',
    ]);
  });
});
