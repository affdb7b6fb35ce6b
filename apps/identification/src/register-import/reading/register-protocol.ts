import type { Division } from '@jingzhun/domain/division';
import type { PlainDate } from '@jingzhun/domain/plain-date';
import type { ThreadReport } from '../../import/checking/reading-thread.js';
import type { FileKind, GateLimits, ScratchHandle } from '@jingzhun/workbooks';
import type { RegisterKind } from '../../screening/rules/register-kind.js';

/** What the reading thread is given. */
export interface RegisterOrder {
  file: ScratchHandle;
  fileKind: FileKind;
  fileName: string;
  limits: GateLimits;
  kind: RegisterKind;
  asOf: PlainDate;
  today: string;
  divisions: Division[];
  keysFolder: string;
  now: number;
  /** Values of refused cells may be shown masked; not those of a sensitive register. */
  showValues: boolean;
}

export interface RegisterSheet {
  name: string;
  titleRow: number;
  ignored: readonly string[];
  positions: Readonly<Record<string, number>>;
  /** Other sheets of the file, not read. */
  others: readonly string[];
}

export type RegisterReport =
  { type: 'sheet'; sheet: RegisterSheet } | { type: 'done'; rows: number; refused: number; other: number } | ThreadReport;

/** Temporary tables an extract is copied into; no number, no match: gone at the end of the transaction. */
export const REGISTER_STAGES = {
  stage_register: {
    row: 'int not null',
    id_index: 'bytea',
    old_number: 'boolean not null',
    name: 'text collate "C"',
    village_code: 'text collate "C"',
    birth_year: 'int',
    number_masked: 'text',
    class: 'text not null',
    place: 'text',
    valid_from: 'date',
    valid_to: 'date',
    row_mark: 'bytea not null',
  },
  stage_register_problem: { row: 'int not null', at: 'int not null', title: 'text not null', code: 'text not null', value_masked: 'text' },
} as const;
