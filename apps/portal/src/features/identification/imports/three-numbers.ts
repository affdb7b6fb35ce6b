import type { ImportCounts } from '../../../api/identification/imports.js';

/** Nothing is counted before the file is checked. */
export function isCounted(counts: ImportCounts): boolean {
  return counts.rows !== undefined;
}

/** What enters the register: households it does not know. With unchanged, refused and waiting they make up every household of the file. */
export function takenOf(counts: ImportCounts): number {
  return counts.householdsNew ?? 0;
}
