import { plainText } from '@jingzhun/domain/plain-text';
import { cellText, isEmpty, type Cell, type CellReader } from './cell.js';

/** Column this program adds to a marked workbook; it may stay when the file is uploaded again. */
export const REASON_TITLE = '导入说明（系统填写）';

/** How far down a sheet the row of titles may stand; files carry headings above it. */
export const TITLE_ROWS = 10;

/** A column people know by its title. */
export interface TitledColumn {
  /** Name of the field. */
  readonly key: string;
  /** As the template prints it. */
  readonly title: string;
  readonly aliases?: readonly string[];
  readonly read: CellReader<unknown>;
  /** The sheet must have the column and every row a value. */
  readonly required?: true;
  /** A sheet may have several of the titles: the first in this list is read, the others nobody. Otherwise such a sheet is refused. */
  readonly prefersFirstTitle?: true;
}

/** Where the columns of one kind of sheet stand. */
export interface ColumnMatch<C extends TitledColumn = TitledColumn> {
  /** Position of each known column in the row; -1 when the sheet does not have it. */
  readonly positions: readonly { readonly column: C; readonly at: number }[];
  /** Titles nobody reads: unknown ones. */
  readonly ignored: readonly string[];
  readonly missing: readonly string[];
  readonly twice: readonly string[];
}

export const titleKey = (title: string): string => plainText(title).replace(/[*＊]/g, '').toLowerCase();

const known = new WeakMap<readonly TitledColumn[], ReadonlyMap<string, TitledColumn>>();

function indexOf<C extends TitledColumn>(columns: readonly C[]): ReadonlyMap<string, C> {
  const before = known.get(columns);
  if (before) return before as ReadonlyMap<string, C>;
  const byTitle = new Map<string, C>();
  for (const column of columns) {
    for (const title of [column.title, ...(column.aliases ?? [])]) {
      const other = byTitle.get(titleKey(title));
      if (other && other !== column) throw new TypeError(`title ${title} would mean two columns`);
      byTitle.set(titleKey(title), column);
    }
  }
  known.set(columns, byTitle);
  return byTitle;
}

/** The cells of a row of titles as text. */
export const titleTexts = (cells: readonly Cell[]): string[] =>
  cells.map((cell) => {
    const text = isEmpty(cell) ? { value: '' } : cellText(cell);
    return 'value' in text ? text.value : '';
  });

/** Finds the place of every column among the titles, in any order. */
export function assignColumns<C extends TitledColumn>(columns: readonly C[], titles: readonly string[]): ColumnMatch<C> {
  const byTitle = indexOf(columns);
  const at = new Map<C, number>();
  const rankOf = (column: C, title: string | undefined): number =>
    [column.title, ...(column.aliases ?? [])].findIndex((one) => titleKey(one) === titleKey(title ?? ''));
  const ignored: string[] = [];
  const twice: string[] = [];
  titles.forEach((title, position) => {
    const column = byTitle.get(titleKey(title));
    if (!column) {
      if (titleKey(title) !== '' && titleKey(title) !== titleKey(REASON_TITLE)) ignored.push(title.trim().slice(0, 60));
      return;
    }
    const before = at.get(column);
    const [other, rank] = [before === undefined ? -1 : rankOf(column, titles[before]), rankOf(column, title)];
    if (before === undefined) at.set(column, position);
    else if (!column.prefersFirstTitle || other === rank) twice.push(column.title);
    else if (rank < other) {
      at.set(column, position);
      ignored.push((titles[before] as string).trim().slice(0, 60));
    } else ignored.push(title.trim().slice(0, 60));
  });
  return {
    positions: columns.map((column) => ({ column, at: at.get(column) ?? -1 })),
    ignored,
    missing: columns.filter((column) => column.required && !at.has(column)).map(({ title }) => title),
    twice,
  };
}
