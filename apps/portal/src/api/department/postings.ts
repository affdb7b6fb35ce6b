import type { Page } from '../page.js';
import { command, get, getFile } from '../request.js';
import type { Both, NoticeState, ProofStage } from './notices.js';

/** 张贴单: notices of one village, one kind and one day that hang as one paper. */
export interface PostingRow {
  readonly id: string;
  readonly title: Both;
  readonly place: string;
  readonly placeNames: readonly string[];
  readonly groupName: string | null;
  readonly postedOn: string;
  readonly firstDay: string;
  readonly lastDay: string;
  readonly days: number;
  readonly dayKind: 'calendar' | 'working';
  readonly notices: number;
  readonly hanging: number;
  readonly closed: number;
  readonly left: number;
  readonly openObjections: number;
  readonly withoutFirst: number;
  readonly withoutLast: number;
}

export interface PostingLine {
  readonly position: number;
  readonly noticeId: string;
  readonly about: Both | null;
  readonly details: Both;
  readonly state: NoticeState;
  readonly openObjections: number;
  readonly left: 'withdrawn' | 'objection-upheld' | null;
  readonly leftOn: string | null;
}

export interface Posting extends PostingRow {
  readonly made: { readonly at: string; readonly by: string };
  readonly closable: number;
  readonly missing: readonly (Both & { readonly code: string; readonly stage: ProofStage | null })[];
  /** Newest sheet on which something of this one hangs again. */
  readonly postedAgainAs: string | null;
  readonly lines: readonly PostingLine[];
  readonly proofs: readonly {
    readonly attachmentId: string;
    readonly occasion: 'first' | 'last';
    readonly takenOn: string;
    readonly isRetracted: boolean;
    readonly recordedAt: string;
    readonly recordedBy: string;
    readonly notices: number;
  }[];
}

const base = (department: string) => `/api/${department}/v1/notice-postings`;

export interface PostingFilter {
  readonly area?: string | undefined;
  readonly subjectId?: string | undefined;
  readonly hanging?: 'yes' | undefined;
  readonly limit?: number;
}

export const listPostings = (department: string, filter: PostingFilter, signal?: AbortSignal) =>
  get<Page<PostingRow>>(base(department), { ...filter }, signal);

export const readPosting = (department: string, id: string, signal?: AbortSignal) => get<Posting>(`${base(department)}/${id}`, {}, signal);

export const readPostingPaper = (department: string, id: string, lang: 'zh' | 'en') =>
  getFile(`${base(department)}/${id}/pdf?lang=${lang}`);

export const gatherNotices = (department: string, noticeIds: readonly string[], idempotencyKey: string) =>
  command<Posting>('POST', base(department), { body: { noticeIds }, idempotencyKey });

export const provePosting = (
  department: string,
  id: string,
  body: { occasion: 'first' | 'last'; attachmentIds: string[] },
  idempotencyKey: string,
) => command<Posting>('POST', `${base(department)}/${id}/proofs`, { body, idempotencyKey });

export const closePosting = (department: string, id: string, idempotencyKey: string) =>
  command<Posting>('POST', `${base(department)}/${id}/close`, { body: {}, idempotencyKey });
