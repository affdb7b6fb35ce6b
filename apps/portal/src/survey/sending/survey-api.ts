import { ask, command, get } from '../../api/request.js';
import { newKey } from '../../api/new-key.js';
import type { Page } from '../../api/page.js';
import type { Report, Round, SubmissionAnswer, SurveyForm, Workload } from '../types.js';

const base = '/api/identification/v1';

export interface PhotoArrival {
  readonly id: string;
  readonly state: 'attached' | 'file-missing' | 'report-missing';
}

/** What the phone asks of the service; a test puts another one in its place. */
export interface SurveyApi {
  rounds(): Promise<readonly Round[]>;
  form(version: number): Promise<SurveyForm>;
  workload(roundId: string, query: { village: string; unit?: string; cursor?: string | undefined }): Promise<Workload>;
  submit(roundId: string, reports: readonly Report[], sentAt: string): Promise<readonly SubmissionAnswer[]>;
  photosArrived(ids: readonly string[]): Promise<readonly PhotoArrival[]>;
}

export const surveyApi: SurveyApi = {
  rounds: async () => (await get<Page<Round>>(`${base}/survey-rounds`, { state: 'open', limit: 50 })).items,
  form: (version) => get<SurveyForm>(`${base}/survey-forms/${version}`),
  workload: (roundId, query) => get<Workload>(`${base}/survey-rounds/${roundId}/workload`, query),
  // a new key each time: the reports carry their own ids, and a batch whose answer was lost is simply sent again
  submit: async (roundId, reports, sentAt) =>
    (
      await command<{ items: SubmissionAnswer[] }>('POST', `${base}/survey-rounds/${roundId}/submissions`, {
        body: { items: reports, sentAt },
        idempotencyKey: newKey(),
      })
    ).items,
  photosArrived: async (ids) => (await ask<{ items: PhotoArrival[] }>(`${base}/survey-photos/arrived`, { ids })).items,
};
