import { command, get } from '../request.js';

interface Named {
  readonly zh: string;
  readonly en: string;
}

export type PlainForm =
  | {
      readonly kind: 'number';
      readonly whole: boolean;
      readonly min: number | null;
      readonly max: number | null;
      readonly money: boolean;
    }
  | { readonly kind: 'yesNo' }
  | { readonly kind: 'text' }
  | { readonly kind: 'date' }
  | { readonly kind: 'choice'; readonly choices: readonly (Named & { readonly code: string })[] }
  | { readonly kind: 'choices'; readonly choices: readonly (Named & { readonly code: string })[] }
  | { readonly kind: 'list'; readonly of: 'text' | 'number' }
  | { readonly kind: 'json' };

export type ValueForm =
  PlainForm | { readonly kind: 'parts'; readonly parts: readonly (Named & { readonly name: string; readonly form: PlainForm })[] };

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
  readonly unitZh: string | null;
  readonly unitEn: string | null;
  readonly form: ValueForm;
  readonly source: string;
  readonly sourceZh: string;
  readonly certainty: string;
  readonly certaintyZh: string;
  readonly certaintyEn: string;
  readonly noteZh: string;
  readonly recordedAt: string;
  readonly recordedBy: string | null;
  readonly reason: string;
  readonly state: 'waiting' | 'agreed' | 'rejected' | 'withdrawn';
  readonly mine: boolean;
  readonly decidedAt: string | null;
  readonly decidedBy: string | null;
  readonly decisionReason: string | null;
}

export type PolicyDecision = 'confirm' | 'reject' | 'withdraw';

export interface PolicyRecording {
  readonly code: string;
  readonly region: string;
  readonly validFrom: string;
  readonly validTo: string | null;
  readonly value: unknown;
  readonly unit: string | null;
  readonly source: string;
  readonly certainty: string;
  readonly noteZh: string;
  readonly reason: string;
}

interface Parameters {
  readonly items: readonly PolicyParameter[];
}

export const readPolicies = (department: string, on: string | undefined, signal?: AbortSignal) =>
  get<Parameters>(`/api/${department}/v1/policies`, { on }, signal);

export const readPolicyHistory = (department: string, code: string, signal?: AbortSignal) =>
  get<Parameters>(`/api/${department}/v1/policies/${encodeURIComponent(code)}/history`, {}, signal);

export const recordPolicy = (department: string, recording: PolicyRecording, idempotencyKey: string) =>
  command<PolicyParameter>('POST', `/api/${department}/v1/policies`, { body: recording, idempotencyKey });

export const readWaitingPolicies = (department: string, signal?: AbortSignal) =>
  get<Parameters>(`/api/${department}/v1/policies/waiting`, {}, signal);

export const decidePolicy = (
  department: string,
  id: string,
  decision: PolicyDecision,
  reason: string | undefined,
  idempotencyKey: string,
) =>
  command<PolicyParameter>('POST', `/api/${department}/v1/policies/${id}/${decision}`, {
    ...(reason === undefined ? {} : { body: { reason } }),
    idempotencyKey,
  });
