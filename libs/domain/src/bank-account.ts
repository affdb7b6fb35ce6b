import { z } from 'zod';
import { plainText } from './plain-text.js';
import { parsed, refused, type Parsed, type Problem } from './problem.js';

/** A bank account or card number: 12 to 19 digits. */
export const BankAccount = z
  .string()
  .regex(/^\d{12,19}$/)
  .brand<'BankAccount'>();
export type BankAccount = z.infer<typeof BankAccount>;

export const BANK_ACCOUNT_PROBLEMS = {
  form: {
    code: 'bank-account.form',
    zh: '银行账号应为12至19位数字。若显示为科学计数法，请把该列设为文本后重新填写。',
    en: 'A bank account has 12 to 19 digits. If the cell shows an exponent, format the column as text and enter it again.',
  },
  luhn: {
    code: 'bank-account.luhn',
    zh: '银行卡号校验位不符，可能填错一位；存折账号可忽略。请对照银行卡核对。',
    en: 'The check digit of a bank card does not fit: one digit may be wrong. Passbook accounts may ignore this. Compare it with the card.',
  },
} as const satisfies Record<string, Problem>;

/** Card numbers carry a Luhn check digit, passbook accounts need not: a failure is a warning beside the value, never a refusal. */
export function parseBankAccount(text: string): Parsed<{ account: BankAccount; warning?: Problem }> {
  const result = BankAccount.safeParse(plainText(text).replace(/-/g, ''));
  if (!result.success) return refused(BANK_ACCOUNT_PROBLEMS.form);
  return parsed(passesLuhn(result.data) ? { account: result.data } : { account: result.data, warning: BANK_ACCOUNT_PROBLEMS.luhn });
}

/** ISO/IEC 7812: every second digit from the right doubled, sum of digits divisible by ten. */
export function passesLuhn(digits: string): boolean {
  let sum = 0;
  for (let i = 0; i < digits.length; i += 1) {
    const digit = digits.charCodeAt(digits.length - 1 - i) - 48;
    const weighted = i % 2 === 1 ? digit * 2 : digit;
    sum += weighted > 9 ? weighted - 9 : weighted;
  }
  return sum % 10 === 0;
}
