import { command, get } from '../request.js';
import type { premiumSchemes } from './claims.js';

const base = '/api/finance/v1/payee-institutions';
export type PremiumScheme = (typeof premiumSchemes)[number];

export interface PayeeInstitution {
  readonly id: string;
  readonly number: number;
  readonly institutionId: string;
  readonly creditCode: string;
  readonly name: string;
  readonly schemes: readonly { readonly code: PremiumScheme; readonly zh: string; readonly en: string }[];
  readonly bankName: string;
  readonly accountMasked: string;
  readonly validFrom: string;
  readonly validTo: string | null;
  readonly sourceDocument: string;
  readonly reason: string;
  readonly state: 'proposed' | 'confirmed' | 'refused' | 'replaced';
  readonly changes: readonly ('name' | 'account' | 'schemes' | 'period')[];
  readonly sharedWith: number;
  readonly proposedByName: string;
  readonly isOwn: boolean;
  readonly decidedByName: string | null;
  readonly refusal: string | null;
}

export interface NewInstitution {
  readonly creditCode: string;
  readonly name: string;
  readonly schemes: readonly PremiumScheme[];
  readonly bankName: string;
  readonly accountNumber: string;
  readonly validFrom: string;
  readonly validTo?: string;
  readonly sourceDocument: string;
  readonly reason: string;
}

type Institutions = { items: readonly PayeeInstitution[] };
export const listInstitutions = (signal?: AbortSignal) => get<Institutions>(base, {}, signal);
export const proposeInstitution = (body: NewInstitution, idempotencyKey: string) =>
  command<Institutions>('POST', base, { body, idempotencyKey });
export const decideInstitution = (id: string, deed: 'confirm' | 'refuse', body: object, idempotencyKey: string) =>
  command<Institutions>('POST', `${base}/${id}/${deed}`, { body, idempotencyKey });
