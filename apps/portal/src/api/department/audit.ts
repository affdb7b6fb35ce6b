import type { Page } from '../page.js';
import { get } from '../request.js';

export interface AuditEntry {
  readonly id: string;
  readonly occurredAt: string;
  readonly account: { readonly id: string; readonly name: string; readonly roles: readonly string[]; readonly area: string } | null;
  readonly ip: string | null;
  readonly action: string;
  readonly objectType: string | null;
  readonly objectId: string | null;
  /** How the office calls it. */
  readonly objectNumber: string | null;
  readonly purpose: string | null;
  readonly result: 'success' | 'refused' | 'failed';
  readonly detail: Readonly<Record<string, unknown>>;
  readonly requestId: string | null;
  readonly position: number | null;
}

export type AuditFault = 'altered' | 'missing' | 'broken' | 'inserted' | 'unlinked' | 'cut';

export interface AuditVerification {
  readonly intact: boolean;
  readonly verified: number;
  readonly waiting: number;
  readonly head: { readonly seq: number; readonly hash: string };
  readonly first?: { readonly fault: AuditFault; readonly seq: number | null; readonly auditId: string | null };
  readonly verifiedAt: string;
}

export interface AuditFilter {
  readonly action?: string | undefined;
  readonly result?: string | undefined;
  readonly from?: string | undefined;
  readonly to?: string | undefined;
}

export const listAudit = (department: string, filter: AuditFilter, cursor: string | undefined, signal?: AbortSignal) =>
  get<Page<AuditEntry>>(`/api/${department}/v1/audit`, { ...filter, cursor, limit: 100 }, signal);

export const verifyAudit = (department: string, signal?: AbortSignal) =>
  get<AuditVerification>(`/api/${department}/v1/audit/verification`, {}, signal);
