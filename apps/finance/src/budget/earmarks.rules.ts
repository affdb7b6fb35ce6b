import type { PolicyKey } from '@jingzhun/policy';
import type { BudgetYear, FundPurpose } from './budget.dto.js';

/** Money of a year that is set aside for one purpose, and the parameter that says how much. */
export const EARMARKS = [
  { purpose: 'eCommerce', key: 'budget.eCommerce.yearlyFen' },
  { purpose: 'organisation', key: 'budget.organisation.yearlyFen' },
] as const satisfies readonly { purpose: FundPurpose; key: PolicyKey }[];

export type Earmark = BudgetYear['earmarks'][number];

/** @param requiredFen null: no document says how much for that year */
export const earmark = (purpose: Earmark['purpose'], requiredFen: number | null, providedFen: number): Earmark => ({
  ...{ purpose, requiredFen, providedFen },
  isMet: requiredFen === null ? null : providedFen >= requiredFen,
});
