import { z } from 'zod';
import { plainText } from './plain-text.js';
import { parsed, refused, type Parsed, type Problem } from './problem.js';

/** A telephone number in digits: a mobile number of 11, or area code and number (starting with 0) of 10 to 12. */
export const PhoneNumber = z
  .string()
  .regex(/^(1\d{10}|0\d{9,11})$/)
  .brand<'PhoneNumber'>();
export type PhoneNumber = z.infer<typeof PhoneNumber>;

export const PHONE_PROBLEM: Problem = {
  code: 'phone.form',
  zh: '电话号码不对：手机号应为11位且以1开头，固定电话应带区号。请核对后重新填写。',
  en: 'This is no telephone number: a mobile number has 11 digits and begins with 1, a fixed line needs its area code. Check it and enter it again.',
};

/** Reads 138 0000 0000, +86-138-0000-0000, 0797-2522110. */
export function parsePhone(text: string): Parsed<PhoneNumber> {
  const digits = plainText(text)
    .replace(/^(\+|00)86-?/, '')
    .replace(/[-()]/g, '');
  const result = PhoneNumber.safeParse(digits);
  return result.success ? parsed(result.data) : refused(PHONE_PROBLEM);
}
