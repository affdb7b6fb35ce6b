/** One year of the budget as it is recorded. */
export interface RecordedYear {
  year: number;
  capacityFen: number | null;
  providedFen: number;
  shareBp: number;
}

export interface ShareRule {
  newCapacityFen: number | null;
  requiredFen: number | null;
  isMet: boolean | null;
  missing: number[];
}

/**
 * 15 % of each year's new fiscal capacity goes to poverty alleviation (article; domain.md 8.3): required are `share` of what the
 * capacity grew by; a capacity that shrank asks for nothing. Without both years nothing can be said.
 */
export function shareRule(year: RecordedYear, before: { capacityFen: number | null }): ShareRule {
  const missing = [...(before.capacityFen === null ? [year.year - 1] : []), ...(year.capacityFen === null ? [year.year] : [])];
  if (year.capacityFen === null || before.capacityFen === null) return { newCapacityFen: null, requiredFen: null, isMet: null, missing };
  const newCapacityFen = year.capacityFen - before.capacityFen;
  // whole fen, up: a share that is not reached to the fen is not reached
  const requiredFen = Number((BigInt(Math.max(newCapacityFen, 0)) * BigInt(year.shareBp) + 9_999n) / 10_000n);
  return { newCapacityFen, requiredFen, isMet: year.providedFen >= requiredFen, missing };
}
