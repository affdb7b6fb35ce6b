import type { Page } from '../page.js';
import { addressOf, command, get } from '../request.js';
import type { OverlapAnswer } from './overlaps.js';

const base = '/api/finance/v1/interest-claims';

export type ClaimState = 'received' | 'approved' | 'refused';
export const lineResults = [
  'agreed',
  'differs',
  'unknownContract',
  'repeated',
  'claimedBefore',
  'notSubsidised',
  'notPaid',
  'notClaimed',
  'corrected',
] as const;
export type LineResult = (typeof lineResults)[number];
export type DifferenceCause =
  | ('late' | 'term' | 'prepayments' | 'rateChanges' | 'extensions' | 'ceiling')
  | ('penaltyOnPrincipal' | 'penaltyOnInterest' | 'penaltyReceived')
  | ('dayCount' | 'rounding' | 'unexplained');

export interface InterestClaim {
  readonly id: string;
  readonly number: number;
  readonly bankCode: string;
  readonly bankNameZh: string;
  readonly bankNameEn: string;
  readonly quarter: string;
  readonly state: ClaimState;
  readonly fundCode: string | null;
  readonly rows: number;
  readonly claimedFen: number;
  readonly ourFen: number;
  readonly grantedFen: number;
  readonly cutFen: number;
  readonly byResult: readonly {
    readonly result: LineResult;
    readonly lines: number;
    readonly claimedFen: number;
    readonly ourFen: number;
  }[];
  /** Policy of the quarter; null where the claim is older than the question. */
  readonly rules: {
    readonly months: number;
    readonly shareBp: number;
    readonly extensionIsSubsidised: boolean | null;
    readonly mostFen: number | null;
    readonly above: 'part' | 'whole' | null;
  };
  readonly enteredByName: string;
  readonly enteredAt: string;
  readonly decidedByName: string | null;
  readonly decidedAt: string | null;
  readonly reason: string | null;
  readonly version: number;
}

export interface InterestClaimLine {
  readonly id: string;
  readonly row: number | null;
  readonly contractNumber: string;
  readonly loanId: string | null;
  readonly householdNumber: string | null;
  readonly headName: string | null;
  readonly villageCode: string;
  readonly result: LineResult;
  readonly claimedFen: number;
  readonly ourFen: number;
  readonly grantedFen: number;
  readonly cutFen: number;
  readonly setOffFen: number;
  readonly parts: readonly { readonly cause: DifferenceCause; readonly fen: number }[];
  readonly unpaid: readonly { readonly dueOn: string; readonly openFen: number }[];
  readonly state: 'open' | 'granted' | 'taken' | 'paid' | 'returned' | 'givenUp' | 'refused' | 'settled';
  readonly paidOn: string | null;
  readonly isToCheck: boolean;
  /** Who proposed to give it up: another person approves the order. */
  readonly giveUpProposedByName: string | null;
}

export const listClaims = (signal?: AbortSignal) => get<{ items: readonly InterestClaim[] }>(base, {}, signal);
export const readClaim = (id: string, signal?: AbortSignal) => get<InterestClaim>(`${base}/${id}`, {}, signal);
export const listClaimLines = (id: string, result: LineResult | undefined, cursor: string | undefined, signal?: AbortSignal) =>
  get<Page<InterestClaimLine>>(`${base}/${id}/lines`, { result, cursor }, signal);

/** What the browser calls a workbook differs; the service looks at the file itself. */
export const takeClaim = ({ bankCode, quarter, file }: { bankCode: string; quarter: string; file: File }, idempotencyKey: string) =>
  command<InterestClaim>('POST', `${base}?${new URLSearchParams({ bankCode, quarter })}`, {
    body: file,
    idempotencyKey,
    headers: { 'content-type': 'application/octet-stream' },
  });

export const decideClaim = (
  { id, version }: Pick<InterestClaim, 'id' | 'version'>,
  what: 'approve' | 'refuse',
  body: { fundCode: string; overlaps?: OverlapAnswer } | { reason: string },
  idempotencyKey: string,
) => command<InterestClaim>('POST', `${base}/${id}/${what}`, { body, ifMatch: version, idempotencyKey });

/** Granted and not to be paid. */
export const giveUpLine = (lineId: string, reason: string, idempotencyKey: string) =>
  command<unknown>('POST', `${base}/lines/${lineId}/give-up`, { body: { reason }, idempotencyKey });

/** Too much after a correction; set off against the next, or paid back. */
export interface OverpaidHousehold {
  readonly householdId: string;
  readonly householdNumber: string;
  readonly headName: string;
  readonly villageCode: string;
  readonly overpaidFen: number;
}
export interface PaidBack {
  readonly on: string;
  readonly amountFen: number;
  readonly fundCode: string;
  readonly sourceDocument: string;
  readonly reason: string;
}
export interface InterestRepayment {
  readonly id: string;
  readonly householdNumber: string;
  readonly headName: string;
  readonly amountFen: number;
  readonly on: string;
  readonly sourceDocument: string;
  readonly recordedByName: string;
  readonly takenBackByName: string | null;
  readonly takenBackBecause: string | null;
  readonly canTakeBack: boolean;
}

export const listInterestRepayments = (signal?: AbortSignal) =>
  get<{ items: readonly InterestRepayment[] }>(`${base}/overpaid/repayments`, {}, signal);
export const takeRepaymentBack = (id: string, reason: string, idempotencyKey: string) =>
  command<{ items: readonly InterestRepayment[] }>('POST', `${base}/overpaid/repayments/${id}/reversal`, {
    body: { reason },
    idempotencyKey,
  });

export const listOverpaid = (signal?: AbortSignal) => get<{ items: readonly OverpaidHousehold[] }>(`${base}/overpaid`, {}, signal);
export const recordPaidBack = (householdId: string, paid: PaidBack, idempotencyKey: string) =>
  command<{ items: readonly OverpaidHousehold[] }>('POST', `${base}/overpaid/${householdId}/repayments`, { body: paid, idempotencyKey });

export const claimTemplate = addressOf(`${base}/template.xlsx`);
/** As the file must have them, whatever language the page speaks. */
export const claimTitles = '合同编号、申报贴息（元）';
