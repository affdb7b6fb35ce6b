import { z } from 'zod';

/** Where a household stands in a round. */
export const UnitState = z.enum(['due', 'away', 'refused', 'visited', 'confirmed', 'folded']);
export type UnitState = z.infer<typeof UnitState>;

export const VisitOutcome = z.enum(['met', 'away', 'refused']);
export type VisitOutcome = z.infer<typeof VisitOutcome>;

/** What happened to a household so far, in whatever order it was told. */
export interface UnitFacts {
  /** Version of the answers; 0: nobody has answered yet. */
  version: number;
  /** Version of the answers the household has signed; null: none. */
  signedVersion: number | null;
  visits: readonly { outcome: VisitOutcome; visitedAt: Date }[];
  foldedInto: string | null;
}

/**
 * The state follows from the facts and not from their order of arrival: answers weigh more than a refusal, a later visit without
 * answers more than an earlier one, and a signature counts for the answers it was given for, no others.
 */
export function stateOf({ version, signedVersion, visits, foldedInto }: UnitFacts): UnitState {
  if (foldedInto !== null) return 'folded';
  if (version > 0 && signedVersion === version) return 'confirmed';
  const [last] = [...visits].sort(weightiestFirst);
  if (version > 0 || last?.outcome === 'met') return 'visited';
  return last?.outcome ?? 'due';
}

type Visit = UnitFacts['visits'][number];

const weightiestFirst = (a: Visit, b: Visit): number =>
  Number(b.outcome === 'met') - Number(a.outcome === 'met') ||
  b.visitedAt.getTime() - a.visitedAt.getTime() ||
  (a.outcome < b.outcome ? 1 : -1);
