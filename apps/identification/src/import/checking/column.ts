import type { CellReader } from './cell.js';

/** Where a column's value goes: the row itself, a part of it, nowhere (`noted`: read by nobody, named in the result). */
export type ColumnPart = 'row' | 'living' | 'income' | 'items' | 'facts' | 'noted';

export interface Column {
  readonly part: ColumnPart;
  /** Name of the field in its part. */
  readonly key: string;
  /** Title of the national list, as the template prints it. */
  readonly title: string;
  readonly aliases?: readonly string[];
  readonly read: CellReader<unknown>;
  /** The sheet must have the column and every row a value. */
  readonly required?: true;
  /** Values a template offers as a drop-down list. */
  readonly choices?: readonly string[];
  /** Known, but not printed in the template. */
  readonly unprinted?: true;
  /** How much of a refused value the result may show. */
  readonly shown?: 'id-number' | 'name' | 'phone' | 'bank-account';
}

export type SheetKind = 'households' | 'members';
