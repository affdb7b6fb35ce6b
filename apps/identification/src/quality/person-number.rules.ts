import { parseIdNumber } from '@jingzhun/domain/id-number';
import type { PlainDate } from '@jingzhun/domain/plain-date';

export interface PersonNumber {
  /** The 18 characters. */
  idNumber18: string;
  /** As given, when it was another form. */
  given: string | null;
  sex: string;
  birthDate: string;
}

/** Why a stored number is doubtful, by rule; pure. */
export function doubtsOfNumber(person: PersonNumber, today: PlainDate): { Q1: string[]; Q2: string[] } {
  const number = parseIdNumber(person.idNumber18, today);
  const Q1 = !number.ok
    ? ['number']
    : [...(number.value.birthDate === person.birthDate ? [] : ['birth-date']), ...(number.value.sex === person.sex ? [] : ['sex'])];
  const isCertificate = person.given !== null && person.given.length >= 20;
  return { Q1, Q2: isCertificate && !parseIdNumber(person.given as string, today).ok ? ['certificate'] : [] };
}
