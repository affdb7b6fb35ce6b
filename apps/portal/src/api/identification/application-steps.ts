import { ask, command } from '../request.js';
import type { CaseState, CheckedNeed, CommandedStep } from './applications.js';

const base = '/api/identification/v1/applications/steps';

export interface StepOrder {
  readonly step: CommandedStep;
  readonly to?: string;
  readonly reason?: string;
  readonly mark?: { readonly scan: string; readonly kind: 'signature' | 'thumbprint' };
}

export interface StepPreview {
  readonly possible: boolean;
  readonly cases: readonly { readonly id: string; readonly to: CaseState | null; readonly missing: readonly CheckedNeed[] }[];
  readonly signature: 'official' | 'household' | 'none';
  readonly digest: string | null;
  readonly meaning: { readonly zh: string; readonly en: string } | null;
  readonly document: unknown;
}

export interface CaseVersion {
  readonly id: string;
  readonly version: number;
}

const versionOf = ({ id, version }: CaseVersion): CaseVersion => ({ id, version });

/** One case or many go the same way: all of them or none. */
export const previewSteps = (order: StepOrder, cases: readonly CaseVersion[]) =>
  ask<StepPreview>(`${base}/preview`, { ...order, cases: cases.map(versionOf) });

export const takeSteps = (order: StepOrder & { proof?: string }, cases: readonly CaseVersion[], idempotencyKey: string) =>
  command<{ cases: readonly { id: string; state: CaseState; version: number }[] }>('POST', `${base}`, {
    body: { ...order, cases: cases.map(versionOf) },
    idempotencyKey,
  });
