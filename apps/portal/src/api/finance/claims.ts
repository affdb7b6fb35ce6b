import type { Page } from '../page.js';
import { addressOf, command, commandForFile, get } from '../request.js';
import type { OverlapAnswer, OverlapAnswered } from './overlaps.js';

const base = '/api/finance/v1';

export const claimStates = ['received', 'proposed', 'approved', 'inPayment', 'paid', 'rejected', 'givenUp'] as const;
export type ClaimState = (typeof claimStates)[number];
export const enteredKinds = ['relocation', 'premium'] as const;
/** Of accepted projects a list has no fund: a reward subsidy chooses it. */
export const listedKinds = [...enteredKinds, 'project'] as const;
export type ListedKind = (typeof listedKinds)[number];
export const milestones = ['contractSigned', 'foundationLaid', 'roofed', 'movedIn', 'oldHouseCleared'] as const;
export const moneySources = ['centralAndProvincial', 'cityPlatform'] as const;
export const premiumSchemes = ['basic', 'criticalIllness', 'supplement', 'pension'] as const;

export interface Claim {
  readonly id: string;
  readonly kind: 'relocation' | 'premium' | 'project';
  readonly about: { readonly zh: string; readonly en: string };
  readonly householdNumber: string | null;
  readonly headName: string | null;
  readonly villageCode: string;
  readonly amountFen: number | null;
  readonly dueOn: string;
  readonly document: string;
  readonly fundCode: string | null;
  readonly state: ClaimState;
  readonly enteredByName: string | null;
  readonly approvedByName: string | null;
  readonly paidOn: string | null;
  readonly differs: boolean;
  readonly reports: readonly {
    readonly origin: 'event' | 'hand' | 'list';
    readonly amountFen: number | null;
    readonly at: string;
    readonly byName: string | null;
  }[];
  readonly overlap: OverlapAnswered | null;
  /** Of an accepted project: the reward subsidy that names it. */
  readonly application: { readonly id: string; readonly state: string; readonly zh: string; readonly en: string } | null;
  readonly renewsId: string | null;
  readonly renewedById: string | null;
  readonly version: number;
}

interface Entered {
  readonly householdId: string;
  readonly amountFen: number;
  readonly dueOn: string;
  readonly document: string;
  readonly fundCode: string;
}
export type NewClaim = Entered &
  (
    | { readonly kind: 'relocation'; readonly milestone: (typeof milestones)[number]; readonly source: (typeof moneySources)[number] }
    | { readonly kind: 'premium'; readonly personId: string; readonly scheme: (typeof premiumSchemes)[number]; readonly year: number }
  );

export interface ClaimFilter {
  readonly state?: ClaimState | undefined;
  readonly kind?: Claim['kind'] | undefined;
  readonly area?: string | undefined;
}

export interface ClaimOrder {
  readonly step: 'propose' | 'approve' | 'return' | 'reject' | 'renew';
  readonly fundCode?: string;
  readonly reason?: string;
  readonly overlaps?: OverlapAnswer;
  readonly cases: readonly { readonly id: string; readonly version: number }[];
}
export interface TakenClaims {
  readonly rows: number;
  readonly entered: number;
  readonly known: number;
  /** Rows of the file that were not entered, and where their claim stands. */
  readonly notEntered: readonly { readonly row: number; readonly state: ClaimState }[];
}
export interface Member {
  readonly personId: string;
  readonly name: string;
}

export const listClaims = (filter: ClaimFilter, cursor: string | undefined, signal?: AbortSignal) =>
  get<Page<Claim>>(`${base}/claims`, { ...filter, cursor }, signal);
export const readClaim = (id: string, signal?: AbortSignal) => get<Claim>(`${base}/claims/${id}`, {}, signal);
export const enterClaim = (claim: NewClaim, idempotencyKey: string) =>
  command<Claim>('POST', `${base}/claims`, { body: claim, idempotencyKey });
export const takeClaimSteps = (order: ClaimOrder, idempotencyKey: string) =>
  command<{ claims: number }>('POST', `${base}/claims/steps`, { body: order, idempotencyKey });
/** As the file must have them, whatever language the page speaks. */
export const claimListTitles = {
  relocation: '户编号、户主姓名、节点、资金来源、金额（元）、日期、依据',
  premium: '户编号、户主姓名、参保人姓名、险种、年度、金额（元）、日期、依据',
  project: '户编号、户主姓名、产业项目、第几年、规模、验收日期、验收文号',
} as const;
export const claimListTemplate = (kind: ListedKind) => addressOf(`${base}/claims/lists/template.xlsx`, { kind });
export const takeClaimList = (kind: ListedKind, fund: string | undefined, file: File, idempotencyKey: string) =>
  command<TakenClaims>('POST', addressOf(`${base}/claims/lists`, { kind, fund }), {
    body: file,
    idempotencyKey,
    headers: { 'content-type': 'application/octet-stream' },
  });
/** The list that was refused, with what is wrong in every row; nothing of it is kept. */
export const markRefusedClaims = (kind: ListedKind, fund: string | undefined, file: File, idempotencyKey: string) =>
  commandForFile(addressOf(`${base}/claims/lists/marked.xlsx`, { kind, fund }), {
    body: file,
    idempotencyKey,
    headers: { 'content-type': 'application/octet-stream' },
  });
export const readMembers = (householdId: string, signal?: AbortSignal) =>
  get<{ members: readonly Member[] }>(`${base}/directory/households/${householdId}`, {}, signal);
