import type { CellReader } from './cell.js';
import type { TitledColumn } from './columns.js';

/** A column of a short list: payments, accounts, claims. */
export interface TableColumn<T> {
  readonly title: string;
  readonly aliases?: readonly string[];
  readonly read: CellReader<T>;
  readonly required?: boolean;
  /** Added up, and compared with the last row where that says 合计. */
  readonly summed?: true;
  readonly prefersFirstTitle?: true;
}

export type TableColumns = Readonly<Record<string, TableColumn<unknown>>>;

type ValueOf<C> = C extends TableColumn<infer T> ? (C extends { readonly required: true } ? T : T | undefined) : never;
/** One row with the values of its columns. */
export type RowOf<Columns extends TableColumns> = { readonly [K in keyof Columns]: ValueOf<Columns[K]> };

export interface Table<Columns extends TableColumns> {
  /** What the list is called in refusals. */
  readonly zh: string;
  readonly en: string;
  readonly columns: Columns;
  /** Of the columns, in the order in which a template prints them. */
  readonly titled: readonly (TitledColumn & { readonly summed?: true })[];
  /** The list must end with a row 合计. */
  readonly needsTotal: boolean;
}

/** A list a department takes as a workbook or CSV, taken whole or not at all by {@link readTable}. */
export function defineTable<const Columns extends TableColumns>(
  names: { readonly zh: string; readonly en: string; readonly needsTotal?: boolean },
  columns: Columns,
): Table<Columns> {
  const titled = Object.entries<TableColumn<unknown>>(columns).map(
    ([key, { title, aliases, read, required, summed, prefersFirstTitle }]) => ({
      key,
      title,
      read,
      ...(aliases ? { aliases } : {}),
      ...(required ? { required: true as const } : {}),
      ...(summed ? { summed } : {}),
      ...(prefersFirstTitle ? { prefersFirstTitle } : {}),
    }),
  );
  return { zh: names.zh, en: names.en, columns, titled, needsTotal: names.needsTotal ?? false };
}
