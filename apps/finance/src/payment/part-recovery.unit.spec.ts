import fc from 'fast-check';
import type { Refusal } from '@jingzhun/domain/refusal';
import type { PlainDate } from '@jingzhun/domain/plain-date';
import { assertPart, type PaidInPart, type PartsBack } from './part-recovery.rules.js';

const day = (text: string): PlainDate => text as PlainDate;
const paid: PaidInPart = { state: 'paid', paidOn: day('2016-06-10'), amountFen: 200_000, recoveredFen: 50_000 };
const code = (of: PaidInPart, parts: PartsBack, amountFen: number, on = '2016-06-12'): string => {
  try {
    assertPart(of, parts, amountFen, day(on), day('2016-06-15'));
    return 'may';
  } catch (error) {
    return (error as Refusal).code;
  }
};

describe('a part of a payment', () => {
  it.each([
    ['up to what is left', paid, 'all', 150_000, '2016-06-12', 'may'],
    ['a fen more', paid, 'all', 150_001, '2016-06-12', 'payment.part-too-much'],
    ['all of a subsidy', paid, 'notAll', 150_000, '2016-06-12', 'payment.part-is-all'],
    ['most of a subsidy', paid, 'notAll', 149_999, '2016-06-12', 'may'],
    ['of interest subsidy', paid, 'none', 1, '2016-06-12', 'payment.part-not-of-this-kind'],
    ['on the day it was credited', paid, 'all', 1, '2016-06-10', 'may'],
    ['before it was credited', paid, 'all', 1, '2016-06-09', 'payment.part-before-payment'],
    ['tomorrow', paid, 'all', 1, '2016-06-16', 'payment.part-in-future'],
    ['of one that came back', { ...paid, state: 'returned', paidOn: null }, 'all', 1, '2016-06-12', 'payment.part-not-paid'],
    ['of one taken back whole', { ...paid, state: 'recovered' }, 'all', 1, '2016-06-12', 'payment.part-not-paid'],
  ] as const)('%s', (_, of, parts, amountFen, on, expected) => {
    expect(code(of, parts, amountFen, on)).toBe(expected);
  });

  it('whatever is asked for, in whatever order: together never more than the payment', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 1_000_000 }),
        fc.array(fc.integer({ min: 1, max: 400_000 }), { maxLength: 12 }),
        (amountFen, asked) => {
          let recoveredFen = 0;
          for (const part of asked) if (code({ ...paid, amountFen, recoveredFen }, 'all', part) === 'may') recoveredFen += part;
          expect(recoveredFen).toBeLessThanOrEqual(amountFen);
          // nothing that fits is refused
          const left = amountFen - recoveredFen;
          expect(code({ ...paid, amountFen, recoveredFen }, 'all', left + 1)).toBe('payment.part-too-much');
          if (left > 0) expect(code({ ...paid, amountFen, recoveredFen }, 'all', left)).toBe('may');
        },
      ),
      { seed: 20161128, numRuns: process.env['DEEP'] ? 10_000 : 300 },
    );
  });
});
