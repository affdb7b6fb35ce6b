import { grouped } from '../grouped.js';

/** Something a batch pays or is to pay, under the cap of what it is paid by. */
export interface Capped {
  readonly causeId: string;
  readonly householdId: string;
  readonly amountFen: number;
  /** Scheme. */
  readonly of: string;
  /** No more than this in one batch, in fen. */
  readonly capFen: number;
}

/**
 * What of a household's still goes into a batch, the oldest first: of one scheme up to its cap, of several together up to the greatest of
 * their caps. The same whatever the order of the rows.
 */
export function fitting(there: readonly Capped[], waiting: readonly Capped[]): ReadonlySet<string> {
  const fits = new Set<string>();
  const before = grouped(there, ({ householdId }) => householdId);
  for (const [householdId, own] of grouped(waiting, (one) => one.householdId)) {
    const held = [...(before.get(householdId) ?? [])];
    for (const one of own.toSorted((a, b) => (a.causeId < b.causeId ? -1 : 1))) {
      if (isOver([...held, one])) continue;
      held.push(one);
      fits.add(one.causeId);
    }
  }
  return fits;
}

/** The same as the database's `payment_batch_over_cap`, of one household. */
export function isOver(held: readonly Capped[]): boolean {
  const sum = (rows: readonly Capped[]): number => rows.reduce((total, { amountFen }) => total + amountFen, 0);
  return (
    sum(held) > Math.max(...held.map(({ capFen }) => capFen)) ||
    [...grouped(held, (one) => one.of).values()].some((own) => sum(own) > (own[0] as Capped).capFen)
  );
}
