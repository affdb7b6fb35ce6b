import { writeXlsx, type WriteSheet } from 'hucre';
import { columnLetters } from '../import/column-letters.js';
import type { Column } from '../import/checking/column.js';
import { Registers, type RegisterKind } from '../screening/rules/register-kind.js';
import { REGISTER_COLUMNS } from './reading/register-columns.js';

/** Rows a drop-down list is offered for. */
const ROWS = 5_000;
const LISTS = '选项';

const titleOf = ({ title, required }: Column): string => (required ? `*${title}` : title);

/** One sheet with the titles of the register; columns with a list offer its texts. */
export async function registerTemplate(kind: RegisterKind): Promise<Buffer> {
  const columns = REGISTER_COLUMNS[kind];
  const lists: string[][] = [];
  const sheet: WriteSheet = {
    name: Registers.text(kind).slice(0, 31),
    rows: [columns.map(titleOf)],
    columns: columns.map(() => ({ width: 18, style: { numFmt: '@' } })),
    freezePane: { rows: 1 },
    dataValidations: columns.flatMap(({ choices, title }, at) => {
      if (!choices) return [];
      const letter = columnLetters(lists.push([title, ...choices]) - 1);
      return [
        {
          type: 'list' as const,
          formula1: `${LISTS}!$${letter}$2:$${letter}$${choices.length + 1}`,
          allowBlank: true,
          range: `${columnLetters(at)}2:${columnLetters(at)}${ROWS}`,
        },
      ];
    }),
  };
  const longest = Math.max(...lists.map((list) => list.length));
  const choices: WriteSheet = { name: LISTS, rows: Array.from({ length: longest }, (_, row) => lists.map((list) => list[row] ?? null)) };
  return Buffer.from(await writeXlsx({ sheets: [sheet, choices] }));
}

/** The titles as CSV, with the mark that lets spreadsheets read it as UTF-8. */
export const registerTemplateCsv = (kind: RegisterKind): string => `\ufeff${REGISTER_COLUMNS[kind].map(titleOf).join(',')}\r\n`;
