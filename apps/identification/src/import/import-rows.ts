import type { JobView } from '@jingzhun/jobs';
import type { BatchCounts } from './check-batch.js';
import type { SheetsReport } from './checking/check-protocol.js';
import type { FileKind, FileProblem } from '@jingzhun/workbooks';

export type BatchState = 'uploaded' | 'checking' | 'previewed' | 'releasing' | 'released' | 'discarded' | 'failed';

/** A row of `import_batch`. */
export interface BatchRow {
  id: string;
  area_code: string;
  file_name: string;
  kind: FileKind;
  source_document: string;
  state: BatchState;
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
  /** The long work that was ordered last: the check, later the release. */
  job_id: string | null;
}

/** With how far that work is. */
export interface BatchAtWork extends BatchRow {
  job_state: JobView['state'] | null;
  phase: string | null;
  done: string | number | null;
}
