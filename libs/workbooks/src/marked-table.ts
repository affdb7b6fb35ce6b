import { writeXlsx, type CellValue } from 'hucre';
import type { RefusalProblem } from '@jingzhun/domain/refusal';
import type { Cell } from './cell.js';
import { REASON_TITLE, titleKey, titleTexts } from './columns.js';
import type { Table, TableColumns } from './define-table.js';
import { inSheet, type OpenedAs } from './read-table.js';

/**
 * The list again as it was sent, row for row, with what is wrong written at the end of each row, so that it is corrected where it stands and
 * uploaded as it is. What concerns no row comes below the last. Nothing is kept of it.
 *
 * @throws FileRefused what is no such list
 */
export function markedTable<Columns extends TableColumns>(
  content: Buffer,
  table: Table<Columns>,
  problems: readonly RefusalProblem[],
  options: OpenedAs = {},
): Promise<Buffer> {
  return inSheet(content, table, options, async ({ sheet, titleRow }) => {
    const byRow = Map.groupBy(problems, ({ pointer }) => Number(/^\/rows\/(\d+)\//.exec(pointer)?.[1] ?? 0));
    const said = (row: number): string => (byRow.get(row) ?? []).map(({ zh }) => zh).join('\n');
    const rows: CellValue[][] = [];
    let width = -1;
    for await (const batch of sheet.rows())
      for (const { row, cells } of batch) {
        // a spreadsheet leaves empty rows out of the file; they keep their place
        while (rows.length + 1 < row) rows.push([]);
        if (row === titleRow) width = reasonAt(cells);
        rows.push(width < 0 ? [...cells] : [...padded(cells, width), row === titleRow ? REASON_TITLE : said(row)]);
      }
    const rest = [...byRow.keys()].filter((row) => row === 0 || row > rows.length);
    for (const row of rest) rows.push([...padded([], width), said(row)]);
    const columns = Array.from({ length: width + 1 }, (_, at) => ({ width: at === width ? 80 : 18, style: { numFmt: '@' } }));
    return Buffer.from(await writeXlsx({ sheets: [{ name: table.zh, rows, columns, freezePane: { rows: titleRow } }] }));
  });
}

const reasonAt = (titles: readonly Cell[]): number => {
  const at = titleTexts(titles).findIndex((title) => titleKey(title) === titleKey(REASON_TITLE));
  return at >= 0 ? at : titles.length;
};

const padded = (cells: readonly Cell[], width: number): CellValue[] => Array.from({ length: width }, (_, at) => cells[at] ?? null);
