import type { Page } from '../page.js';
import { ask, command, get } from '../request.js';

const base = '/api/gateway/v1';

export interface AccountRow {
  readonly id: string;
  readonly userName: string;
  readonly name: string;
  readonly department: string;
  readonly roles: readonly string[];
  readonly area: string;
  readonly bank?: string | null;
  readonly status: 'enabled' | 'disabled';
  readonly mustChangePassword: boolean;
  readonly secondFactor: boolean;
  readonly lastSignInAt: string | null;
  readonly version: number;
}

export type AccountWithPassword = AccountRow & { readonly oneTimePassword: string | null };

export interface NewAccount {
  readonly userName: string;
  readonly name: string;
  readonly department: string;
  readonly roles: readonly string[];
  readonly area: string;
  readonly bank?: string;
}

export const listAccounts = (cursor: string | undefined, signal?: AbortSignal) =>
  get<Page<AccountRow>>(`${base}/accounts`, { cursor, limit: 200 }, signal);

export const createAccount = (account: NewAccount, idempotencyKey: string) =>
  command<AccountWithPassword>('POST', `${base}/accounts`, { body: account, idempotencyKey });

export const changeAccount = (
  id: string,
  change: { name: string; roles: readonly string[]; area: string; bank: string | null },
  version: number,
  idempotencyKey: string,
) => command<AccountRow>('PATCH', `${base}/accounts/${id}`, { body: change, idempotencyKey, ifMatch: version });

export const setAccountEnabled = (id: string, enabled: boolean, idempotencyKey: string) =>
  command<AccountRow>('POST', `${base}/accounts/${id}/${enabled ? 'enable' : 'disable'}`, { body: {}, idempotencyKey });

export const resetAccount = (id: string, idempotencyKey: string) =>
  command<AccountWithPassword>('POST', `${base}/accounts/${id}/reset`, { body: {}, idempotencyKey });

export const readOwnAccount = (signal?: AbortSignal) => get<AccountRow>(`${base}/me`, {}, signal);

export const changeOwnPassword = (change: { presentPassword: string; password: string }, idempotencyKey: string) =>
  command<undefined>('POST', `${base}/me/password`, { body: change, idempotencyKey });

export interface TotpEnrolment {
  readonly enrolment: string;
  readonly secret: string;
  /** SVG to scan. */
  readonly picture: string;
}

export const startTotp = () => ask<TotpEnrolment>(`${base}/me/totp`, {});

export const confirmTotp = (enrolment: string, code: string, idempotencyKey: string) =>
  command<undefined>('POST', `${base}/me/totp/confirm`, { body: { enrolment, code }, idempotencyKey });
