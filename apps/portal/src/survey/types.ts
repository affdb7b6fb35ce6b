import type { identification } from '@jingzhun/client/api';

export type SurveyForm = identification.SurveyForm;
export type FormSection = SurveyForm['sections'][number];
export type FormField = FormSection['fields'][number];
export type Workload = identification.SurveyWorkload;
export type WorkItem = Workload['items'][number];
export type Round = identification.SurveyRound;
export type SubmissionAnswer = identification.SurveySubmissionAnswer;

export type AnswerValue = string | number | boolean | readonly string[];
export type Answers = Readonly<Record<string, AnswerValue>>;
export type VisitOutcome = 'met' | 'away' | 'refused';
export type PhotoPurpose = 'house' | 'document' | 'signature' | 'other';

/** One visit as it goes to the service. */
export interface Report {
  readonly id: string;
  readonly unitId: string;
  readonly found?: { readonly villageCode: string };
  readonly follows: readonly string[];
  readonly baseVersion: number;
  readonly registerVersion: number | null;
  readonly formVersion: number;
  readonly outcome: VisitOutcome;
  readonly visitedAt: string;
  readonly changes: Readonly<Record<string, AnswerValue | null>>;
  readonly note?: string;
  readonly photos: readonly { readonly id: string; readonly purpose: PhotoPurpose }[];
  readonly signedPhoto?: string;
}
