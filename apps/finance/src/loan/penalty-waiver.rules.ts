import { waiverAskers } from './lifecycle/needs.js';
import type { LoanFacts } from './lifecycle/loan-facts.js';

/** What a clerk of the bank has asked for and another may grant. */
export interface WaiverAsked {
  /** Null: all that is owed on the day of granting. */
  readonly askedFen: number | null;
  /** Not more than was asked for, nor than is owed. */
  readonly grantableFen: number;
}

/** The last word about what is owed now; undefined where nobody has asked. */
export function waiverOf(facts: Pick<LoanFacts, 'did' | 'penaltyOwedFen'>): WaiverAsked | null {
  const last = waiverAskers(facts).at(-1);
  if (!last) return null;
  const askedFen = last.askedFen ?? null;
  return { askedFen, grantableFen: Math.min(askedFen ?? facts.penaltyOwedFen, facts.penaltyOwedFen) };
}
