import { z } from 'zod';

/** GB 32100-2015: 18 characters without I, O, S, V and Z, the last one a check character with weights 3^i modulo 31. */
const ALPHABET = '0123456789ABCDEFGHJKLMNPQRTUWXY';
const LENGTH = 18;

export function checkCharacter(first17: string): string | undefined {
  let [sum, weight] = [0, 1];
  for (const character of first17) {
    const value = ALPHABET.indexOf(character);
    if (value < 0) return undefined;
    sum += value * weight;
    weight = (weight * 3) % 31;
  }
  return ALPHABET[(31 - (sum % 31)) % 31];
}

export const isCreditCode = (code: string): boolean =>
  code.length === LENGTH && checkCharacter(code.slice(0, LENGTH - 1)) === code[LENGTH - 1];

/** As it is typed: small letters and blanks between groups are let in. */
export const CreditCode = z
  .string()
  .max(40)
  .transform((text) => text.replace(/\s/g, '').toUpperCase());
export type CreditCode = z.infer<typeof CreditCode>;
