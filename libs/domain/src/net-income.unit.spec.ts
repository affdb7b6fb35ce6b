import fc from 'fast-check';
import { TransferItems } from './income-item.js';
import type { Fen } from './money.js';
import { netIncome } from './net-income.js';

const fen = (n: number): Fen => n as Fen;
const none = { wage: fen(0), business: fen(0), property: fen(0), transfers: {}, businessExpense: fen(0) };
const amount = fc.integer({ min: 0, max: 100_000_000 }).map(fen);

describe('netIncome', () => {
  it('follows the formula', () => {
    const income = {
      wage: fen(800_000),
      business: fen(300_000),
      property: fen(10_000),
      transfers: { livingAllowance: fen(240_000), pension: fen(96_000) },
      businessExpense: fen(120_000),
    };
    expect(netIncome(income, 4, ['livingAllowance'])).toEqual({ transfer: 240_000, net: 1_230_000, netPerPerson: 307_500 });
    expect(netIncome(income, 4, ['livingAllowance', 'pension'])).toEqual({ transfer: 336_000, net: 1_326_000, netPerPerson: 331_500 });
  });

  it('may be negative, and rounds half a fen away from zero', () => {
    expect(netIncome({ ...none, businessExpense: fen(5) }, 2, [])).toEqual({ transfer: 0, net: -5, netPerPerson: -3 });
  });

  it('refuses a household without members', () => {
    expect(() => netIncome(none, 0, [])).toThrow(RangeError);
  });

  it('counts each transfer item exactly when the parameter names it, also when named twice', () => {
    fc.assert(
      fc.property(fc.constantFrom(...TransferItems.codes), amount, fc.subarray([...TransferItems.codes]), (item, value, counted) => {
        const { transfer } = netIncome({ ...none, transfers: { [item]: value } }, 1, [...counted, ...counted]);
        expect(transfer).toBe(counted.includes(item) ? value : 0);
      }),
    );
  });

  it('per person times members is the net income to within half a fen a member', () => {
    fc.assert(
      fc.property(amount, amount, amount, fc.integer({ min: 1, max: 15 }), (wage, business, businessExpense, members) => {
        const { net, netPerPerson } = netIncome({ ...none, wage, business, businessExpense }, members, []);
        expect(Math.abs(netPerPerson * members - net) * 2).toBeLessThanOrEqual(members);
      }),
    );
  });
});
