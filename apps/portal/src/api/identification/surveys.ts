import type { identification } from '@jingzhun/client/api';
import type { Page } from '../page.js';
import { command, get } from '../request.js';

const base = '/api/identification/v1';

export type SurveyRound = identification.SurveyRound;
export type SurveyCoverage = identification.SurveyCoverage;
export type SurveyForm = identification.SurveyForm;
export type SurveyUnitRow = identification.SurveyUnitRow;
export type SurveyUnit = identification.SurveyUnit;
export type SurveyConflictRow = identification.SurveyConflictRow;
export type SurveyConflict = identification.SurveyConflict;
export type SurveyDifferences = identification.SurveyDifferences;
export type UnitState = SurveyUnitRow['state'];
export type Capacity = 'committee' | 'workTeam';

export interface RoundPlan {
  readonly name: string;
  readonly area: string;
  readonly startsOn: string;
  readonly endsOn: string;
  readonly incomeYear: number;
  readonly deciders: { readonly named: string; readonly substitute: string };
}

export const listRounds = (signal?: AbortSignal) => get<Page<SurveyRound>>(`${base}/survey-rounds`, { limit: 100 }, signal);

export const readRound = (id: string, signal?: AbortSignal) => get<SurveyRound>(`${base}/survey-rounds/${id}`, {}, signal);

export const planRound = (plan: RoundPlan, idempotencyKey: string) =>
  command<SurveyRound>('POST', `${base}/survey-rounds`, { body: plan, idempotencyKey });

export const openRound = (id: string, version: number, idempotencyKey: string) =>
  command<SurveyRound>('POST', `${base}/survey-rounds/${id}/open`, { body: {}, idempotencyKey, ifMatch: version });

export const closeRound = (id: string, version: number, reason: string, idempotencyKey: string) =>
  command<SurveyRound>('POST', `${base}/survey-rounds/${id}/close`, { body: { reason }, idempotencyKey, ifMatch: version });

export const nameDecider = (
  id: string,
  version: number,
  body: { capacity: 'named' | 'substitute'; accountId: string; reason: string },
  idempotencyKey: string,
) => command<SurveyRound>('POST', `${base}/survey-rounds/${id}/deciders`, { body, idempotencyKey, ifMatch: version });

export const readCoverage = (id: string, signal?: AbortSignal) => get<SurveyCoverage>(`${base}/survey-rounds/${id}/coverage`, {}, signal);

export const confirmVillage = (id: string, village: string, capacity: Capacity, idempotencyKey: string) =>
  command<SurveyCoverage>('POST', `${base}/survey-rounds/${id}/villages/${village}/confirm`, { body: { capacity }, idempotencyKey });

export const listUnits = (
  roundId: string,
  filter: { village?: string | undefined; state?: UnitState | undefined },
  cursor: string | undefined,
  signal?: AbortSignal,
) => get<Page<SurveyUnitRow>>(`${base}/survey-rounds/${roundId}/units`, { ...filter, cursor, limit: 100 }, signal);

export const readUnit = (id: string, signal?: AbortSignal) => get<SurveyUnit>(`${base}/survey-units/${id}`, {}, signal);

export const readForm = (version: number, signal?: AbortSignal) => get<SurveyForm>(`${base}/survey-forms/${version}`, {}, signal);

export const readDifferences = (id: string, signal?: AbortSignal) =>
  get<SurveyDifferences>(`${base}/survey-units/${id}/differences`, {}, signal);

export const proposeFromSurvey = (id: string, body: { kind: string; personId?: string; registerVersion: number }, idempotencyKey: string) =>
  command<SurveyUnit>('POST', `${base}/survey-units/${id}/corrections`, { body, idempotencyKey });

export const applyFromSurvey = (id: string, idempotencyKey: string) =>
  command<{ applicationId: string }>('POST', `${base}/survey-units/${id}/application`, { body: {}, idempotencyKey });

export const listConflicts = (
  filter: { roundId?: string | undefined; state: SurveyConflictRow['state']; mine?: true | undefined; late?: true | undefined },
  cursor: string | undefined,
  signal?: AbortSignal,
) => get<Page<SurveyConflictRow>>(`${base}/survey-conflicts`, { ...filter, cursor, limit: 100 }, signal);

export const readConflict = (id: string, signal?: AbortSignal) => get<SurveyConflict>(`${base}/survey-conflicts/${id}`, {}, signal);

export type ConflictDecision =
  | { readonly decision: 'choose'; readonly choices: Readonly<Record<string, 'current' | 'submitted'>>; readonly reason: string }
  | { readonly decision: 'same' | 'different' | 'accept' | 'refuse'; readonly reason: string };

export const decideConflict = (id: string, version: number, body: ConflictDecision, idempotencyKey: string) =>
  command<SurveyConflict>('POST', `${base}/survey-conflicts/${id}/decide`, { body, idempotencyKey, ifMatch: version });

export const photoAddress = (id: string): string => `${base}/attachments/${id}/content`;
