import type { PlainDate } from '@jingzhun/domain/plain-date';
import type { FileKind, FileProblem } from '@jingzhun/workbooks';
import type { RegisterKind } from '../screening/rules/register-kind.js';
import type { RegisterSheet } from './reading/register-protocol.js';
import type { RegisterCounts } from './take-register.js';

export type RegisterImportState = 'received' | 'taken' | 'failed' | 'withdrawn';

/** A row of `register_import`. */
export interface RegisterImportRow {
  id: string;
  area_code: string;
  kind: RegisterKind;
  as_of: PlainDate;
  authority: string;
  source_document: string;
  file_name: string;
  file_kind: FileKind;
  state: RegisterImportState;
  counts: Partial<RegisterCounts>;
  sheet: Partial<RegisterSheet>;
  failure: { what: FileProblem; facts: Record<string, string | number> } | { what: 'unexpected' } | null;
  imported_by: string;
  imported_by_name: string;
  imported_at: Date;
  withdrawn_by_name: string | null;
  withdrawn_at: Date | null;
  withdrawal_reason: string | null;
  facts_deleted_at: Date | null;
}
