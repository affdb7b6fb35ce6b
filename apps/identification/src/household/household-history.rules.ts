import type { HouseholdState } from './household-state.js';
import { differences, flatten, readableChanges, unflatten, type FieldChange } from './state-diff.js';

/** One row of the history. */
export interface HistoryVersion {
  version: number;
  change: string;
  validFrom: string;
  recordedAt: Date;
  accountName: string | null;
  reason: string | null;
  sourceDocument: string | null;
  state: HouseholdState;
}

export interface AsOf {
  /** Civil date: what held on that day. */
  validOn: string;
  /** Instant up to which knowledge counts. */
  knownUntil: Date;
}

export interface StateAsOf {
  state: HouseholdState;
  /** Newest version that contributed. */
  version: number;
  recordedAt: Date;
}

/**
 * What held on a day, as known at an instant. A version is a full state; what it changed holds from its `validFrom` on, so a
 * change recorded late is found on the days it is about, and one that begins later is not. Later knowledge of a field wins.
 *
 * @param history all versions, ascending
 * @returns undefined when the household was not registered then, or not known yet
 */
export function stateAsOf(history: readonly HistoryVersion[], { validOn, knownUntil }: AsOf): StateAsOf | undefined {
  const known = history.filter((row) => row.recordedAt.getTime() <= knownUntil.getTime());
  let leaves: Map<string, unknown> | undefined;
  let last: HistoryVersion | undefined;
  for (const [i, row] of known.entries()) {
    if (row.validFrom > validOn) continue;
    const before = known[i - 1];
    if (!leaves) {
      // the first version is the base; a later one cannot hold before the household did
      if (before) return undefined;
      leaves = flatten(row.state);
    } else if (before) {
      for (const [path, { after }] of differences(flatten(before.state), flatten(row.state))) {
        if (after === undefined) leaves.delete(path);
        else leaves.set(path, after);
      }
    }
    last = row;
  }
  return leaves && last && { state: unflatten(leaves), version: last.version, recordedAt: last.recordedAt };
}

export interface TimelineEntry extends Omit<HistoryVersion, 'state'> {
  fields: FieldChange[];
}

/** Newest first, with what each version changed. */
export function timelineOf(history: readonly HistoryVersion[]): TimelineEntry[] {
  return history
    .map(({ state, ...row }, i): TimelineEntry => {
      const before = history[i - 1];
      return { ...row, fields: before ? readableChanges(before.state, state) : [] };
    })
    .reverse();
}
