import type { Page } from '../page.js';
import { command, get, getFile } from '../request.js';

const base = '/api/identification/v1';

export type ImportState = 'uploaded' | 'checking' | 'previewed' | 'releasing' | 'released' | 'discarded' | 'failed';

/** Empty until the file is checked. */
export interface ImportCounts {
  readonly householdsNew?: number;
  readonly householdsUnchanged?: number;
  /** Registered, but the file says something else; refused, and part of `householdsRefused`. */
  readonly householdsChanged?: number;
  readonly householdsRefused?: number;
  /** Wait in the queue of double registrations. */
  readonly householdsDuplicate?: number;
  readonly membersRead?: number;
  readonly duplicates?: number;
  readonly rows?: number;
}

export interface Import {
  readonly id: string;
  readonly fileName: string;
  readonly kind: string;
  readonly state: ImportState;
  readonly phase: string | null;
  readonly progress: { readonly done: number; readonly total: number };
  readonly uploadedBy: { readonly id: string; readonly name: string };
  readonly uploadedAt: string;
  readonly decidedBy: { readonly id: string; readonly name: string } | null;
  readonly releasedBy: { readonly id: string; readonly name: string } | null;
  readonly counts: ImportCounts;
  readonly failure: { readonly code: string; readonly title: string; readonly detail: string; readonly next: string } | null;
  readonly workbookAvailable: boolean;
}

export interface ImportRefusal {
  readonly sheet: string | null;
  readonly row: number;
  readonly column: string | null;
  readonly columnTitle: string | null;
  readonly valueMasked: string | null;
  readonly code: string;
  readonly reason: string;
  readonly next: string;
}

export const templateAddress = {
  xlsx: `${base}/imports/template.xlsx`,
  csv: `${base}/imports/template.csv`,
  membersCsv: `${base}/imports/template.csv?sheet=members`,
} as const;

export const listImports = (cursor: string | undefined, signal?: AbortSignal) =>
  get<Page<Import>>(`${base}/imports`, { cursor, limit: 50 }, signal);

export const readImport = (id: string, signal?: AbortSignal) => get<Import>(`${base}/imports/${id}`, {}, signal);

export const listRefusals = (id: string, cursor: string | undefined, signal?: AbortSignal) =>
  get<Page<ImportRefusal>>(`${base}/imports/${id}/refusals`, { cursor, limit: 100 }, signal);

const contentTypes: Readonly<Record<string, string>> = {
  xlsx: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
  zip: 'application/zip',
};

export function uploadImport(file: File, sourceDocument: string | undefined, idempotencyKey: string): Promise<Import> {
  const extension = file.name.split('.').pop()?.toLowerCase() ?? '';
  return command<Import>('POST', `${base}/imports`, {
    body: file,
    idempotencyKey,
    headers: {
      'content-type': contentTypes[extension] ?? (file.type || 'application/octet-stream'),
      'x-file-name': encodeURIComponent(file.name),
      ...(sourceDocument ? { 'x-source-document': encodeURIComponent(sourceDocument) } : {}),
    },
  });
}

export const releaseImport = (id: string, idempotencyKey: string) =>
  command<Import>('POST', `${base}/imports/${id}/release`, { body: {}, idempotencyKey });

export const discardImport = (id: string, reason: string, idempotencyKey: string) =>
  command<Import>('POST', `${base}/imports/${id}/discard`, { body: { reason }, idempotencyKey });

export const readMarkedWorkbook = (id: string) => getFile(`${base}/imports/${id}/workbook`);

export const liveAddress = (id: string): string => `${base}/imports/${id}/live`;
