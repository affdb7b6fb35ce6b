/**
 * How a loss is shared. Whole fen: the fund's part is rounded down and worked out from the sums, never from the last piece, so that
 * nothing drifts however often a little comes back. Bank + fund + household = loss, always.
 */
const part = (of: number, numerator: number, denominator: number): number => Number((BigInt(of) * BigInt(numerator)) / BigInt(denominator));

/** What the fund pays for a loss: its share, and never more than it has. */
export const compensationOf = (lossFen: number, shareBp: number, balanceFen: number): number =>
  Math.min(part(lossFen, shareBp, 10_000), balanceFen);

/** What of everything recovered so far belongs to the fund. */
export const fundPartOf = (recoveredFen: number, lossFen: number, compensationFen: number): number =>
  lossFen === 0 ? 0 : part(recoveredFen, compensationFen, lossFen);
