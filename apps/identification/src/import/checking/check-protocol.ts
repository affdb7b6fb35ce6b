import type { Division } from '@jingzhun/domain/division';
import type { FileKind, FileProblem, GateLimits, ScratchHandle } from '@jingzhun/workbooks';
import type { StageName } from './staged-tables.js';

/** What the checking thread is given. */
export interface CheckOrder {
  file: ScratchHandle;
  kind: FileKind;
  fileName: string;
  limits: GateLimits;
  today: string;
  /** Division prefix of the account that uploaded. */
  area: string;
  divisions: Division[];
  batch: { id: string; at: number };
  countedTransfers: readonly string[];
  keysFolder: string;
}

export interface SheetReport {
  name: string;
  titleRow: number;
  ignored: readonly string[];
  noted: readonly string[];
  /** Position of each known title that the sheet has. */
  positions: Readonly<Record<string, number>>;
}

export interface SheetsReport {
  households: SheetReport;
  members: SheetReport;
  others: readonly string[];
}

/** What it tells; lines go on after the other side has asked for `more`. */
export type CheckReport =
  | { type: 'sheets'; sheets: SheetsReport }
  | { type: 'lines'; stage: StageName; lines: Uint8Array; rows: number }
  | { type: 'refused'; what: FileProblem; facts: Readonly<Record<string, string | number>> }
  | { type: 'done'; households: number; members: number; problems: number; digestWithoutPhone: Uint8Array };
