import type { ExportCell } from './export-columns.js';

/** A spreadsheet takes text that begins so for a formula (OWASP, CSV injection); the apostrophe makes it text again. */
const FORMULA = /^[=+\-@\t\r＝＋－＠]/;

export function csvField(cell: ExportCell): string {
  if (cell === null) return '';
  if (typeof cell === 'number') return String(cell);
  const safe = FORMULA.test(cell) ? `'${cell}` : cell;
  return /[",\r\n\t']/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}

/** RFC 4180 line. */
export const csvLine = (cells: readonly ExportCell[]): string => `${cells.map(csvField).join(',')}\r\n`;

/** Lets spreadsheets read the file as UTF-8. */
export const BYTE_ORDER_MARK = '\ufeff';
