import { containsArea, type DivisionPrefix } from '@jingzhun/domain/division-code';
import type { PlainDate } from '@jingzhun/domain/plain-date';
import type { PolicyKey } from './policy-keys.js';

/** What decides which of several values applies. */
export interface Dated {
  readonly key: PolicyKey;
  readonly regionCode: DivisionPrefix;
  readonly effectiveFrom: PlainDate;
  readonly effectiveTo: PlainDate | null;
  /** Order of recording; a later word on the same day and region replaces an earlier one. */
  readonly recorded: number;
}

/**
 * The value that applies on a day in a region: the nearest region that says anything wins (village, township, county), and within
 * it what was recorded last. Values are never overwritten, so the same question about the past keeps its answer's row.
 */
export function resolveParameter<P extends Dated>(
  parameters: readonly P[],
  key: PolicyKey,
  on: PlainDate,
  region: DivisionPrefix,
): P | undefined {
  let best: P | undefined;
  for (const candidate of parameters) {
    if (candidate.key !== key || on < candidate.effectiveFrom) continue;
    if (candidate.effectiveTo !== null && on >= candidate.effectiveTo) continue;
    if (!containsArea(candidate.regionCode, region)) continue;
    if (!best || precedes(candidate, best)) best = candidate;
  }
  return best;
}

function precedes(a: Dated, b: Dated): boolean {
  return a.regionCode.length === b.regionCode.length ? a.recorded > b.recorded : a.regionCode.length > b.regionCode.length;
}
