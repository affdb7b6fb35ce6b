import { get } from '../request.js';

export interface SurveyColleague {
  readonly id: string;
  readonly name: string;
  readonly roles: readonly string[];
  readonly area: string;
  readonly enabled: boolean;
}

/** Who of the office may decide conflicts for the whole of an area, by name. */
export const listSurveyDeciders = (area: string, signal?: AbortSignal) =>
  get<{ readonly items: readonly SurveyColleague[] }>('/api/gateway/v1/survey-deciders', { area }, signal);
