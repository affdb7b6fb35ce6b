import { problemOf, unreachable } from '../problem.js';
import { command } from '../request.js';

export interface Account {
  readonly id: string;
  readonly name: string;
  readonly department: string;
  readonly roles: readonly string[];
  readonly area: string;
  /** The area in words, as the gateway knows it: no department has to be up for it. */
  readonly areaName: string;
}

export interface Session {
  readonly account: Account;
  readonly permissions: readonly string[];
  readonly locale: 'zh-CN' | 'en';
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

export const keepLanguageOfAccount = (language: 'zh' | 'en', idempotencyKey: string) =>
  command<unknown>('POST', '/api/gateway/v1/me/language', { body: { language }, idempotencyKey });

export const signOut = (idempotencyKey: string) => command<unknown>('POST', '/auth/sign-out', { body: {}, idempotencyKey });

export const signOutEverywhere = (idempotencyKey: string) =>
  command<unknown>('POST', '/auth/sign-out-everywhere', { body: {}, idempotencyKey });
