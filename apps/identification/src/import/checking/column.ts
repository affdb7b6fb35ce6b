import type { TitledColumn } from '@jingzhun/workbooks';

/** Where a column's value goes: the row itself, a part of it, nowhere (`noted`: read by nobody, named in the result). */
export type ColumnPart = 'row' | 'living' | 'income' | 'items' | 'facts' | 'noted';

export interface Column extends TitledColumn {
  readonly part: ColumnPart;
  /** Values a template offers as a drop-down list. */
  readonly choices?: readonly string[];
  /** Known, but not printed in the template. */
  readonly unprinted?: true;
  /** How much of a refused value the result may show. */
  readonly shown?: 'id-number' | 'name' | 'phone' | 'bank-account' | 'day' | 'division';
}

export type SheetKind = 'households' | 'members';
