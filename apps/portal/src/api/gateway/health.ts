import { unreachable } from '../problem.js';

export interface Health {
  readonly status: string;
  readonly [part: string]: unknown;
}

/** 503 is an answer here: it says which part is down. */
export async function readHealth(signal?: AbortSignal): Promise<Health> {
  let response: Response;
  try {
    response = await fetch('/healthz', { headers: { accept: 'application/json' }, ...(signal ? { signal } : {}) });
  } catch {
    throw unreachable();
  }
  if (!response.headers.get('content-type')?.includes('json')) throw unreachable();
  return (await response.json()) as Health;
}
