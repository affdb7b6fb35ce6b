import type { DisabilityGrade, DisabilityType } from './disability.js';
import { compareDates, plainDate, type PlainDate } from './plain-date.js';
import { plainText } from './plain-text.js';
import { parsed, refused, type Parsed, type Problem } from './problem.js';
import type { Sex } from './sex.js';

/** What an identity number says. */
export interface IdNumber {
  /** `citizen` 18 digits; `citizen15` the old form; `disability` a certificate number of 20 or 22 characters. */
  readonly kind: 'citizen' | 'citizen15' | 'disability';
  /** The 18 characters that identify the person, X in upper case. */
  readonly idNumber18: string;
  /** As given, without spaces, upper case; equals `idNumber18` for `citizen`. */
  readonly given: string;
  readonly birthDate: PlainDate;
  readonly sex: Sex;
  readonly disability?: { readonly type: DisabilityType; readonly grade: DisabilityGrade };
}

const WEIGHTS = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2] as const;
const CHECK_CHARACTERS = '10X98765432';

const problem = (code: string, zh: string, en: string): Problem => ({ code: `id-number.${code}`, zh, en });

/** Every reason why a text is no identity number. */
export const ID_NUMBER_PROBLEMS = {
  empty: problem(
    'empty',
    '证件号码未填写。请填写身份证号码或残疾证号码。',
    'The document number is empty. Enter the citizen ID or disability certificate number.',
  ),
  length: problem(
    'length',
    '证件号码的位数不对：身份证18位（旧证15位），残疾证20位或22位。请对照证件核对。',
    'The document number has the wrong length: 18 for an ID card (15 for an old one), 20 or 22 for a disability certificate. Compare it with the document.',
  ),
  characters: problem(
    'characters',
    '证件号码含有不允许的字符：只能是数字，第18位可为X。若显示为科学计数法，请把该列设为文本后重新填写。',
    'The document number holds characters that cannot occur: digits only, X as the 18th. If the cell shows an exponent, format the column as text and enter it again.',
  ),
  birthDate: problem(
    'birth-date',
    '证件号码中的出生日期不存在或不合理。请对照证件核对第7至14位。',
    'The date of birth inside the document number is impossible. Compare digits 7 to 14 with the document.',
  ),
  checkDigit: problem(
    'check-digit',
    '身份证号码校验位不符，至少有一位数字填错。请对照证件逐位核对。',
    'The check character does not fit: at least one digit is wrong. Compare the number with the document digit by digit.',
  ),
  disabilityType: problem(
    'disability-type',
    '残疾证号码第19位（残疾类别）应为1至7。请对照残疾证核对。',
    'Character 19 of the disability certificate (type) must be 1 to 7. Compare it with the certificate.',
  ),
  disabilityGrade: problem(
    'disability-grade',
    '残疾证号码第20位（残疾等级）应为1至4。请对照残疾证核对。',
    'Character 20 of the disability certificate (grade) must be 1 to 4. Compare it with the certificate.',
  ),
  reissue: problem(
    'reissue',
    '残疾证号码第21、22位应为B加一位数字（补发次数）。请对照残疾证核对。',
    'Characters 21 and 22 of the disability certificate must be B and a digit (re-issue). Compare them with the certificate.',
  ),
} as const satisfies Record<string, Problem>;

/** The 18th character for the first 17 digits (GB 11643-1999). */
export function checkCharacter(first17: string): string {
  let sum = 0;
  for (let i = 0; i < 17; i += 1) sum += (first17.charCodeAt(i) - 48) * WEIGHTS[i]!;
  return CHECK_CHARACTERS[sum % 11]!;
}

/**
 * Reads a citizen ID number (18 or old 15 digits) or a disability certificate number (20 or 22 characters). The first six digits are
 * the place of first registration and may be any. A birth later than `latestBirth` is impossible (callers pass today).
 */
export function parseIdNumber(text: string, latestBirth?: PlainDate): Parsed<IdNumber> {
  const given = plainText(text).toUpperCase();
  switch (given.length) {
    case 0:
      return refused(ID_NUMBER_PROBLEMS.empty);
    case 15:
      return parseOldForm(given, latestBirth);
    case 18:
      return parseCitizen(given, given, 'citizen', latestBirth);
    case 20:
    case 22:
      return parseCertificate(given, latestBirth);
    default:
      return refused(ID_NUMBER_PROBLEMS.length);
  }
}

function parseOldForm(given: string, latestBirth?: PlainDate): Parsed<IdNumber> {
  if (!/^\d{15}$/.test(given)) return refused(ID_NUMBER_PROBLEMS.characters);
  const first17 = `${given.slice(0, 6)}19${given.slice(6)}`;
  return parseCitizen(first17 + checkCharacter(first17), given, 'citizen15', latestBirth);
}

function parseCitizen(id: string, given: string, kind: 'citizen' | 'citizen15', latestBirth?: PlainDate): Parsed<IdNumber> {
  if (!/^\d{17}[\dX]$/.test(id)) return refused(ID_NUMBER_PROBLEMS.characters);
  const year = Number(id.slice(6, 10));
  const birthDate = year < 1900 ? undefined : plainDate(year, Number(id.slice(10, 12)), Number(id.slice(12, 14)));
  if (!birthDate || (latestBirth && compareDates(birthDate, latestBirth) > 0)) return refused(ID_NUMBER_PROBLEMS.birthDate);
  if (checkCharacter(id) !== id[17]) return refused(ID_NUMBER_PROBLEMS.checkDigit);
  return parsed({ kind, idNumber18: id, given, birthDate, sex: Number(id[16]) % 2 === 1 ? 'male' : 'female' });
}

function parseCertificate(given: string, latestBirth?: PlainDate): Parsed<IdNumber> {
  const person = parseCitizen(given.slice(0, 18), given, 'citizen', latestBirth);
  if (!person.ok) return person;
  const [type, grade] = [given[18]!, given[19]!];
  if (!/^[1-7]$/.test(type)) return refused(ID_NUMBER_PROBLEMS.disabilityType);
  if (!/^[1-4]$/.test(grade)) return refused(ID_NUMBER_PROBLEMS.disabilityGrade);
  if (given.length === 22 && !/^B\d$/.test(given.slice(20))) return refused(ID_NUMBER_PROBLEMS.reissue);
  return parsed({ ...person.value, kind: 'disability', disability: { type: type as DisabilityType, grade: grade as DisabilityGrade } });
}
