import { plainText } from '@jingzhun/domain/plain-text';
import { cellText, isEmpty, type Cell } from './cell.js';
import type { Column, SheetKind } from './column.js';
import { HOUSEHOLD_COLUMNS } from './household-columns.js';
import { MEMBER_COLUMNS } from './member-columns.js';

/** Column this program adds to a marked workbook; it may stay when the file is uploaded again. */
export const REASON_TITLE = '导入说明（系统填写）';
/** Sheet this program adds to a marked workbook. */
export const SUMMARY_SHEET = '导入结果';

/** How far down a sheet the row of titles may stand; files carry headings above it. */
export const TITLE_ROWS = 10;

/** Where the columns of one kind of sheet stand. */
export interface ColumnMatch {
  /** Position of each known column in the row; -1 when the sheet does not have it. */
  readonly positions: readonly { readonly column: Column; readonly at: number }[];
  /** Titles nobody reads: unknown ones. */
  readonly ignored: readonly string[];
  /** Titles that are known, but whose values the register computes or does not keep. */
  readonly noted: readonly string[];
  readonly missing: readonly string[];
  readonly twice: readonly string[];
}

export interface TitleMatch extends ColumnMatch {
  readonly kind: SheetKind;
}

const COLUMNS: Record<SheetKind, readonly Column[]> = { households: HOUSEHOLD_COLUMNS, members: MEMBER_COLUMNS };

export const titleKey = (title: string): string => plainText(title).replace(/[*＊]/g, '').toLowerCase();

const known = new WeakMap<readonly Column[], ReadonlyMap<string, Column>>();

function indexOf(columns: readonly Column[]): ReadonlyMap<string, Column> {
  const before = known.get(columns);
  if (before) return before;
  const byTitle = new Map<string, Column>();
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

/** What a sheet is, by its titles alone; undefined when these are not the titles of either. The order does not matter. */
export function matchTitles(cells: readonly Cell[]): TitleMatch | undefined {
  const titles = titleTexts(cells);
  const keys = new Set(titles.map(titleKey));
  const has = (kind: SheetKind, key: string): boolean => {
    const column = COLUMNS[kind].find((candidate) => candidate.key === key);
    return [column?.title ?? '', ...(column?.aliases ?? [])].some((title) => keys.has(titleKey(title)));
  };
  const two = (kind: SheetKind, keys: readonly string[]): boolean => keys.filter((key) => has(kind, key)).length >= 2;
  // one title alone also stands in a list of choices
  if (two('households', ['number', 'headName', 'headIdNumber']) && (has('households', 'headName') || has('households', 'headIdNumber')))
    return assign('households', titles);
  if (two('members', ['name', 'idNumber', 'relation'])) return assign('members', titles);
  return undefined;
}

/** The cells of a row of titles as text. */
export const titleTexts = (cells: readonly Cell[]): string[] =>
  cells.map((cell) => {
    const text = isEmpty(cell) ? { value: '' } : cellText(cell);
    return 'value' in text ? text.value : '';
  });

function assign(kind: SheetKind, titles: readonly string[]): TitleMatch {
  const match = assignColumns(COLUMNS[kind], titles);
  return { ...match, kind, missing: kind === 'households' ? [...match.missing, ...missingPlace(match)] : match.missing };
}

/** Finds the place of every column among the titles, in any order. */
export function assignColumns(columns: readonly Column[], titles: readonly string[]): ColumnMatch {
  const byTitle = indexOf(columns);
  const at = new Map<Column, number>();
  const ignored: string[] = [];
  const twice: string[] = [];
  titles.forEach((title, position) => {
    const column = byTitle.get(titleKey(title));
    if (!column) {
      if (titleKey(title) !== '' && titleKey(title) !== titleKey(REASON_TITLE)) ignored.push(title.trim().slice(0, 60));
    } else if (at.has(column)) twice.push(column.title);
    else at.set(column, position);
  });
  const missing = columns.filter((column) => column.required && !at.has(column)).map(({ title }) => title);
  return {
    positions: columns.filter(({ part }) => part !== 'noted').map((column) => ({ column, at: at.get(column) ?? -1 })),
    ignored,
    noted: columns.filter((column) => column.part === 'noted' && at.has(column)).map(({ title }) => title),
    missing,
    twice,
  };
}

/** A village is named by its code or by its full path. */
function missingPlace({ positions }: ColumnMatch): string[] {
  const keys = new Set(positions.filter(({ at }) => at >= 0).map(({ column }) => column.key));
  if (keys.has('villageCode') || ['county', 'township', 'village'].every((key) => keys.has(key))) return [];
  return ['行政区划代码（或 县、乡、村 三列）'];
}
