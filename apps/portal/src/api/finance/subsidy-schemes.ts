import { command, get } from '../request.js';

const base = '/api/finance/v1';

export interface SchemeProduct {
  readonly product: string;
  readonly nameZh: string;
  readonly unit: 'centiMu' | 'count';
  readonly minimum: number;
  readonly ratesFen: readonly number[];
  readonly capQuantity: number | null;
}

export interface SchemeEvidence {
  readonly code: string;
  readonly nameZh: string;
  readonly nameEn: string;
  readonly at: 'application' | 'acceptance';
  readonly atLeast: number;
}

export interface Scheme {
  readonly code: string;
  readonly nameZh: string;
  readonly nameEn: string;
  readonly fundCode: string;
  readonly householdCapFen: number;
  readonly batchCapFen: number;
  readonly products: readonly SchemeProduct[];
  readonly evidence: readonly SchemeEvidence[];
  readonly sourceDocument: string;
  readonly certainty: string;
  readonly noteZh: string;
  readonly isOpen: boolean;
  readonly applications: number;
}

export const listSchemes = (signal?: AbortSignal) => get<{ items: readonly Scheme[] }>(`${base}/subsidy-schemes`, {}, signal);

export interface NewScheme extends Omit<Scheme, 'isOpen' | 'applications'> {
  readonly opensOn?: string;
  readonly closesOn?: string;
}
/** Published once: changed amounts are another scheme. */
export const recordScheme = (scheme: NewScheme, idempotencyKey: string) =>
  command<{ items: readonly Scheme[] }>('POST', `${base}/subsidy-schemes`, { body: scheme, idempotencyKey });
