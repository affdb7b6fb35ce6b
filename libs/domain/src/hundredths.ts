import { plainText } from './plain-text.js';

/**
 * A decimal number as a whole number of hundredths, exact: no float is involved. Accepts a sign, thousands separators and trailing
 * zeros; undefined for a third significant decimal, an exponent, or more than a safe integer holds.
 */
export function parseHundredths(text: string): number | undefined {
  const match = /^([+-]?)(\d+|\d{1,3}(?:,\d{3})+)(?:\.(\d*))?$/.exec(plainText(text));
  if (!match) return undefined;
  const decimals = (match[3] ?? '').replace(/0+$/, '');
  if (decimals.length > 2) return undefined;
  const hundredths = Number(match[2]!.replaceAll(',', '') + decimals.padEnd(2, '0'));
  if (!Number.isSafeInteger(hundredths)) return undefined;
  return match[1] === '-' && hundredths !== 0 ? -hundredths : hundredths;
}

/** `1234567` → `12345.67`; with `grouping` `12,345.67`. */
export function formatHundredths(hundredths: number, grouping = false): string {
  const digits = String(Math.abs(hundredths)).padStart(3, '0');
  const whole = digits.slice(0, -2);
  return `${hundredths < 0 ? '-' : ''}${grouping ? whole.replace(/\B(?=(\d{3})+$)/g, ',') : whole}.${digits.slice(-2)}`;
}
