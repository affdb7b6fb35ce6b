import { get } from '../request.js';
import type { CaseKind, CaseRow, CaseState, CaseStep } from './applications.js';

const base = '/api/identification/v1/application-work';

export interface CaseFunnel {
  readonly states: readonly {
    readonly state: CaseState;
    readonly now: number;
    readonly late: number;
    readonly medianDaysWaiting: number | null;
    readonly passed: number;
    readonly medianDaysPassed: number | null;
  }[];
}

export interface WorkItem extends CaseRow {
  readonly step: CaseStep;
  /** Negative: overdue. */
  readonly daysLeft: number | null;
}

export interface WorkList {
  readonly items: readonly WorkItem[];
  readonly counts: readonly { readonly step: CaseStep; readonly waiting: number; readonly late: number }[];
}

export interface LateList {
  readonly items: readonly {
    readonly division: string;
    readonly state: CaseState;
    readonly cases: number;
    readonly oldestDueOn: string;
    readonly daysLate: number;
  }[];
  readonly total: number;
}

export const readWork = (query: { step?: CaseStep | undefined }, signal?: AbortSignal) => get<WorkList>(`${base}`, query, signal);

export const readFunnel = (query: { area?: string | undefined; kind?: CaseKind | undefined }, signal?: AbortSignal) =>
  get<CaseFunnel>(`${base}/funnel`, query, signal);

export const readLate = (query: { area?: string | undefined; by: 'township' | 'village' }, signal?: AbortSignal) =>
  get<LateList>(`${base}/late`, query, signal);
