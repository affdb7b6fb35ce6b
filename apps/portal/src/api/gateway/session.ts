import { problemOf, unreachable } from '../problem.js';
import { command } from '../request.js';

export interface Account {
  readonly id: string;
  readonly name: string;
  readonly department: string;
  readonly roles: readonly string[];
  readonly area: string;
}

export interface Session {
  readonly account: Account;
  readonly permissions: readonly string[];
  readonly demo?: boolean;
}

/** `null`: nobody is signed in (that is an answer, not a failure). */
export async function readSession(signal?: AbortSignal): Promise<Session | null> {
  let response: Response;
  try {
    response = await fetch('/auth/session', {
      headers: { accept: 'application/json' },
      credentials: 'same-origin',
      ...(signal ? { signal } : {}),
    });
  } catch {
    throw unreachable();
  }
  if (response.status === 401) return null;
  if (!response.ok) throw await problemOf(response);
  if (!response.headers.get('content-type')?.includes('json')) throw unreachable();
  return (await response.json()) as Session;
}

export function signInAddress(returnTo: string): string {
  return `/auth/sign-in?returnTo=${encodeURIComponent(returnTo)}`;
}

export const signOut = (idempotencyKey: string) => command<unknown>('POST', '/auth/sign-out', { body: {}, idempotencyKey });

export const signOutEverywhere = (idempotencyKey: string) =>
  command<unknown>('POST', '/auth/sign-out-everywhere', { body: {}, idempotencyKey });
