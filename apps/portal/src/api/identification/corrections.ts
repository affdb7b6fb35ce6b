import type { Page } from '../page.js';
import type { Household } from './households.js';
import { command, get } from '../request.js';

const base = '/api/identification/v1';

export type CorrectionKind = 'identity' | 'members' | 'income' | 'cause' | 'category' | 'living' | 'bank' | 'group';
export type CorrectionStatus = 'proposed' | 'approved' | 'rejected' | 'withdrawn';

export interface ShownChange {
  readonly field: string;
  readonly before: unknown;
  readonly after: unknown;
}

export interface Correction {
  readonly id: string;
  readonly householdId: string;
  readonly headName: string;
  readonly villageCode: string;
  readonly kind: CorrectionKind;
  readonly shown: readonly ShownChange[];
  readonly reason: string;
  readonly validFrom: string;
  readonly status: CorrectionStatus;
  readonly proposedBy: { readonly id: string; readonly name: string };
  readonly proposedAt: string;
  readonly decidedBy?: { readonly id: string; readonly name: string } | null;
  readonly decidedAt?: string | null;
  readonly decisionReason?: string | null;
  readonly householdVersion: number;
  readonly currentVersion: number;
  readonly sourceDocument: string | null;
}

export interface IdentityChange {
  readonly personId: string;
  readonly name?: string;
  readonly idNumber?: string;
  readonly sex?: string;
  readonly birthDate?: string;
}

export interface MembersChange {
  readonly add?: readonly { readonly name: string; readonly idNumber: string; readonly relation: string; readonly manner: string }[];
  readonly remove?: readonly { readonly personId: string; readonly manner: string }[];
  readonly relation?: readonly { readonly personId: string; readonly relation: string }[];
}

export interface IncomeChange {
  readonly year: number;
  readonly wageFen: number;
  readonly businessFen: number;
  readonly propertyFen: number;
  readonly transferFen: number;
  readonly businessExpenseFen: number;
  readonly items: Readonly<Record<string, number>>;
}

export type CorrectionChanges =
  | { readonly kind: 'identity'; readonly changes: IdentityChange }
  | { readonly kind: 'members'; readonly changes: MembersChange }
  | { readonly kind: 'income'; readonly changes: IncomeChange }
  | { readonly kind: 'cause'; readonly changes: { readonly mainCause: string; readonly secondaryCauses: readonly string[] } }
  | { readonly kind: 'category'; readonly changes: { readonly category: string } }
  | { readonly kind: 'living'; readonly changes: { readonly living: Household['living'] } }
  | { readonly kind: 'bank'; readonly changes: { readonly bankName: string | null; readonly account: string | null } }
  | { readonly kind: 'group'; readonly changes: { readonly groupName: string | null } };

export type CorrectionProposal = CorrectionChanges & {
  readonly reason: string;
  readonly validFrom: string;
  readonly sourceDocument?: string;
};

export const proposeCorrection = (householdId: string, proposal: CorrectionProposal, version: number, idempotencyKey: string) =>
  command<Correction>('POST', `${base}/households/${householdId}/corrections`, { body: proposal, idempotencyKey, ifMatch: version });

export const listCorrections = (
  filter: { status: CorrectionStatus; area?: string | undefined },
  cursor: string | undefined,
  signal?: AbortSignal,
) => get<Page<Correction>>(`${base}/corrections`, { ...filter, cursor, limit: 100 }, signal);

export type CorrectionDecision = 'approve' | 'reject' | 'withdraw';

export const decideCorrection = (
  id: string,
  decision: CorrectionDecision,
  body: { reason?: string; householdVersion?: number },
  idempotencyKey: string,
) => command<Correction>('POST', `${base}/corrections/${id}/${decision}`, { body, idempotencyKey });
