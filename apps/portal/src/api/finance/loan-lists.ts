import { addressOf, command, get } from '../request.js';
import type { LoanState } from './loans.js';

const base = '/api/finance/v1/loan-lists';

/** A project of a household that industry accepted. */
export interface ListedProject {
  readonly projectId: string;
  readonly product: string;
  readonly productNameZh: string | null;
  readonly stage: number;
  readonly quantity: number;
  readonly unit: 'centiMu' | 'count';
  readonly acceptedOn: string;
  readonly document: string;
}
interface Listed {
  readonly householdId: string;
  readonly householdNumber: string;
  readonly headName: string;
  readonly villageCode: string;
  readonly project: ListedProject;
  readonly usedFen: number;
  readonly roomFen: number;
  readonly isRegistered: boolean;
  readonly isEligible: boolean;
  readonly loan: { readonly id: string; readonly number: number; readonly state: LoanState } | null;
}
export interface LoanCandidate extends Listed {
  readonly claimId: string;
  readonly listedIn: number | null;
}
export interface LoanCandidates {
  readonly asOf: string;
  readonly capFen: number;
  /** Items are the first of them. */
  readonly total: number;
  readonly items: readonly LoanCandidate[];
}
export interface LoanListLine extends Listed {
  readonly id: string;
  readonly position: number;
  readonly purpose: string;
  readonly neededFen: number | null;
  readonly standing: 'proposed' | 'listed' | 'ended';
  readonly withdrawnBecause: string | null;
}
export interface JointLoanListRow {
  readonly id: string;
  readonly number: number;
  readonly bankCode: string;
  readonly bankNameZh: string;
  readonly bankNameEn: string;
  readonly area: string;
  readonly asOf: string;
  readonly state: 'proposed' | 'confirmed' | 'rejected';
  readonly proposedByName: string;
  readonly decidedByName: string | null;
  readonly decidedOn: string | null;
  readonly reason: string | null;
  readonly rows: number;
  readonly neededFen: number;
  readonly mayDecide: boolean;
  readonly mayWithdraw: boolean;
  readonly version: number;
}
export interface JointLoanList extends JointLoanListRow {
  readonly lines: readonly LoanListLine[];
}
export interface ProposedLine {
  readonly claimId: string;
  readonly purpose: string;
  readonly neededFen?: number;
}

export const listLoanLists = (signal?: AbortSignal) => get<{ items: readonly JointLoanListRow[] }>(base, {}, signal);
export const readLoanList = (id: string, signal?: AbortSignal) => get<JointLoanList>(`${base}/${id}`, {}, signal);
/** As many as one list takes. @param open only what can be listed */
export const loanCandidates = (area: string, bank: string, open: boolean, signal?: AbortSignal) =>
  get<LoanCandidates>(`${base}/candidates`, { area, bank, open, limit: '500' }, signal);
export const proposeLoanList = (
  list: { readonly bankCode: string; readonly area: string; readonly lines: readonly ProposedLine[] },
  idempotencyKey: string,
) => command<JointLoanList>('POST', base, { body: list, idempotencyKey });
export const decideLoanList = (
  { id, version }: Pick<JointLoanList, 'id' | 'version'>,
  body: { decision: 'confirm' } | { decision: 'reject'; reason: string },
  idempotencyKey: string,
) => command<JointLoanList>('POST', `${base}/${id}/decision`, { body, ifMatch: version, idempotencyKey });
export const withdrawLine = (
  { id, version }: Pick<JointLoanList, 'id' | 'version'>,
  { lineId, reason }: { lineId: string; reason: string },
  idempotencyKey: string,
) => command<JointLoanList>('POST', `${base}/${id}/lines/${lineId}/withdrawal`, { body: { reason }, ifMatch: version, idempotencyKey });
export const loanListFile = (id: string): string => addressOf(`${base}/${id}/list.xlsx`, {});
