import { assignColumns as assignTitled, titleKey, titleTexts, type Cell, type ColumnMatch as TitledMatch } from '@jingzhun/workbooks';
import type { Column, SheetKind } from './column.js';
import { HOUSEHOLD_COLUMNS } from './household-columns.js';
import { MEMBER_COLUMNS } from './member-columns.js';

/** Sheet this program adds to a marked workbook. */
export const SUMMARY_SHEET = '导入结果';

/** Where the columns of one kind of sheet stand; those nobody reads are named apart. */
export interface ColumnMatch extends TitledMatch<Column> {
  /** Titles that are known, but whose values the register computes or does not keep. */
  readonly noted: readonly string[];
}

export interface TitleMatch extends ColumnMatch {
  readonly kind: SheetKind;
}

const COLUMNS: Record<SheetKind, readonly Column[]> = { households: HOUSEHOLD_COLUMNS, members: MEMBER_COLUMNS };

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

function assign(kind: SheetKind, titles: readonly string[]): TitleMatch {
  const match = assignColumns(COLUMNS[kind], titles);
  return { ...match, kind, missing: kind === 'households' ? [...match.missing, ...missingPlace(match)] : match.missing };
}

/** Finds the place of every column among the titles, in any order. */
export function assignColumns(columns: readonly Column[], titles: readonly string[]): ColumnMatch {
  const match = assignTitled(columns, titles);
  const isNoted = ({ column }: { column: Column }): boolean => column.part === 'noted';
  return {
    ...match,
    positions: match.positions.filter((place) => !isNoted(place)),
    noted: match.positions.filter((place) => isNoted(place) && place.at >= 0).map(({ column }) => column.title),
  };
}

/** A village is named by its code or by its full path. */
function missingPlace({ positions }: ColumnMatch): string[] {
  const keys = new Set(positions.filter(({ at }) => at >= 0).map(({ column }) => column.key));
  if (keys.has('villageCode') || ['county', 'township', 'village'].every((key) => keys.has(key))) return [];
  return ['行政区划代码（或 县、乡、村 三列）'];
}
