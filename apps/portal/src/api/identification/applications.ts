import type { identification } from '@jingzhun/client/api';
import type { Page } from '../page.js';
import { command, get } from '../request.js';
import type { EligibleSource } from './meetings.js';

const base = '/api/identification/v1';

export type CaseKind = 'registration' | 'removal' | 'categoryChange';
export const caseStates = [
  'draft',
  'applied',
  'groupAppraised',
  'groupNoticePosted',
  'groupNoticeClosed',
  'assemblyPassed',
  'villageNoticePosted',
  'villageNoticeClosed',
  'townshipChecked',
  'countyExamined',
  'announced',
  'completed',
  'rejected',
  'withdrawn',
] as const;
export type CaseState = (typeof caseStates)[number];
export const caseSteps = [
  'submit',
  'signForm',
  'correct',
  'appraise',
  'postGroupNotice',
  'closeGroupNotice',
  'review',
  'postVillageNotice',
  'closeVillageNotice',
  'recheck',
  'examine',
  'announce',
  'complete',
  'upholdObjection',
  'return',
  'reject',
  'withdraw',
] as const;
export type CaseStep = (typeof caseSteps)[number];
/** What a person presses; corrections, closings and upheld objections happen elsewhere. */
export type CommandedStep = Exclude<CaseStep, 'correct' | 'closeGroupNotice' | 'closeVillageNotice' | 'upholdObjection'>;

export interface CaseRow {
  readonly id: string;
  readonly kind: CaseKind;
  readonly state: CaseState;
  readonly villageCode: string;
  readonly groupName: string | null;
  readonly householdId: string | null;
  readonly headName: string;
  readonly memberCount: number;
  readonly category: string | null;
  readonly mainCause: string | null;
  readonly source: 'village' | 'import' | 'survey' | 'objection';
  readonly createdBy: { readonly id: string; readonly name: string };
  readonly createdAt: string;
  readonly appliedOn: string | null;
  readonly stateSince: string;
  readonly dueOn: string | null;
  readonly noticeLastDay: string | null;
  readonly late: boolean;
  readonly version: number;
}

export interface CheckedNeed {
  readonly code: string;
  readonly met: boolean;
  readonly by: 'village' | 'household' | 'township' | 'county' | 'verification' | 'another-person' | 'time';
  readonly zh: string;
  readonly en: string;
}

export interface NextStep {
  readonly step: CaseStep;
  readonly zh: string;
  readonly en: string;
  readonly to: readonly CaseState[];
  readonly who: { readonly zh: string; readonly en: string; readonly permission: string; readonly levels: readonly string[] };
  readonly mayDo: boolean;
  readonly possible: boolean;
  readonly signature: 'official' | 'household' | 'none';
  readonly reasonNeeded: boolean;
  /** Of a correction: only where the household can be reached and paid. */
  readonly limitedTo: 'contact' | null;
  readonly checklist: readonly CheckedNeed[];
}

export interface CaseMember {
  readonly position: number;
  readonly name: string;
  readonly idNumberMasked: string;
  readonly sex: string | null;
  readonly birthDate: string | null;
  readonly relation: string | null;
  readonly ethnicity: string | null;
  readonly facts: Readonly<Record<string, unknown>>;
}

export interface CaseDocument {
  readonly id: string;
  readonly role: string;
  readonly contentType: string;
  readonly addedAt: string;
  readonly retracted: boolean;
}

interface VoteOfCase {
  readonly heldOn: string;
  readonly eligible: number;
  readonly present: number;
  readonly votesFor: number;
  readonly votesAgainst: number;
  readonly abstained: number;
}

/** A meeting that voted on the household, with what its record said before it was corrected. */
export interface CaseMeeting extends VoteOfCase {
  readonly id: string;
  readonly kind: 'group' | 'assembly';
  readonly basis: 'adults' | 'households' | 'representatives';
  readonly eligibleSource: EligibleSource | null;
  readonly eligibleBefore: { readonly heldOn: string; readonly eligible: number } | null;
  readonly majority: boolean;
  readonly used: boolean;
  readonly repeatReason: string | null;
  readonly recordedByName: string;
  readonly corrections: readonly (VoteOfCase & {
    readonly voted: boolean;
    readonly correctedByName: string;
    readonly correctedAt: string;
    readonly reason: string;
  })[];
}

