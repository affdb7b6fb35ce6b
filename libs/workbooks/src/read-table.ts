import { tmpdir } from 'node:os';
import { Readable } from 'node:stream';
import type { RefusalProblem } from '@jingzhun/domain/refusal';
import { cellText, isEmpty, type Cell } from './cell.js';
import { CELL_PROBLEMS } from './cell-problems.js';
import { assignColumns, TITLE_ROWS, titleTexts, type ColumnMatch } from './columns.js';
import type { RowOf, Table, TableColumns } from './define-table.js';
import { inspectFile, type GateLimits } from './file-gate.js';
import { FileRefused } from './file-refusals.js';
import { openSource } from './open-source.js';
import { ScratchFile } from './scratch-file.js';
import type { SourceSheet } from './sheet-source.js';

const MB = 1024 * 1024;

/** A list of this length is read within a request; more goes through a job. */
export const TABLE_LIMITS: GateLimits = {
  fileBytes: 8 * MB,
  zipEntries: 200,
  unpackedBytes: 200 * MB,
  ratio: 100,
  sharedStringBytes: 16 * MB,
  rowsPerSheet: 20_000,
};

/** Problems listed for one file; beyond it only their number is told. */
const MOST_PROBLEMS = 200;
const TOTAL = '合计';

export interface ReadRow<Row> {
  /** As the spreadsheet shows it, from 1. */
  readonly line: number;
  readonly row: Row;
}

export interface ReadTable<Row> {
  readonly rows: readonly ReadRow<Row>[];
  /** Empty, or the whole file is refused. */
  readonly problems: readonly RefusalProblem[];
}

/** What is wrong with a row, for {@link RefusalProblem}: line and column in front, no value of a cell. */
export const rowProblem = (line: number, column: { key: string; title: string }, code: string, zh: string, en: string): RefusalProblem => ({
  pointer: `/rows/${line}/${column.key}`,
  code,
  zh: `第${line}行“${column.title}”：${zh}`,
  en: `Row ${line}, ${column.title}: ${en}`,
});

/**
 * Reads a short list from a workbook or CSV. The sheet is found by its titles, in any order and below headings; every wrong cell is
 * named; sums are compared with the last row where that says 合计.
 *
 * @param options.mostProblems so many are listed, of more only the number is told
 * @param options.folder where a working copy, encrypted and without a name, lies while it is read; the machine's own for such files unless given
 * @throws FileRefused what is no such list, is protected, damaged, too large, or has macros
 */
export async function readTable<Columns extends TableColumns>(
  content: Buffer,
  table: Table<Columns>,
  options: OpenedAs & { readonly today: string; readonly mostProblems?: number },
): Promise<ReadTable<RowOf<Columns>>> {
  const { today, mostProblems = MOST_PROBLEMS } = options;
  return inSheet(content, table, options, (found) => new TableReader(table, found, today, mostProblems).read());
}

export interface OpenedAs {
  readonly fileName?: string;
  readonly folder?: string;
}

/** The sheet of a list, wherever it stands in the file. @throws FileRefused */
export async function inSheet<Columns extends TableColumns, T>(
  content: Buffer,
  table: Table<Columns>,
  { fileName = 'list', folder = tmpdir() }: OpenedAs,
  work: (found: Found) => Promise<T>,
): Promise<T> {
  const file = await ScratchFile.create(folder, Readable.from([content]));
  try {
    const kind = await inspectFile(file.handle, fileName, TABLE_LIMITS);
    const source = await openSource(file.handle, kind, fileName, TABLE_LIMITS);
    try {
      return await work(await findSheet(source.sheets, table));
    } finally {
      source.close();
    }
  } finally {
    file.close();
  }
}

export interface Found {
  readonly sheet: SourceSheet;
  readonly titleRow: number;
  readonly match: ColumnMatch;
}

async function findSheet<Columns extends TableColumns>(sheets: readonly SourceSheet[], table: Table<Columns>): Promise<Found> {
  const found: Found[] = [];
  let nearest: { sheet: string; titles: string } | undefined;
  for (const sheet of sheets) {
    const titles = await titlesOf(sheet, table);
    if (titles && titles.match.missing.length === 0) found.push({ sheet, ...titles });
    else if (titles) nearest ??= { sheet: sheet.name, titles: titles.match.missing.join('、') };
  }
  const [one, two] = found;
  if (!one && nearest) throw new FileRefused('titles-missing', nearest);
  if (!one) throw new FileRefused('table-missing', { zh: table.zh, en: table.en, titles: requiredTitles(table) });
  if (two) throw new FileRefused('sheets-twice', { twice: table.zh });
  if (one.match.twice.length > 0) throw new FileRefused('titles-twice', { sheet: one.sheet.name, titles: one.match.twice.join('、') });
  return one;
}

const requiredTitles = ({ titled }: Pick<Table<TableColumns>, 'titled'>): string =>
  titled
    .filter(({ required }) => required)
    .map(({ title }) => title)
    .join('、');

