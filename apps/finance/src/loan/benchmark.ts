import type { PolicySnapshot } from '@jingzhun/policy';

/** Most a contract of this term may bear a year, in millionths. */
export const benchmarkOf = (months: number, policy: PolicySnapshot): number => {
  const { oneYearPpm, fiveYearsPpm, aboveFiveYearsPpm = fiveYearsPpm } = policy.value('loan.benchmarkRates');
  if (months <= 12) return oneYearPpm;
  return months <= 60 ? fiveYearsPpm : aboveFiveYearsPpm;
};
