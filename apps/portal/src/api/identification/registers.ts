import type { identification } from '@jingzhun/client/api';
import type { Page } from '../page.js';
import { addressOf, command, get } from '../request.js';

const base = '/api/identification/v1';

export type RegisterStatus = identification.RegisterStatus['items'][number];
export type RegisterKind = RegisterStatus['kind'];
export type RegisterImport = identification.RegisterImport;
export type RegisterRefusal = identification.RegisterRefusalList['items'][number];
export type RegisterMatch = identification.RegisterMatch;
export type MatchStatus = RegisterMatch['status'];
export type MatchDecision = 'same' | 'different';

export const listRegisters = (signal?: AbortSignal) => get<{ items: readonly RegisterStatus[] }>(`${base}/registers`, {}, signal);

export const registerTemplateAddress = (format: 'xlsx' | 'csv', kind: RegisterKind): string =>
  addressOf(`${base}/register-imports/template.${format}`, { kind });

export const listRegisterImports = (kind: RegisterKind | undefined, cursor: string | undefined, signal?: AbortSignal) =>
  get<Page<RegisterImport>>(`${base}/register-imports`, { kind, cursor, limit: 50 }, signal);

export const readRegisterImport = (id: string, signal?: AbortSignal) => get<RegisterImport>(`${base}/register-imports/${id}`, {}, signal);

export const listRegisterRefusals = (id: string, cursor: string | undefined, signal?: AbortSignal) =>
  get<Page<RegisterRefusal>>(`${base}/register-imports/${id}/refusals`, { cursor, limit: 100 }, signal);

export interface RegisterUpload {
  readonly kind: RegisterKind;
  readonly asOf: string;
  readonly authority: string;
  readonly document: string;
  readonly file: File;
}

const contentTypes: Readonly<Record<string, string>> = {
  xlsx: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
  csv: 'text/csv',
};

export function uploadRegister({ file, ...about }: RegisterUpload, idempotencyKey: string): Promise<RegisterImport> {
  const extension = file.name.split('.').pop()?.toLowerCase() ?? '';
  return command<RegisterImport>('POST', addressOf(`${base}/register-imports`, { ...about }), {
    body: file,
    idempotencyKey,
    headers: {
      'content-type': contentTypes[extension] ?? (file.type || 'application/octet-stream'),
      'x-file-name': encodeURIComponent(file.name),
    },
  });
}

export const withdrawRegister = (id: string, reason: string, idempotencyKey: string) =>
  command<RegisterImport>('POST', `${base}/register-imports/${id}/withdraw`, { body: { reason }, idempotencyKey });

export interface MatchFilter {
  readonly status: MatchStatus;
  readonly kind?: RegisterKind | undefined;
  readonly area?: string | undefined;
}

export const listMatches = (filter: MatchFilter, cursor: string | undefined, signal?: AbortSignal) =>
  get<Page<RegisterMatch>>(`${base}/register-matches`, { ...filter, cursor, limit: 50 }, signal);

export const decideMatch = (id: string, decision: MatchDecision, reason: string, idempotencyKey: string) =>
  command<RegisterMatch>('POST', `${base}/register-matches/${id}/decide`, { body: { decision, reason }, idempotencyKey });

export const withdrawMatch = (id: string, reason: string, idempotencyKey: string) =>
  command<RegisterMatch>('POST', `${base}/register-matches/${id}/withdraw`, { body: { reason }, idempotencyKey });