/** The row of titles: the first with two known ones, as one alone also stands in a heading or a list of choices. */
async function titlesOf(
  sheet: SourceSheet,
  { titled }: Pick<Table<TableColumns>, 'titled'>,
): Promise<{ titleRow: number; match: ColumnMatch } | undefined> {
  for await (const batch of sheet.rows()) {
    for (const { row, cells } of batch) {
      if (row > TITLE_ROWS) return undefined;
      const match = assignColumns(titled, titleTexts(cells));
      if (match.positions.filter(({ at }) => at >= 0).length >= Math.min(2, titled.length)) return { titleRow: row, match };
    }
  }
  return undefined;
}

class TableReader<Columns extends TableColumns> {
  private readonly rows: ReadRow<RowOf<Columns>>[] = [];
  private readonly problems: RefusalProblem[] = [];
  private readonly sums = new Map<string, number>();
  private left = 0;
  private total: { line: number; cells: readonly Cell[] } | undefined;
  private last = 0;

  constructor(
    private readonly table: Table<Columns>,
    private readonly found: Found,
    private readonly today: string,
    private readonly most: number,
  ) {}

  async read(): Promise<ReadTable<RowOf<Columns>>> {
    const { sheet, titleRow, match } = this.found;
    const known = match.positions.map(({ at }) => at).filter((at) => at >= 0);
    for await (const batch of sheet.rows()) {
      for (const { row: line, cells } of batch) {
        if (line <= titleRow || known.every((at) => isEmpty(cells[at]) && !sheet.isFormula(line, at))) continue;
        this.last = line;
        if (this.total)
          this.note(line, this.first, 'table.after-total', '“合计”行下面还有数据，请把它移到最后。', '合计 is not the last row.');
        // the word also stands in a first column nobody reads: 序号, another day
        else if ([0, ...known].some((at) => isTotal(cells[at]))) this.total = { line, cells };
        else this.readRow(line, cells);
      }
    }
    this.checkTotal();
    if (this.rows.length === 0 && this.problems.length === 0)
      this.note(titleRow + 1, this.first, 'table.no-rows', '表中没有数据，请填写后重新上传。', 'the list has no rows.');
    if (this.left > 0)
      this.problems.push({
        pointer: '/rows',
        code: 'table.more-problems',
        zh: `此外还有${this.left}处问题未列出，请先改正以上各处。`,
        en: `${this.left} more problems are not listed.`,
      });
    return this.problems.length > 0 ? { rows: [], problems: this.problems } : { rows: this.rows, problems: [] };
  }

  private get first(): { key: string; title: string } {
    return this.table.titled[0] as { key: string; title: string };
  }

  private readRow(line: number, cells: readonly Cell[]): void {
    const before = this.problems.length + this.left;
    const row: Record<string, unknown> = {};
    for (const { column, at } of this.found.match.positions) {
      const code = this.readCell(line, cells[at] ?? null, at, column, row);
      if (code) this.noteCell(line, column, code);
    }
    if (this.problems.length + this.left > before) return;
    this.rows.push({ line, row: row as RowOf<Columns> });
    for (const { key, summed } of this.table.titled)
      if (summed) this.sums.set(key, (this.sums.get(key) ?? 0) + ((row[key] as number | undefined) ?? 0));
  }

  /** The code of what is wrong, or nothing. */
  private readCell(
    line: number,
    cell: Cell,
    at: number,
    column: ColumnMatch['positions'][number]['column'],
    row: Record<string, unknown>,
  ): string | undefined {
    if (at >= 0 && this.found.sheet.isFormula(line, at)) return 'cell.formula';
    if (at < 0 || isEmpty(cell)) return column.required ? 'cell.required' : undefined;
    const outcome = column.read(cell, this.today);
    if ('problem' in outcome) return outcome.problem;
    row[column.key] = outcome.value;
    return undefined;
  }

  private checkTotal(): void {
    const { total, table } = this;
    if (!total) {
      if (table.needsTotal)
        this.note(
          this.last + 1,
          this.first,
          'table.total-missing',
          '缺少“合计”行，请在最后一行填写合计。',
          'the last row 合计 is missing.',
        );
      return;
    }
    // a sum over rows that could not be read says nothing
    if (this.problems.length > 0) return;
    for (const { column, at } of this.found.match.positions) {
      const summed = table.titled.find(({ key }) => key === column.key)?.summed;
      const cell = total.cells[at] ?? null;
      if (!summed || at < 0 || (isEmpty(cell) && !table.needsTotal)) continue;
      // a formula may stand here: its result is compared, not believed
      const given = column.read(cell, this.today);
      if ('value' in given && given.value === (this.sums.get(column.key) ?? 0)) continue;
      this.note(total.line, column, 'table.total-differs', '合计与各行之和不一致，请核对。', 'the sum differs from the rows.');
    }
  }

  private noteCell(line: number, column: { key: string; title: string }, code: string): void {
    const text = CELL_PROBLEMS.get(code);
    if (!text) throw new TypeError(`no text for problem ${code}`);
    this.note(line, column, code, `${text.zh.reason}${text.zh.next}`, `${text.en.reason} ${text.en.next}`);
  }

  private note(line: number, column: { key: string; title: string }, code: string, zh: string, en: string): void {
    if (this.problems.length < this.most) this.problems.push(rowProblem(line, column, code, zh, en));
    else this.left += 1;
  }
}

function isTotal(cell: Cell | undefined): boolean {
  if (isEmpty(cell)) return false;
  const text = cellText(cell as Cell);
  return 'value' in text && text.value.replace(/\s/g, '') === TOTAL;
}
