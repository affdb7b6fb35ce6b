import type { PolicyValue } from '@jingzhun/policy';

/**
 * The most months an extension may add: by the term of the contract, and by the product where it says so. Pure.
 *
 * General Rules on Loans, article 12: a loan of up to a year by at most its own term, of up to five years by at most half of it, a
 * longer one by at most three years; whole months, a part of one is left out.
 */
export function mostExtensionMonths(months: number, rule: PolicyValue<'loan.extension'>, ofProduct?: number): number {
  const { shortTermMonths, shortTermShareBp, mediumTermMonths, mediumTermShareBp, longTermMostMonths } = rule;
  const share = (bp: number): number => Math.floor((months * bp) / 10_000);
  const byTerm =
    months <= shortTermMonths ? share(shortTermShareBp) : months <= mediumTermMonths ? share(mediumTermShareBp) : longTermMostMonths;
  return Math.min(byTerm, ofProduct ?? byTerm);
}
