import type { Page } from '../page.js';
import { command, get } from '../request.js';

const base = '/api/identification/v1';

export type DuplicateDecision = 'keep-registered' | 'move' | 'not-same';

export interface DuplicateCase {
  readonly id: string;
  readonly importId: string;
  readonly personName: string;
  readonly idNumberMasked: string;
  /** Household of the file. */
  readonly household: { readonly number: string; readonly headName: string; readonly villageCode: string };
  /** Household that has the person. */
  readonly registered: { readonly id: string; readonly number: string; readonly villageCode: string };
  readonly status: 'open' | 'decided' | 'withdrawn';
  readonly foundAt: string;
}

export const listDuplicates = (cursor: string | undefined, signal?: AbortSignal) =>
  get<Page<DuplicateCase>>(`${base}/duplicates`, { status: 'open', cursor, limit: 100 }, signal);

export const decideDuplicate = (id: string, decision: DuplicateDecision, reason: string, idempotencyKey: string) =>
  command<DuplicateCase>('POST', `${base}/duplicates/${id}/decide`, { body: { decision, reason }, idempotencyKey });
