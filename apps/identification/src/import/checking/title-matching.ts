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

export interface TitleMatch {
  readonly kind: SheetKind;
  /** Position of each known column in the row; -1 when the sheet does not have it. */
  readonly positions: readonly { readonly column: Column; readonly at: number }[];
  /** Titles nobody reads: unknown ones. */
  readonly ignored: readonly string[];
  /** Titles that are known, but whose values the register computes or does not keep. */
  readonly noted: readonly string[];
  readonly missing: readonly string[];
  readonly twice: readonly string[];
}

const COLUMNS: Record<SheetKind, readonly Column[]> = { households: HOUSEHOLD_COLUMNS, members: MEMBER_COLUMNS };

export const titleKey = (title: string): string => plainText(title).replace(/[*＊]/g, '').toLowerCase();

const KNOWN: Record<SheetKind, ReadonlyMap<string, Column>> = { households: index(HOUSEHOLD_COLUMNS), members: index(MEMBER_COLUMNS) };

function index(columns: readonly Column[]): ReadonlyMap<string, Column> {
  const byTitle = new Map<string, Column>();
  for (const column of columns) {
    for (const title of [column.title, ...(column.aliases ?? [])]) {
      const known = byTitle.get(titleKey(title));
      if (known && known !== column) throw new TypeError(`title ${title} would mean two columns`);
      byTitle.set(titleKey(title), column);
    }
  }
  return byTitle;
}

/** What a sheet is, by its titles alone; undefined when these are not the titles of either. The order does not matter. */
export function matchTitles(cells: readonly Cell[]): TitleMatch | undefined {
  const titles = cells.map((cell) => {
    const text = isEmpty(cell) ? value('') : cellText(cell);
    return 'value' in text ? text.value : '';
  });
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

const value = (text: string): { value: string } => ({ value: text });

function assign(kind: SheetKind, titles: readonly string[]): TitleMatch {
  const at = new Map<Column, number>();
  const ignored: string[] = [];
  const twice: string[] = [];
  titles.forEach((title, position) => {
    const column = KNOWN[kind].get(titleKey(title));
    if (!column) {
      if (titleKey(title) !== '' && titleKey(title) !== titleKey(REASON_TITLE)) ignored.push(title.trim().slice(0, 60));
    } else if (at.has(column)) twice.push(column.title);
    else at.set(column, position);
  });
  const columns = COLUMNS[kind];
  const missing = columns.filter((column) => column.required && !at.has(column)).map(({ title }) => title);
  if (kind === 'households') missing.push(...missingPlace(at));
  return {
    kind,
    positions: columns.filter(({ part }) => part !== 'noted').map((column) => ({ column, at: at.get(column) ?? -1 })),
    ignored,
    noted: columns.filter((column) => column.part === 'noted' && at.has(column)).map(({ title }) => title),
    missing,
    twice,
  };
}

/** A village is named by its code or by its full path. */
function missingPlace(at: ReadonlyMap<Column, number>): string[] {
  const keys = new Set([...at.keys()].map(({ key }) => key));
  if (keys.has('villageCode') || ['county', 'township', 'village'].every((key) => keys.has(key))) return [];
  return ['行政区划代码（或 县、乡、村 三列）'];
}
