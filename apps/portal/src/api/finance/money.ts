import { command, get } from '../request.js';

const base = '/api/finance/v1';

export interface BudgetYear {
  readonly year: number;
  readonly capacityFen: number | null;
  /** Figures recorded for the year; the last of them counts. */
  readonly revisions: number;
  readonly newCapacityFen: number | null;
  readonly providedFen: number;
  readonly paidBackFen: number;
  readonly requiredFen: number | null;
  readonly isMet: boolean | null;
  readonly earmarks: readonly Earmark[];
}

/** Money of a year set aside for one purpose. */
export interface Earmark {
  readonly purpose: 'eCommerce' | 'organisation';
  readonly requiredFen: number | null;
  readonly providedFen: number;
  readonly isMet: boolean | null;
}

export interface Fund {
  readonly code: string;
  readonly year: number;
  readonly nameZh: string;
  readonly nameEn: string;
  readonly purpose: (typeof fundPurposes)[number];
  /** Benefits its money may be promised for, by its purpose. */
  readonly pays: readonly string[];
  /** For these money of it is promised already and waits for its batch. */
  readonly promisedFor: readonly string[];
  readonly amountFen: number;
  readonly allottedFen: number;
  readonly committedFen: number;
  readonly spentFen: number;
  /** Shares of the fund, promised, at which everybody is told. */
  readonly thresholdsBp: readonly number[];
}

export interface Allotment {
  readonly id: string;
  readonly area: string;
  readonly amountFen: number;
  readonly committedFen: number;
  readonly spentFen: number;
  readonly leftFen: number;
}

export interface Commitment {
  readonly id: string;
  readonly area: string;
  readonly amountFen: number;
  readonly state: 'committed' | 'spent' | 'released';
  readonly changedOn: string;
  readonly cause: { readonly type: string; readonly id: string; readonly recordId: string };
  readonly villageCode: string | null;
  readonly batch: { readonly id: string; readonly number: number; readonly title: string } | null;
}
export interface CommitmentList {
  readonly count: number;
  readonly sumFen: number;
  readonly items: readonly Commitment[];
  readonly nextBefore: string | null;
}

