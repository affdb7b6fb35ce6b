import { z } from 'zod';
import { formatHundredths, parseHundredths } from './hundredths.js';

/** An amount of money in fen (0.01 yuan), a whole number; negative where something is owed. */
export const Fen = z.int().brand<'Fen'>();
export type Fen = z.infer<typeof Fen>;

export const ZERO_FEN = 0 as Fen;

/** `'1234.5'` → `123450`. Exact; undefined for text that is no amount or has more than two decimals. */
export function yuanToFen(text: string): Fen | undefined {
  return parseHundredths(text) as Fen | undefined;
}

/** `123450` → `1,234.50`. */
export function formatYuan(fen: Fen): string {
  return formatHundredths(fen, true);
}

/** `123450` → `1234.50`: for spreadsheets and files, without separators. */
export function plainYuan(fen: Fen): string {
  return formatHundredths(fen);
}

/** Sum of amounts; throws a RangeError beyond what a whole number holds exactly. */
export function sumFen(amounts: Iterable<Fen>): Fen {
  let sum = 0;
  for (const amount of amounts) sum += amount;
  if (!Number.isSafeInteger(sum)) throw new RangeError('sum of amounts is not exact any more');
  return sum as Fen;
}

/** An amount divided by a positive whole number, rounded half away from zero to the fen. */
export function divideFen(amount: Fen, by: number): Fen {
  if (!Number.isSafeInteger(by) || by <= 0) throw new RangeError('divisor must be a positive whole number');
  const size = Math.abs(amount);
  const rest = size % by;
  const quotient = (size - rest) / by + (rest >= by - rest ? 1 : 0);
  return (amount < 0 && quotient !== 0 ? -quotient : quotient) as Fen;
}
