/** SQL over the row `r` of a table: part of its index, which tells whether a number is still the same (`number_changed` in the migrations). */
const markOf = (r: string, number: string): string => `coalesce(${r}.${number}_mark, encode(substring(${r}.${number}_index for 8), 'hex'))`;

export const ID_MARK = markOf('p', 'id');
export const PHONE_MARK = markOf('h', 'phone');
export const BANK_MARK = markOf('h', 'bank');

/** What a re-index keeps before it writes the indexes anew. */
export const KEEP_MARKS: readonly string[] = [
  `update person p set id_mark = ${ID_MARK}`,
  `update household h set phone_mark = ${PHONE_MARK}, bank_mark = ${BANK_MARK} where h.phone_index is not null or h.bank_index is not null`,
];
