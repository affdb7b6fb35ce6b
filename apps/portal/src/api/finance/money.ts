import { get } from '../request.js';

const base = '/api/finance/v1';

export interface BudgetYear {
  readonly year: number;
  readonly capacityFen: number | null;
  readonly newCapacityFen: number | null;
  readonly providedFen: number;
  readonly requiredFen: number | null;
  readonly isMet: boolean | null;
}

export interface Fund {
  readonly code: string;
  readonly year: number;
  readonly nameZh: string;
  readonly nameEn: string;
  readonly amountFen: number;
  readonly allottedFen: number;
  readonly committedFen: number;
  readonly spentFen: number;
}

export interface Allotment {
  readonly id: string;
  readonly area: string;
  readonly amountFen: number;
  readonly committedFen: number;
  readonly spentFen: number;
  readonly leftFen: number;
}

export interface TrialBalance {
  readonly on: string;
  readonly accounts: readonly {
    readonly code: string;
    readonly nameZh: string;
    readonly nameEn: string;
    readonly debitFen: number;
    readonly creditFen: number;
    readonly balanceFen: number;
  }[];
  readonly debitFen: number;
  readonly creditFen: number;
}

export const listBudgetYears = (signal?: AbortSignal) => get<{ items: readonly BudgetYear[] }>(`${base}/budget/years`, {}, signal);
export const listFunds = (signal?: AbortSignal) => get<{ items: readonly Fund[] }>(`${base}/budget/funds`, {}, signal);
export const readFund = (code: string, signal?: AbortSignal) =>
  get<Fund & { allotments: readonly Allotment[] }>(`${base}/budget/funds/${code}`, {}, signal);
export const readTrialBalance = (on: string | undefined, signal?: AbortSignal) =>
  get<TrialBalance>(`${base}/ledger/trial-balance`, { on }, signal);
