import { command, get } from '../request.js';
import type { CaseState } from './applications.js';

const base = '/api/identification/v1/samples';

export type SampleLevel = 'township' | 'county';

export interface SampleRow {
  readonly id: string;
  readonly level: SampleLevel;
  readonly area: string;
  readonly ordinal: number;
  readonly commitment: string;
  readonly seed: string | null;
  readonly percent: number | null;
  readonly listed: number | null;
  readonly chosen: number | null;
  readonly listDigest: string | null;
  readonly committedAt: string;
  readonly drawnAt: string | null;
  readonly drawnByName: string | null;
}

export interface SampleCase {
  readonly applicationId: string;
  readonly headName: string;
  readonly villageCode: string;
  readonly groupName: string | null;
  readonly state: CaseState;
  readonly rank: number;
  readonly mark: string;
  readonly chosen: boolean;
  /** Not drawn first: the next of the list, for one that left unvisited. */
  readonly movedUp: boolean;
  readonly visit: {
    readonly visitedOn: string;
    readonly visitors: readonly string[];
    readonly agrees: boolean;
    readonly findings: string | null;
    readonly recordedByName: string;
  } | null;
}

export interface Sample extends SampleRow {
  readonly cases: readonly SampleCase[];
}

export interface SampleVisit {
  readonly visitedOn: string;
  readonly visitors: readonly string[];
  readonly agrees: boolean;
  readonly findings: string;
  readonly attachmentIds: readonly string[];
}

export const listSamples = (level: SampleLevel | undefined, signal?: AbortSignal) =>
  get<{ items: readonly SampleRow[] }>(base, { level, limit: 50 }, signal);

export const readSample = (id: string, signal?: AbortSignal) => get<Sample>(`${base}/${id}`, {}, signal);

export const commitSample = (level: SampleLevel, idempotencyKey: string) =>
  command<Sample>('POST', `${base}/commitments`, { body: { level }, idempotencyKey });

export const drawSample = (level: SampleLevel, idempotencyKey: string) =>
  command<Sample>('POST', base, { body: { level }, idempotencyKey });

export const recordVisit = (id: string, applicationId: string, visit: SampleVisit, idempotencyKey: string) =>
  command<Sample>('POST', `${base}/${id}/cases/${applicationId}/visit`, { body: visit, idempotencyKey });
