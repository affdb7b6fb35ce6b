import { decimalSchedule } from '../../apps/finance/test/decimal-schedule.js';
import { scheduleLines } from '../../apps/finance/src/loan-schedule/loan-schedule.js';
import { LoanTerms, RepaymentMethod } from '../../apps/finance/src/loan-schedule/loan-terms.js';
import { interleave, ratios } from './interleave.js';
import type { Benchmark } from './main.js';
import { resultOf } from './result.js';

const LOANS = 1_000;

/** Loans of a county: up to 50,000 yuan, three years, every method and day count, instalments by month and by quarter. */
const loans = Array.from({ length: LOANS }, (_, index) =>
  LoanTerms.parse({
    drawings: [
      {
        on: `2016-${String((index % 12) + 1).padStart(2, '0')}-${String((index % 28) + 1).padStart(2, '0')}`,
        amountFen: 1_000_000 + index * 4_001,
      },
    ],
    annualRatePpm: 43_500 + (index % 9) * 500,
    method: RepaymentMethod.options[index % 4],
    dayCount: (['30/360', 'actual/365', 'actual/360'] as const)[index % 3],
    rounding: 'halfUp',
    periodMonths: index % 2 === 0 ? 1 : 3,
    periods: index % 2 === 0 ? 36 : 12,
    principalGracePeriods: index % 5 === 0 ? 4 : 0,
  }),
);

const loanSchedules: Benchmark = {
  name: 'Finance: loan schedules',
  async run({ rounds }) {
    const timings = await interleave(
      [
        { name: 'whole numbers', run: () => repeat(20, scheduleLines) },
        { name: 'decimal.js', run: () => repeat(1, decimalSchedule) },
      ],
      rounds,
    );
    return [
      resultOf('loan schedules as whole numbers', 'the same schedules with decimal.js', ratios(timings, 'decimal.js', 'whole numbers'), 30),
    ];
  },
};
export default loanSchedules;

/** @returns seconds of one pass over all loans */
async function repeat(times: number, schedule: (terms: LoanTerms) => readonly unknown[]): Promise<{ seconds: number }> {
  const started = performance.now();
  let lines = 0;
  for (let pass = 0; pass < times; pass += 1) for (const terms of loans) lines += schedule(terms).length;
  if (lines === 0) throw new Error('no schedule was made');
  return Promise.resolve({ seconds: (performance.now() - started) / 1_000 / times });
}
