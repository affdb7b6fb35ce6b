import type { BatchCounts } from './check-batch.js';
import type { SheetsReport } from './checking/check-protocol.js';
import type { FileKind } from './reading/file-gate.js';
import type { FileProblem } from './reading/file-refusals.js';

export type BatchState = 'uploaded' | 'checking' | 'previewed' | 'releasing' | 'released' | 'discarded' | 'failed';

/** A row of `import_batch`. */
export interface BatchRow {
  id: string;
  area_code: string;
  file_name: string;
  kind: FileKind;
  source_document: string;
  state: BatchState;
  phase: string | null;
  done: number;
  total: number;
  uploaded_by: string;
  uploaded_by_name: string;
  uploaded_area: string;
  uploaded_at: Date;
  decided_by: string | null;
  decided_by_name: string | null;
  decided_at: Date | null;
  released_at: Date | null;
  counts: Partial<BatchCounts>;
  sheets: Partial<SheetsReport>;
  failure: { what: FileProblem; facts: Record<string, string | number> } | { what: 'unexpected' } | null;
  file_deleted_at: Date | null;
}
