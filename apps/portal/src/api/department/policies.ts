import { get } from '../request.js';

export interface PolicyParameter {
  readonly id: string;
  readonly code: string;
  readonly zh: string;
  readonly en: string;
  readonly region: string;
  readonly validFrom: string;
  readonly validTo: string | null;
  readonly value: unknown;
  readonly unit: string | null;
  readonly source: string;
  readonly certainty: string;
  readonly certaintyZh: string;
  readonly certaintyEn: string;
  readonly noteZh: string;
  readonly recordedAt: string;
  readonly recordedBy: string | null;
  readonly reason: string;
}

export const readPolicies = (department: string, on: string | undefined, signal?: AbortSignal) =>
  get<{ items: readonly PolicyParameter[] }>(`/api/${department}/v1/policies`, { on }, signal);
