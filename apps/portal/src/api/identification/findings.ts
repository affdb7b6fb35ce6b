import type { Page } from '../page.js';
import { get } from '../request.js';

const base = '/api/identification/v1';

export interface Text {
  readonly zh: string;
  readonly en: string;
}

export interface Finding {
  readonly id: string;
  readonly rule: string;
  readonly severity: 'error' | 'doubt';
  readonly householdId: string;
  readonly headName?: string;
  readonly villageCode: string;
  readonly personId: string | null;
  readonly personName?: string | null;
  readonly title?: Text;
  readonly reasons?: readonly (Text & { readonly code: string })[];
  readonly next?: Text;
  readonly foundAt: string;
}

export interface RuleSummary extends Text {
  readonly rule: string;
  readonly severity: 'error' | 'doubt';
  readonly checked: boolean;
  readonly needs?: Text;
  readonly count: number;
  readonly next: Text;
}

export interface FindingSummary {
  readonly items: readonly RuleSummary[];
  readonly checkedRules: number;
  /** Rules without input yet. */
  readonly waitingRules: number;
}

export const readFindingSummary = (area: string | undefined, signal?: AbortSignal) =>
  get<FindingSummary>(`${base}/findings/summary`, { area }, signal);

export const listFindings = (
  filter: { rule?: string | undefined; area?: string | undefined },
  cursor: string | undefined,
  signal?: AbortSignal,
) => get<Page<Finding>>(`${base}/findings`, { ...filter, cursor, limit: 100 }, signal);
