import { checkCharacter } from '@jingzhun/domain/id-number';
import { addDays, type PlainDate } from '@jingzhun/domain/plain-date';
import type { Sex } from '@jingzhun/domain/sex';

/** No county has this code: the numbers pass every check and belong to nobody. */
export const UNALLOCATED_PREFIX = '360799';

/** Which of the 500 sequence numbers of a day and sex a township may use; 000 stays free. */
export interface SequenceRange {
  readonly from: number;
  readonly size: number;
}

/** From here on sequence numbers belong to the planted persons. */
const PLANTED_FROM = 980;

/** Ranges in proportion to the persons, so that townships can be generated one without the other. */
export function sequenceRanges(persons: readonly number[]): SequenceRange[] {
  const total = persons.reduce((a, b) => a + b, 0);
  const least = 6;
  const spare = PLANTED_FROM / 2 - 1 - least * persons.length;
  let from = 1;
  return persons.map((own) => {
    const range = { from, size: least + Math.floor((spare * own) / total) };
    from += range.size;
    return range;
  });
}

/** Gives every person of a township an ID number of their own. */
export class IdNumbers {
  private readonly used = new Map<string, number>();

  constructor(private readonly range: SequenceRange) {}

  /** Number and date of birth; a day that is full lends from the day before. */
  give(birthDate: PlainDate, sex: Sex): { idNumber: string; birthDate: PlainDate } {
    for (let date = birthDate; ; date = addDays(date, -1)) {
      const key = date + sex;
      const used = this.used.get(key) ?? 0;
      if (used >= this.range.size) continue;
      this.used.set(key, used + 1);
      const sequence = 2 * (this.range.from + used) + (sex === 'male' ? 1 : 0);
      return { idNumber: idNumberOf(date, sequence), birthDate: date };
    }
  }
}

/** A number outside every township's range; `slot` 0 to 9, once a day and sex. */
export const plantedIdNumber = (birthDate: PlainDate, sex: Sex, slot: number): string =>
  idNumberOf(birthDate, PLANTED_FROM + 2 * slot + (sex === 'male' ? 1 : 0));

export function idNumberOf(birthDate: PlainDate, sequence: number): string {
  const first17 = `${UNALLOCATED_PREFIX}${birthDate.replaceAll('-', '')}${String(sequence).padStart(3, '0')}`;
  return first17 + checkCharacter(first17);
}
