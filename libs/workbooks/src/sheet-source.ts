import type { Cell } from './cell.js';

export interface SheetRow {
  /** As the spreadsheet shows it, from 1. */
  readonly row: number;
  readonly cells: readonly Cell[];
}

/** One sheet of an upload, whatever the file's format. */
export interface SourceSheet {
  readonly name: string;
  /** Batches of rows in order; reading waits while the consumer works, so memory stays bounded. May be called several times. */
  rows(): AsyncGenerator<SheetRow[]>;
  /** True when the cell of a row already read holds a formula. */
  isFormula(row: number, at: number): boolean;
}

export interface Source {
  readonly kind: 'xlsx' | 'csv';
  readonly sheets: readonly SourceSheet[];
  close(): void;
}
