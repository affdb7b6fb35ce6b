/** What a quarter of a loan was granted so far: all grants without what was cut again. */
export interface GrantedSoFar {
  readonly netFen: number;
  readonly claimedFen: number;
  readonly ourFen: number;
  /** The household has paid the interest that fell due. */
  readonly isPaid: boolean;
}

/** What makes a quarter right that was granted on other books: more is paid, or what was too much is cut. At most one of them. Pure. */
export function correctionOf({ netFen, claimedFen, ourFen, isPaid }: GrantedSoFar): { grantedFen: number; cutFen: number } {
  const rightFen = isPaid ? Math.min(claimedFen, ourFen) : 0;
  return { grantedFen: Math.max(rightFen - netFen, 0), cutFen: Math.max(netFen - rightFen, 0) };
}

/**
 * What each household has had too much, set off against what it is granted now, line by line until one of both is used up. What is left
 * waits for its next interest subsidy. Pure.
 *
 * @returns by line, where there is something
 */
export function setOffs(
  lines: readonly { readonly id: string; readonly householdId: string; readonly grantedFen: number }[],
  tooMuch: ReadonlyMap<string, number>,
): Map<string, number> {
  const left = new Map(tooMuch);
  const taken = new Map<string, number>();
  for (const { id, householdId, grantedFen } of lines) {
    const fen = Math.min(grantedFen, left.get(householdId) ?? 0);
    if (fen <= 0) continue;
    taken.set(id, fen);
    left.set(householdId, (left.get(householdId) ?? 0) - fen);
  }
  return taken;
}

/** A state of a line, and how it leaves it. The trigger of the table knows the same pairs; a way that asks for something says so. */
export const LINE_WAYS = [
  ['open', 'granted', 'approve'],
  ['open', 'settled', 'approve'],
  ['open', 'refused', 'approve or refuse'],
  ['granted', 'taken', 'into a batch'],
  ['granted', 'givenUp', 'give up'],
  ['taken', 'granted', 'out of the batch'],
  ['taken', 'paid', 'answer of the bank'],
  ['taken', 'returned', 'answer of the bank'],
  ['taken', 'givenUp', 'give up'],
  ['returned', 'paid', 'sent again'],
  ['returned', 'returned', 'sent again'],
  ['returned', 'givenUp', 'give up'],
  ['paid', 'returned', 'answer of the bank'],
  ['settled', 'givenUp', 'end of its grant'],
] as const;

/**
 * Cuts end with the grant that was given up when more would be cut than is granted for the quarter, and while all of them are still with
 * the household. Else they stand: they are right beside what else was granted, or the quarter is claimed again. Pure.
 *
 * @param restFen what other grants of the quarter stand
 */
export const endsCuts = (cutFen: number, overpaidFen: number, restFen: number): boolean => cutFen > restFen && cutFen <= overpaidFen;
