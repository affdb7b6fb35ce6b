import { z } from 'zod';
import { formatHundredths, parseHundredths } from './hundredths.js';

/** Land in 0.01 mu (1 mu = 1/15 hectare). */
export const CentiMu = z.int().nonnegative().brand<'CentiMu'>();
export type CentiMu = z.infer<typeof CentiMu>;

/** Housing in 0.01 m². */
export const CentiSquareMetre = z.int().nonnegative().brand<'CentiSquareMetre'>();
export type CentiSquareMetre = z.infer<typeof CentiSquareMetre>;

const notNegative = (hundredths: number | undefined): number | undefined =>
  hundredths === undefined || hundredths < 0 ? undefined : hundredths;

/** `'3.5'` mu → `350`. */
export function parseMu(text: string): CentiMu | undefined {
  return notNegative(parseHundredths(text)) as CentiMu | undefined;
}

/** `'80.25'` m² → `8025`. */
export function parseSquareMetres(text: string): CentiSquareMetre | undefined {
  return notNegative(parseHundredths(text)) as CentiSquareMetre | undefined;
}

/** `350` → `3.50`; the unit is the column's or label's to say. */
export function formatArea(area: CentiMu | CentiSquareMetre): string {
  return formatHundredths(area);
}
