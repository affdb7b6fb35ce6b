import type { Page } from '../page.js';
import { command, get, getFile } from '../request.js';

export interface Both {
  readonly zh: string;
  readonly en: string;
}

export interface NoticeTask {
  readonly id: string;
  readonly what: 'proof-first' | 'proof-last' | 'close' | 'answer-objection';
  readonly title: Both;
  readonly level: 'village' | 'township' | 'county';
  readonly noticeId: string;
  readonly noticeTitle: Both;
  /** Whom it names, when it is one notice. */
  readonly about: Both | null;
  readonly objectionId: string | null;
  /** A task of a whole sheet: done for all its notices at once. */
  readonly postingId: string | null;
  readonly notices: number;
  readonly place: string;
  readonly placeNames: readonly string[];
  readonly groupName: string | null;
  readonly dueOn: string;
  readonly daysLate: number;
}

export interface NoticeTasks {
  readonly items: readonly NoticeTask[];
  readonly counts: { readonly late: number; readonly today: number; readonly later: number };
}

export const noticeStates = ['posted', 'composed', 'closed', 'withdrawn'] as const;
export type NoticeState = (typeof noticeStates)[number];

export interface NoticeRow {
  readonly id: string;
  readonly title: Both;
  /** Whom it names, as it stands on the notice. */
  readonly about: Both | null;
  readonly state: NoticeState;
  readonly place: string;
  readonly placeNames: readonly string[];
  readonly groupName: string | null;
  readonly postedOn: string | null;
  readonly firstDay: string | null;
  readonly lastDay: string | null;
  readonly days: number | null;
  readonly dayKind: 'calendar' | 'working' | null;
  readonly openObjections: number;
  /** The sheet on which it hangs together with others. */
  readonly postingId: string | null;
}

interface Done {
  readonly at: string;
  readonly by: string;
}

/** later: its day has not come; open: a photo taken today counts; missed: its days are over. */
export type ProofStage = 'later' | 'open' | 'missed';

export interface ChecklistLine {
  readonly code: string;
  readonly isDone: boolean;
  /** Of a photo that is not there. */
  readonly stage: ProofStage | null;
  readonly zh: string;
  readonly en: string;
}

export interface NoticeProof {
  readonly id: string;
  readonly occasion: 'first' | 'last';
  readonly attachmentId: string;
  readonly takenOn: string;
  readonly isRetracted: boolean;
  readonly recordedAt: string;
  readonly recordedBy: string;
}

export interface Notice extends NoticeRow {
  readonly subject: { readonly type: string; readonly id: string };
  readonly text: {
    readonly paragraphs: readonly Both[];
    readonly facts: readonly { readonly label: Both; readonly value: Both }[];
    readonly tables: readonly { readonly label: Both; readonly headings: readonly Both[]; readonly rows: readonly (readonly Both[])[] }[];
  };
  readonly investigator: 'township' | 'county';
  readonly objections: { readonly open: number; readonly upheld: number; readonly dismissed: number };
  readonly composed: Done;
  readonly posted: Done | null;
  readonly closed: Done | null;
  readonly withdrawn: (Done & { readonly reason: string }) | null;
  readonly isPublic: boolean;
  readonly checklist: readonly ChecklistLine[];
  readonly proofs: readonly NoticeProof[];
}

export interface NoticeFilter {
  readonly state?: NoticeState | undefined;
  readonly area?: string | undefined;
}

const base = (department: string) => `/api/${department}/v1`;

export const readNoticeTasks = (
  department: string,
  query: { level?: NoticeTask['level'] | undefined; when?: 'late' | 'due' | 'all' },
  signal?: AbortSignal,
) => get<NoticeTasks>(`${base(department)}/notice-tasks`, { ...query, limit: 50 }, signal);

export const listNotices = (department: string, filter: NoticeFilter, cursor: string | undefined, signal?: AbortSignal) =>
  get<Page<NoticeRow>>(`${base(department)}/notices`, { ...filter, cursor, limit: 50 }, signal);

export const readNotice = (department: string, id: string, signal?: AbortSignal) =>
  get<Notice>(`${base(department)}/notices/${id}`, {}, signal);

export const readNoticePaper = (department: string, id: string, lang: 'zh' | 'en') =>
  getFile(`${base(department)}/notices/${id}/pdf?lang=${lang}`);

export const proveNotice = (
  department: string,
  id: string,
  body: { occasion: 'first' | 'last'; attachmentIds: string[] },
  idempotencyKey: string,
) => command<Notice>('POST', `${base(department)}/notices/${id}/proofs`, { body, idempotencyKey });

export type NoticeCommand = { readonly step: 'post' | 'close' } | { readonly step: 'take-down'; readonly reason: string };

export const stepNotice = (department: string, id: string, { step, ...body }: NoticeCommand, idempotencyKey: string) =>
  command<Notice>('POST', `${base(department)}/notices/${id}/${step}`, { body, idempotencyKey });

export interface PostedAgain {
  readonly noticeIds: readonly string[];
  /** Null: one notice, which is its own sheet. */
  readonly postingId: string | null;
  readonly firstDay: string;
  readonly lastDay: string;
}

/** Takes down and posts again, in one command: a sheet with all that hangs on it, or one notice. */
export const postAgain = (department: string, of: 'notices' | 'notice-postings', id: string, reason: string, idempotencyKey: string) =>
  command<PostedAgain>('POST', `${base(department)}/${of}/${id}/post-again`, { body: { reason }, idempotencyKey });
