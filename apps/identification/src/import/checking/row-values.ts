import { type Cell, isEmpty } from '@jingzhun/workbooks';
import type { Column } from './column.js';
import type { ColumnMatch } from './title-matching.js';

/** One bad cell. `at` is the position in the row; -1 when the sheet does not have the column. */
export interface CellProblem {
  readonly at: number;
  readonly title: string;
  readonly code: string;
  readonly shown?: Column['shown'];
}

export interface RowValues {
  readonly row: Record<string, unknown>;
  readonly living: Record<string, unknown>;
  readonly income: Record<string, number>;
  readonly items: Record<string, number>;
  readonly facts: Record<string, unknown>;
  readonly problems: CellProblem[];
}

/** Reads every known cell of a row and collects all that is wrong, not only the first. */
export function readRow(match: ColumnMatch, cells: readonly Cell[], today: string, isFormula?: (at: number) => boolean): RowValues {
  const values: RowValues = { row: {}, living: {}, income: {}, items: {}, facts: {}, problems: [] };
  for (const { column, at } of match.positions) {
    const cell = at < 0 ? null : (cells[at] ?? null);
    if (isFormula?.(at)) {
      values.problems.push(problemAt(at, column, 'cell.formula'));
    } else if (isEmpty(cell)) {
      if (column.required) values.problems.push(problemAt(at, column, 'cell.required'));
    } else {
      const outcome = column.read(cell, today);
      if ('problem' in outcome) values.problems.push(problemAt(at, column, outcome.problem));
      else if (outcome.value !== undefined && column.part !== 'noted')
        (values[column.part] as Record<string, unknown>)[column.key] = outcome.value;
    }
  }
  return values;
}

export const problemAt = (at: number, column: Column, code: string): CellProblem => ({
  at,
  title: column.title,
  code,
  ...(column.shown ? { shown: column.shown } : {}),
});

/** A problem that concerns the cell of one field, found by comparing several. */
export function problemOf(match: ColumnMatch, key: string, code: string): CellProblem {
  const found = match.positions.find(({ column }) => column.key === key);
  if (!found) throw new TypeError(`no column ${key}`);
  return problemAt(found.at, found.column, code);
}