export interface TrialBalance {
  readonly on: string;
  /** Null: all that is known. */
  readonly knownOn: string | null;
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

/** Every figure recorded for a year, newest first. */
export interface CapacityHistory {
  readonly year: number;
  readonly items: readonly {
    readonly revision: number;
    readonly capacityFen: number;
    readonly beforeFen: number | null;
    readonly sourceDocument: string;
    readonly reason: string;
    readonly by: string;
    readonly recordedAt: string;
  }[];
}

export interface FundDetail extends Fund {
  readonly allotments: readonly Allotment[];
  /** Proposed, and not approved by another person yet; less than nothing: to be taken back. */
  readonly waitingChanges: readonly {
    readonly orderId: string;
    readonly on: string;
    readonly amountFen: number;
    readonly sourceDocument: string;
    readonly reason: string;
    readonly proposedByName: string;
  }[];
  readonly waitingAllotments: readonly {
    readonly orderId: string;
    readonly area: string;
    readonly amountFen: number;
    readonly sourceDocument: string;
    readonly reason: string;
    readonly proposedByName: string;
  }[];
  readonly changes: readonly {
    readonly on: string;
    readonly amountFen: number;
    readonly sourceDocument: string;
    readonly reason: string;
    readonly by: string;
    readonly recordedAt: string;
  }[];
}

export interface FundStandard {
  readonly year: number;
  /** Households as they were on this day. */
  readonly statusOn: string;
  readonly notRecorded: number;
  readonly poorVillages: number;
  readonly eligibleHouseholds: number;
  readonly outsideHouseholds: number;
  readonly villagesFen: number;
  readonly householdsFen: number;
  readonly totalFen: number;
}

export interface LedgerEntry {
  readonly id: string;
  readonly number: number;
  readonly on: string;
  /** Earlier than `on` when its month was closed already. */
  readonly valueOn: string;
  readonly text: string;
  readonly cause: {
    readonly type: string;
    readonly id: string;
    readonly batchId: string | null;
    readonly fundCode: string | null;
    readonly document: string | null;
    readonly claimId: string | null;
    readonly loanId: string | null;
    readonly reference: string | null;
    readonly bankCode: string | null;
  };
  readonly reverses: string | null;
  readonly reversedBy: string | null;
  readonly accountName: string | null;
  readonly lines: readonly {
    readonly account: string;
    readonly nameZh: string;
    readonly nameEn: string;
    readonly amountFen: number;
    readonly placeCode: string;
  }[];
}

export interface LedgerPeriod {
  readonly month: string;
  readonly entries: number;
  readonly debitFen: number;
  readonly creditFen: number;
  readonly closedAt: string | null;
  readonly closedByName: string | null;
  readonly onTheWay: number;
  readonly onTheWayFen: number;
}

/** A batch the bank had at the end of the month and has not answered. */
export interface OnTheWay {
  readonly batchId: string;
  readonly number: number;
  readonly title: string;
  readonly payments: number;
  readonly amountFen: number;
}

interface Recorded {
  readonly sourceDocument: string;
  readonly reason: string;
}
export interface NewCapacity extends Recorded {
  readonly year: number;
  readonly capacityFen: number;
}
export const fundPurposes = [
  'industry',
  'eCommerce',
  'organisation',
  'relocation',
  'premium',
  'interestSubsidy',
  'riskFund',
  'other',
] as const;
export interface NewFund {
  readonly code: string;
  readonly nameZh: string;
  readonly nameEn: string;
  readonly purpose: (typeof fundPurposes)[number];
}
export interface FundChange extends Recorded {
  readonly amountFen: number;
  readonly on: string;
}
export interface NewAllotment extends Recorded {
  readonly area: string;
  readonly amountFen: number;
}

export const listBudgetYears = (signal?: AbortSignal) => get<{ items: readonly BudgetYear[] }>(`${base}/budget/years`, {}, signal);
export const readCapacityHistory = (year: number, signal?: AbortSignal) =>
  get<CapacityHistory>(`${base}/budget/years/${year}/history`, {}, signal);
export const listFunds = (signal?: AbortSignal) => get<{ items: readonly Fund[] }>(`${base}/budget/funds`, {}, signal);
export const readFund = (code: string, signal?: AbortSignal) => get<FundDetail>(`${base}/budget/funds/${code}`, {}, signal);
export const listCommitments = (
  code: string,
  filter: { readonly allotment?: string | undefined; readonly state?: string | undefined },
  before: string | undefined,
  signal?: AbortSignal,
) => get<CommitmentList>(`${base}/budget/funds/${code}/commitments`, { ...filter, before }, signal);
export const readTrialBalance = (on: string | undefined, knownOn: string | undefined, signal?: AbortSignal) =>
  get<TrialBalance>(`${base}/ledger/trial-balance`, { on, knownOn }, signal);

export const readStandard = (year: number, signal?: AbortSignal) => get<FundStandard>(`${base}/budget/standards/${year}`, {}, signal);

export const recordCapacity = (capacity: NewCapacity, idempotencyKey: string) =>
  command<{ items: readonly BudgetYear[] }>('POST', `${base}/budget/years`, { body: capacity, idempotencyKey });
export const createFund = (fund: NewFund, idempotencyKey: string) =>
  command<FundDetail>('POST', `${base}/budget/funds`, { body: fund, idempotencyKey });
export const changeFund = (code: string, change: FundChange, idempotencyKey: string) =>
  command<FundDetail>('POST', `${base}/budget/funds/${code}/changes`, { body: change, idempotencyKey });
export const allotFund = (code: string, allotment: NewAllotment, idempotencyKey: string) =>
  command<FundDetail>('POST', `${base}/budget/funds/${code}/allotments`, { body: allotment, idempotencyKey });

export interface EntryFilter {
  readonly account?: string | undefined;
  /** Of one payment, deposit or other record. */
  readonly cause?: string | undefined;
  readonly from?: string | undefined;
  readonly to?: string | undefined;
  readonly knownOn?: string | undefined;
}
export const listEntries = (filter: EntryFilter, before: number | undefined, signal?: AbortSignal) =>
  get<{ items: readonly LedgerEntry[]; nextBefore: number | null }>(`${base}/ledger/entries`, { ...filter, before, limit: 50 }, signal);
export const listPeriods = (signal?: AbortSignal) => get<{ items: readonly LedgerPeriod[] }>(`${base}/ledger/periods`, {}, signal);
export const listOnTheWay = (month: string, signal?: AbortSignal) =>
  get<{ items: readonly OnTheWay[] }>(`${base}/ledger/periods/${month}/on-the-way`, {}, signal);
export const closePeriod = ({ month, onTheWay }: { month: string; onTheWay: number }, idempotencyKey: string) =>
  command<{ items: readonly LedgerPeriod[] }>('POST', `${base}/ledger/periods/${month}/close`, { body: { onTheWay }, idempotencyKey });