/** Another case of the same household or persons. */
export type CaseAttempt = identification.CaseAttempt;

export interface Case extends CaseRow {
  readonly content: Readonly<Record<string, unknown>>;
  readonly members: readonly CaseMember[];
  readonly problems: readonly { readonly pointer: string; readonly code: string; readonly zh: string; readonly en: string }[];
  readonly contentVersion: number;
  readonly contentDigest: string;
  readonly sourceDocument: string | null;
  readonly countyStep: boolean | null;
  readonly formSigned: boolean;
  readonly signatures: readonly {
    readonly id: string;
    readonly step: CaseStep;
    readonly signedBy: string;
    readonly signedAt: string;
    readonly voidedAt: string | null;
    readonly voidReason: string | null;
  }[];
  readonly attachments: readonly CaseDocument[];
  readonly notice: {
    readonly id: string;
    readonly postedOn: string;
    readonly lastDay: string;
    readonly firstProof: boolean;
    readonly lastProof: boolean;
    readonly openObjections: number;
  } | null;
  readonly meetingId: string | null;
  readonly meetings: readonly CaseMeeting[];
  readonly sample: {
    readonly id: string;
    readonly listed: number;
    readonly chosen: number;
    readonly visited: number;
    readonly visit: 'not-chosen' | 'waiting' | 'agrees' | 'deviates';
  } | null;
  readonly attempts: readonly CaseAttempt[];
  readonly next: readonly NextStep[];
}

export interface CorrectedCase extends Case {
  readonly correction: {
    readonly material: boolean;
    readonly voided: readonly { readonly step: CaseStep; readonly signedBy: string }[];
    readonly repeat: readonly CaseStep[];
  } | null;
}

export interface CaseEvent {
  readonly version: number;
  readonly step: CaseStep;
  readonly from: CaseState;
  readonly to: CaseState;
  readonly outcome: string | null;
  readonly actor: { readonly id: string; readonly name: string } | null;
  readonly at: string;
  readonly decidedOn: string;
  readonly reason: string | null;
  readonly meetingId: string | null;
  readonly noticeId: string | null;
  readonly objectionId: string | null;
  readonly sampleId: string | null;
  readonly signatureId: string | null;
}

export interface CaseFilter {
  readonly area?: string | undefined;
  readonly state?: CaseState | undefined;
  readonly kind?: CaseKind | undefined;
  readonly groupName?: string | undefined;
  readonly householdId?: string | undefined;
  readonly open?: boolean | undefined;
  readonly late?: boolean | undefined;
}

export type AttachmentRole = 'applicationForm' | 'consent' | 'identity' | 'grounds' | 'withdrawalRequest' | 'other';

export interface NewCase {
  readonly villageCode?: string;
  readonly householdId?: string;
  readonly content: Readonly<Record<string, unknown>>;
}

export interface WrittenContent {
  readonly content: Readonly<Record<string, unknown>>;
  readonly keep?: {
    readonly phone: boolean;
    readonly bankAccount: boolean;
    readonly idNumbers: readonly (number | null)[];
  };
  readonly reason?: string;
}

export const listCases = (filter: CaseFilter, cursor: string | undefined, limit: number, signal?: AbortSignal) =>
  get<Page<CaseRow> & { total?: number }>(`${base}/applications`, { ...filter, cursor, limit }, signal);

export const readCase = (id: string, signal?: AbortSignal) => get<Case>(`${base}/applications/${id}`, {}, signal);

export const readCaseEvents = (id: string, signal?: AbortSignal) =>
  get<{ items: readonly CaseEvent[] }>(`${base}/applications/${id}/events`, {}, signal);

export const createCase = (body: NewCase, idempotencyKey: string) =>
  command<Case>('POST', `${base}/applications`, { body, idempotencyKey });

export const writeCaseContent = (id: string, body: WrittenContent, version: number, idempotencyKey: string) =>
  command<CorrectedCase>('PUT', `${base}/applications/${id}/content`, { body, idempotencyKey, ifMatch: version });

export const attachToCase = (id: string, attachmentId: string, role: AttachmentRole, idempotencyKey: string) =>
  command<Case>('POST', `${base}/applications/${id}/attachments`, { body: { attachmentId, role }, idempotencyKey });
