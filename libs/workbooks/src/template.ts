import { writeXlsx, type WriteSheet } from 'hucre';
import { columnLetters } from './column-letters.js';
import type { CellReader } from './cell.js';
import type { Table, TableColumns } from './define-table.js';

/** Rows a drop-down list is offered for: as many as a list may have. */
const ROWS = 20_000;
const LISTS = '选项';
const NOTES = '填写说明';

export interface TemplateColumn {
  readonly title: string;
  readonly required?: boolean;
  /** Offered as a drop-down list; those of the reader unless given. */
  readonly choices?: readonly string[];
  readonly read?: CellReader<unknown>;
}
export interface TemplateSheet {
  readonly name: string;
  readonly columns: readonly TemplateColumn[];
}

type Printed = Pick<Table<TableColumns>, 'zh' | 'titled' | 'needsTotal'>;

const titleOf = ({ title, required }: TemplateColumn): string => (required ? `*${title}` : title);
const choicesOf = ({ choices, read }: TemplateColumn): readonly string[] | undefined => choices ?? read?.choices;

/** Sheets with the titles of a list; columns with a code list offer its texts. Required titles carry a star. */
export async function templateWorkbook(sheets: readonly TemplateSheet[], notes: readonly WriteSheet[] = []): Promise<Buffer> {
  const lists: string[][] = [];
  const empty = sheets.map(({ name, columns }): WriteSheet => ({
    name: name.slice(0, 31),
    rows: [columns.map(titleOf)],
    columns: columns.map(() => ({ width: 18, style: { numFmt: '@' } })),
    freezePane: { rows: 1 },
    dataValidations: columns.flatMap((column, at) => {
      const choices = choicesOf(column);
      if (!choices) return [];
      const letter = columnLetters(lists.push([column.title, ...choices]) - 1);
      return [
        {
          type: 'list' as const,
          // a list typed into the rule may hold 255 characters only
          formula1: `${LISTS}!$${letter}$2:$${letter}$${choices.length + 1}`,
          allowBlank: true,
          showErrorMessage: true,
          errorStyle: 'stop' as const,
          errorTitle: column.title,
          errorMessage: '请从下拉选项中选择',
          range: `${columnLetters(at)}2:${columnLetters(at)}${ROWS}`,
        },
      ];
    }),
  }));
  const longest = Math.max(0, ...lists.map((list) => list.length));
  const choices: WriteSheet = { name: LISTS, rows: Array.from({ length: longest }, (_, row) => lists.map((list) => list[row] ?? null)) };
  return Buffer.from(await writeXlsx({ sheets: [...empty, ...(lists.length > 0 ? [choices] : []), ...notes] }));
}

/** The titles of one sheet as CSV, with the mark that lets spreadsheets read it as UTF-8. */
export const templateCsv = (columns: readonly TemplateColumn[]): string => `\ufeff${columns.map(titleOf).join(',')}\r\n`;

/** The empty list a department fills in and {@link readTable} reads, and how it is filled in. */
export function tableTemplate({ zh, titled, needsTotal }: Printed, notes: readonly WriteSheet[] = []): Promise<Buffer> {
  const summed = titled.filter((column) => column.summed).map(({ title }) => title);
  const total = `最后一行填写“合计”，并在${summed.join('、')}列填写各行之和${needsTotal ? '' : '；也可以不填'}`;
  const how: WriteSheet = {
    name: NOTES,
    rows: [
      ['列名', '要求'],
      ...titled.map((column) => [
        column.title,
        [column.required ? '必填' : '可以不填', ...(column.read.choices ? ['从下拉选项中选择'] : [])].join('，'),
      ]),
      ...(summed.length > 0 ? [['最后一行', total]] : []),
    ],
    columns: [{ width: 20 }, { width: 60 }],
  };
  return templateWorkbook([{ name: zh, columns: titled }], [how, ...notes]);
}
