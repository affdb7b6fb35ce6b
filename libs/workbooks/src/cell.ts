import { plainText } from '@jingzhun/domain/plain-text';

/** What a reader hands over for one cell: as stored in the file, nothing interpreted. */
export type Cell = string | number | boolean | Date | null;

/** Outcome of reading one cell: a value, nothing, or the code of what is wrong (texts in `cell-problems.ts`). */
export type CellOutcome<T> = { readonly value: T } | { readonly problem: string };

export interface CellReader<T> {
  (cell: Cell, today: string): CellOutcome<T | undefined>;
  /** The texts a template offers, of a column with a closed list. */
  readonly choices?: readonly string[];
}

export const value = <T>(of: T): { readonly value: T } => ({ value: of });
export const problem = (code: string): { readonly problem: string } => ({ problem: code });

/** Excel keeps 15 digits of a number; an ID number or account typed as a number has lost its end. */
const FIRST_LOSSY_NUMBER = 1e15;
const EXPONENT = /^\d(\.\d+)?E\+\d+$/i;
const EXCEL_ERRORS = new Set(['#REF!', '#N/A', '#VALUE!', '#NAME?', '#DIV/0!', '#NULL!', '#NUM!', '#SPILL!', '#CALC!']);

/** Most cells begin with an ordinary sign; the others have to be looked at closely. */
function beginsOrdinary(text: string): boolean {
  const code = text.charCodeAt(0);
  return (code >= 0x4e00 && code <= 0x9fff) || (code >= 0x30 && code <= 0x7a && code !== 0x60);
}

export const isEmpty = (cell: Cell | undefined): boolean =>
  cell === null || cell === undefined || (typeof cell === 'string' && !beginsOrdinary(cell) && plainText(cell) === '');

/** Text of a cell for the parsers of the domain; a problem where the cell can no longer say what was typed. */
export function cellText(cell: Cell): CellOutcome<string> {
  if (cell === null) return value('');
  if (typeof cell === 'string') {
    if (cell.charCodeAt(0) === 0x23 && EXCEL_ERRORS.has(cell)) return problem('cell.error-value');
    return /[eＥ][+＋]/i.test(cell) && EXPONENT.test(plainText(cell)) ? problem('cell.digits-lost') : value(cell);
  }
  if (typeof cell === 'number') return Math.abs(cell) >= FIRST_LOSSY_NUMBER ? problem('cell.digits-lost') : value(String(cell));
  if (typeof cell === 'boolean') return value(cell ? '是' : '否');
  return value(cell.toISOString().slice(0, 10));
}

/** Free text: white space at the ends gone, the spreadsheet's apostrophe too, no control characters. */
export function tidyText(text: string): string {
  return text
    .normalize('NFC')
    .replace(/[\p{Cc}\u200b\ufeff]+/gu, ' ')
    .replace(/\s+/g, ' ')
    .trim()
    .replace(/^['‘’]/, '');
}
