/**
 * How numbers appear on pages of the register. A page shows the date of birth, so the usual mask (first six and last four) would
 * give the whole ID number away: only the place of first registration stays, 500 numbers remain possible.
 */
export const maskIdNumber = (idNumber18: string): string => `${idNumber18.slice(0, 6)}${'*'.repeat(12)}`;

/** `138****0000`; shorter numbers keep their last two digits. */
export const maskPhone = (phone: string): string =>
  phone.length >= 11 ? `${phone.slice(0, 3)}${'*'.repeat(phone.length - 7)}${phone.slice(-4)}` : `${'*'.repeat(Math.max(phone.length - 2, 2))}${phone.slice(-2)}`;

/** The last four digits. */
export const maskBankAccount = (account: string): string => `${'*'.repeat(4)}${account.slice(-4)}`;
