import type { Page } from '../page.js';
import { ask, command, get } from '../request.js';
import type { Both } from './notices.js';

export type Outcome = 'upheld' | 'dismissed';
export type Effect = { readonly kind: 'reject' } | { readonly kind: 'return'; readonly step: string };

export interface ObjectionRow {
  readonly id: string;
  readonly receiptNumber: string;
  readonly noticeId: string;
  readonly noticeTitle: Both;
  readonly placeNames: readonly string[];
  readonly investigator: 'township' | 'county';
  readonly state: 'open' | 'decided';
  readonly via: 'web' | 'paper' | 'phone';
  readonly receivedOn: string;
  readonly dueOn: string;
  readonly daysLate: number;
  readonly isAnonymous: boolean;
  readonly outcome: Outcome | null;
}

export interface Identity {
  readonly name: string;
  readonly phone: string | null;
  readonly address: string | null;
}

export interface Objection extends ObjectionRow {
  readonly place: string;
  readonly text: string;
  /** Masked. */
  readonly identity: Identity | null;
  /** Last day on which it is known who objected. */
  readonly identityKeptUntil: string | null;
  readonly identityDeletedOn: string | null;
  readonly receivedBy: string | null;
  readonly scanAttachmentId: string | null;
  readonly returnSteps: readonly (Both & { readonly code: string })[];
  readonly answers: readonly (Both & { readonly code: string; readonly outcome: Outcome })[];
  readonly decision: {
    readonly outcome: Outcome;
    readonly effect: Effect | null;
    readonly answer: string;
    readonly findings: string;
    readonly attachmentIds: readonly string[];
    readonly decidedAt: string;
    readonly decidedBy: string;
  } | null;
}

export interface Finding {
  readonly outcome: Outcome;
  readonly effect: Effect | null;
  readonly answer: string;
  readonly findings: string;
  readonly attachmentIds: readonly string[];
}

export interface FindingDigest {
  readonly digest: string;
  readonly meaning: Both;
}

export interface EnteredObjection {
  readonly via: 'paper' | 'phone';
  readonly receivedOn: string;
  readonly submissionId: string;
  readonly text: string;
  readonly name: string | null;
  readonly phone: string | null;
  readonly address: string | null;
  readonly scanAttachmentId: string | null;
}

export interface ObjectionReceipt {
  readonly receiptNumber: string;
  readonly secret: string;
  readonly dueOn: string;
}

const base = (department: string) => `/api/${department}/v1`;

export const listObjections = (
  department: string,
  filter: { state?: 'open' | 'decided' | undefined; area?: string | undefined; noticeId?: string | undefined },
  cursor: string | undefined,
  signal?: AbortSignal,
) => get<Page<ObjectionRow>>(`${base(department)}/objections`, { ...filter, cursor, limit: 50 }, signal);

export const readObjection = (department: string, id: string, signal?: AbortSignal) =>
  get<Objection>(`${base(department)}/objections/${id}`, {}, signal);

export const revealObjector = (department: string, id: string, purpose: string) =>
  ask<{ readonly identity: Identity | null }>(`${base(department)}/objections/${id}/reveal`, { purpose });

export const digestFinding = (department: string, id: string, finding: Finding) =>
  ask<FindingDigest>(`${base(department)}/objections/${id}/decision-digest`, finding);

export const decideObjection = (department: string, id: string, body: Finding & { proof: string }, idempotencyKey: string) =>
  command<ObjectionRow>('POST', `${base(department)}/objections/${id}/decision`, { body, idempotencyKey });

/** The submission id in the body makes it happen once. */
export const enterObjection = (department: string, noticeId: string, objection: EnteredObjection) =>
  ask<ObjectionReceipt>(`${base(department)}/notices/${noticeId}/objections`, objection);
