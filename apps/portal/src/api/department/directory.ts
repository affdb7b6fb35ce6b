import type { Page } from '../page.js';
import { ask, command, get } from '../request.js';

export interface DirectoryRow {
  readonly id: string;
  readonly number: string;
  readonly villageCode: string;
  readonly headName: string;
  readonly memberCount: number;
  readonly category: string;
  readonly status: string;
  readonly mainCause: string | null;
  readonly version: number;
  readonly groupName: string | null;
  readonly matchedPerson?: string | null;
}

export interface DirectoryFilter {
  readonly area?: string | undefined;
  readonly category?: string | undefined;
  readonly mainCause?: string | undefined;
}

export interface DirectoryDigest {
  readonly households: number;
  readonly persons: number;
  readonly digest: string;
}

export const listDirectory = (
  department: string,
  filter: DirectoryFilter,
  cursor: string | undefined,
  limit: number,
  signal?: AbortSignal,
) => get<Page<DirectoryRow>>(`/api/${department}/v1/directory/households`, { ...filter, cursor, limit }, signal);

export const searchDirectory = (department: string, terms: { name?: string; number?: string; area?: string }) =>
  ask<Page<DirectoryRow>>(`/api/${department}/v1/directory/households/search`, terms);

export const readDigest = (department: string, signal?: AbortSignal) =>
  get<DirectoryDigest>(`/api/${department}/v1/directory/digest`, {}, signal);

export const rebuildDirectory = (department: string, idempotencyKey: string) =>
  command<unknown>('POST', `/api/${department}/v1/directory/rebuild`, { body: {}, idempotencyKey });
