import type { ImportCounts } from '../../../api/identification/imports.js';

/** Taken = new + changed; with unchanged and refused they make up every household of the file. */
export function takenOf(counts: ImportCounts): number {
  return counts.householdsNew + counts.householdsChanged;
}
