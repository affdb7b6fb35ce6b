import type { identification } from '@jingzhun/client/api';
import type { Page } from '../page.js';
import { command, get } from '../request.js';

const base = '/api/identification/v1';

export type Verdict = identification.Verdict;
export type RuleVerdict = identification.RuleVerdict;
export type RuleCode = RuleVerdict['rule'];
export type RuleResult = RuleVerdict['result'];
export type Standing = Verdict['standing'];
export type SubjectKind = Verdict['subject']['kind'];
export type VerdictLine = identification.VerdictList['items'][number];
export type VerdictHistory = identification.VerdictHistory;
export type VerdictSummary = identification.VerdictSummary;
export type ScreeningTask = identification.ScreeningTaskList['items'][number];
export type ScreeningRules = identification.ScreeningRuleSet;
export type ScreeningReports = identification.ScreeningReportList;
export type Job = identification.Job;
export type Both = RuleVerdict['title'];

export const RULES: readonly RuleCode[] = ['V1', 'V2', 'V3', 'V4', 'V5', 'V6', 'V7', 'R1', 'R2', 'R3', 'R4'];

export interface Subject {
  readonly kind: SubjectKind;
  readonly id: string;
}

const subjectBase = ({ kind, id }: Subject): string => `${base}/${kind === 'household' ? 'households' : 'applications'}/${id}`;

export const readVerdict = (id: string, signal?: AbortSignal) => get<Verdict>(`${base}/screenings/${id}`, {}, signal);

export const readLatestVerdict = (subject: Subject, signal?: AbortSignal) => get<Verdict>(`${subjectBase(subject)}/screening`, {}, signal);

export const readVerdictHistory = (subject: Subject, signal?: AbortSignal) =>
  get<VerdictHistory>(`${subjectBase(subject)}/screenings`, {}, signal);

export const judgeNow = (subject: Subject, idempotencyKey: string) =>
  command<{ screeningId: string }>('POST', `${subjectBase(subject)}/screening`, { body: {}, idempotencyKey });

export interface ReportedDoubt {
  readonly doubt: string;
  readonly reporter: { readonly name: string | null; readonly contact: string | null };
}

export const reportDoubt = (subject: Subject, report: ReportedDoubt, idempotencyKey: string) =>
  command<{ id: string; screeningId: string }>('POST', `${subjectBase(subject)}/screening-reports`, { body: report, idempotencyKey });

/** Each reading is recorded. */
export const readReports = (screeningId: string, signal?: AbortSignal) =>
  get<ScreeningReports>(`${base}/screenings/${screeningId}/reports`, {}, signal);

export interface RuleConfirmation {
  readonly rule: RuleCode;
  readonly ground: string;
  readonly marks?: readonly string[];
  readonly note: string;
  readonly attachments: readonly string[];
}

export const confirmRule = (screeningId: string, confirmation: RuleConfirmation, idempotencyKey: string) =>
  command<{ screeningId: string }>('POST', `${base}/screenings/${screeningId}/confirmations`, { body: confirmation, idempotencyKey });

export interface StrictAnswer {
  readonly rule: RuleCode;
  readonly reason: string;
  readonly attachments: readonly string[];
}

export const answerStrict = (screeningId: string, answer: StrictAnswer, idempotencyKey: string) =>
  command<{ screeningId: string }>('POST', `${base}/screenings/${screeningId}/answers`, { body: answer, idempotencyKey });

export const withdrawConfirmation = (id: string, reason: string, idempotencyKey: string) =>
  command<{ screeningId: string }>('POST', `${base}/screening-confirmations/${id}/withdraw`, { body: { reason }, idempotencyKey });

export interface VerdictFilter {
  readonly kind: SubjectKind;
  readonly area?: string | undefined;
  readonly rule?: RuleCode | undefined;
  readonly result?: RuleResult | undefined;
}

export const listVerdicts = (filter: VerdictFilter, cursor: string | undefined, signal?: AbortSignal) =>
  get<Page<VerdictLine>>(`${base}/screenings`, { ...filter, cursor, limit: 100 }, signal);

export const readVerdictSummary = (filter: Pick<VerdictFilter, 'kind' | 'area'>, signal?: AbortSignal) =>
  get<VerdictSummary>(`${base}/screenings/summary`, { ...filter }, signal);

export type ScreeningTaskKind = 'confirm' | 'answer';
export interface TaskFilter {
  readonly task: ScreeningTaskKind;
  readonly kind: SubjectKind;
  readonly area?: string | undefined;
  readonly rule?: RuleCode | undefined;
}

export const listTasks = (filter: TaskFilter, cursor: string | undefined, signal?: AbortSignal) =>
  get<Page<ScreeningTask>>(`${base}/screening-tasks`, { ...filter, cursor, limit: 50 }, signal);

export const readRules = (signal?: AbortSignal) => get<ScreeningRules>(`${base}/screening-rules`, {}, signal);

export interface GroupConfirmation {
  readonly rule: RuleCode;
  readonly ground: string;
  readonly area: string;
  readonly note: string;
  readonly attachments: readonly string[];
}

export const confirmMany = (confirmation: GroupConfirmation, idempotencyKey: string) =>
  command<{ jobId: string }>('POST', `${base}/screening-group-confirmations`, { body: confirmation, idempotencyKey });

export const startRun = (idempotencyKey: string) =>
  command<{ jobId: string }>('POST', `${base}/screening-runs`, { body: {}, idempotencyKey });

/** The newest runs over everybody, also those that a register or a match ordered. */
export const listRuns = (signal?: AbortSignal) => get<{ items: readonly Job[] }>(`${base}/screening-runs`, {}, signal);

export const readRun = (id: string, signal?: AbortSignal) => get<Job>(`${base}/screening-runs/${id}`, {}, signal);
