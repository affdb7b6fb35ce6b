import { writeXlsx, type WriteSheet } from 'hucre';
import { columnLetters } from '../column-letters.js';
import type { Column, SheetKind } from '../checking/column.js';
import { HOUSEHOLD_COLUMNS } from '../checking/household-columns.js';
import { MEMBER_COLUMNS } from '../checking/member-columns.js';

/** Rows a drop-down list is offered for. */
const ROWS = 5_000;
const LISTS = '选项';

const printed = (columns: readonly Column[]): Column[] => columns.filter(({ unprinted }) => !unprinted);
const SHEETS: Record<SheetKind, { name: string; columns: Column[] }> = {
  households: { name: '贫困户', columns: printed(HOUSEHOLD_COLUMNS) },
  members: { name: '家庭成员', columns: printed(MEMBER_COLUMNS) },
};

/** The two sheets with the titles of the national list; columns with a code list offer its texts. Required titles carry a star. */
export async function templateWorkbook(): Promise<Buffer> {
  const lists: string[][] = [];
  const sheets = Object.values(SHEETS).map(({ name, columns }): WriteSheet => ({
    name,
    rows: [columns.map(titleOf)],
    columns: columns.map(() => ({ width: 16, style: { numFmt: '@' } })),
    freezePane: { rows: 1 },
    dataValidations: columns.flatMap(({ choices, title }, at) => {
      if (!choices) return [];
      const letter = columnLetters(lists.push([title, ...choices]) - 1);
      return [
        {
          type: 'list' as const,
          // a list typed into the rule may hold 255 characters only
          formula1: `${LISTS}!$${letter}$2:$${letter}$${choices.length + 1}`,
          allowBlank: true,
          showErrorMessage: true,
          errorStyle: 'stop' as const,
          errorTitle: title,
          errorMessage: '请从下拉选项中选择',
          range: `${columnLetters(at)}2:${columnLetters(at)}${ROWS}`,
        },
      ];
    }),
  }));
  const longest = Math.max(...lists.map((list) => list.length));
  const choices: WriteSheet = { name: LISTS, rows: Array.from({ length: longest }, (_, row) => lists.map((list) => list[row] ?? null)) };
  return Buffer.from(await writeXlsx({ sheets: [...sheets, choices] }));
}

/** The titles of one sheet as CSV, with the mark that lets spreadsheets read it as UTF-8. */
export const templateCsv = (kind: SheetKind): string => `\ufeff${SHEETS[kind].columns.map(titleOf).join(',')}\r\n`;

const titleOf = ({ title, required }: Column): string => (required ? `*${title}` : title);
