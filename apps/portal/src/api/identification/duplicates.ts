import type { Page } from '../page.js';
import { command, get } from '../request.js';

const base = '/api/identification/v1';

export type DuplicateDecision = 'keep-registered' | 'move' | 'not-same';

export interface DuplicateSide {
  readonly householdId?: string | null;
  readonly householdNumber?: string | null;
  readonly villageCode: string;
  readonly headName?: string | null;
  readonly personName: string;
  readonly relation?: string | null;
}

export interface DuplicateCase {
  readonly id: string;
  readonly status: string;
  readonly idNumberMasked: string | null;
  readonly registered: DuplicateSide;
  readonly claimed: DuplicateSide;
  readonly importId?: string | null;
  readonly foundAt: string;
}

export const listDuplicates = (cursor: string | undefined, signal?: AbortSignal) =>
  get<Page<DuplicateCase>>(`${base}/duplicates`, { status: 'open', cursor, limit: 100 }, signal);

export const decideDuplicate = (id: string, decision: DuplicateDecision, reason: string, idempotencyKey: string) =>
  command<DuplicateCase>('POST', `${base}/duplicates/${id}/decide`, { body: { decision, reason }, idempotencyKey });
