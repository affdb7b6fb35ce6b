import type { Page } from '../page.js';
import { addressOf, command, get, getFile } from '../request.js';

const base = '/api/finance/v1';

export type BatchState = 'draft' | 'declared' | 'approved' | 'sent' | 'settled' | 'cancelled';

export interface BatchTotals {
  readonly count: number;
  readonly sumFen: number;
  readonly digest: string;
}

export interface Batch {
  readonly id: string;
  readonly number: number;
  readonly title: string;
  readonly benefit: string;
  readonly fundCode: string;
  readonly state: BatchState;
  readonly totals: BatchTotals;
  readonly declared: BatchTotals | null;
  readonly byState: Readonly<Record<string, { readonly count: number; readonly sumFen: number }>>;
  readonly enteredByName: string;
  readonly declaredByName: string | null;
  readonly approvedByName: string | null;
  readonly sentByName: string | null;
  readonly payeesApprovedByName: string | null;
  /** Payments whose household has another account than the one declared or approved. */
  readonly changedPayees: { readonly count: number; readonly digest: string };
  /** Accounts of several payees, or of a holder who is no member of the household. */
  readonly payeeFindings: { readonly count: number; readonly unanswered: number };
  readonly withoutAccount: number;
  /** Paid for households: what each gets of the batch. */
  readonly institutions: readonly {
    readonly id: string;
    readonly creditCode: string;
    readonly name: string | null;
    readonly count: number;
    readonly sumFen: number;
  }[];
  /** Came out before it left: what was declared or approved has fallen. */
  readonly takenOut: readonly {
    readonly householdNumber: string;
    readonly amountFen: number;
    readonly because: 'objectionUpheld' | 'byHand';
    readonly reason: string | null;
    readonly batchWas: 'draft' | 'declared' | 'approved';
    readonly takenAt: string;
    readonly takenByName: string;
  }[];
  readonly files: number;
  readonly version: number;
}

export interface Payment {
  readonly id: string;
  readonly householdId: string;
  readonly villageCode: string;
  readonly householdNumber: string;
  readonly headName: string;
  readonly amountFen: number;
  /** Came back in parts. */
  readonly attempt: number;
  readonly recoveredFen: number;
  readonly partsTakenBack: 'all' | 'notAll' | 'none';
  readonly causeType: string;
  readonly causeId: string;
  readonly state: string;
  readonly paidOn: string | null;
  readonly accountMasked: string | null;
  /** Institution; null: the household itself. */
  readonly paidTo: string | null;
  readonly payeeChange: {
    readonly accountMasked: string;
    readonly bankName: string;
    readonly holderName: string;
    readonly recordedByName: string;
    readonly sharedWith: number;
  } | null;
  readonly payee: Payee | null;
  readonly returnReason: string | null;
  /** Who proposed to give it up: another person approves the order. */
  readonly giveUpProposedByName: string | null;
}

/** To where a payment goes, or was sent. */
export interface Payee {
  readonly accountId: string | null;
  readonly bankName: string;
  readonly holderName: string;
  readonly sharedWith: number;
  readonly sharedHouseholds: readonly { readonly householdNumber: string; readonly headName: string }[];
  readonly isStranger: boolean;
  /** Null: nothing that has to be answered. */
  readonly digest: string | null;
  readonly answer: { readonly reason: string; readonly byName: string; readonly at: string } | null;
}

export interface TakenReturn {
  readonly isNew: boolean;
  readonly rows: number;
  readonly paid: number;
  readonly returned: number;
  readonly batch: Batch;
}

export const listBatches = (signal?: AbortSignal) => get<{ items: readonly Batch[] }>(`${base}/payment-batches`, {}, signal);
export const readBatch = (id: string, signal?: AbortSignal) => get<Batch>(`${base}/payment-batches/${id}`, {}, signal);
export interface PaymentFilter {
  readonly payee?: 'changed' | 'finding' | undefined;
  /** Township or village. */
  readonly area?: string | undefined;
}

export const listPayments = (id: string, filter: PaymentFilter, cursor: string | undefined, signal?: AbortSignal) =>
  get<Page<Payment>>(`${base}/payment-batches/${id}/payments`, { ...filter, cursor }, signal);

/** What one village gets of a batch. */
export interface PlaceShare {
  readonly villageCode: string;
  readonly households: number;
  readonly payments: number;
  readonly sumFen: number;
  readonly mostFen: number;
}
export const readBatchPlaces = (id: string, signal?: AbortSignal) =>
  get<{ items: readonly PlaceShare[] }>(`${base}/payment-batches/${id}/places`, {}, signal);

/** Approved, and too much for its household in this batch: paid with a later one. */
export interface ForTheNextBatch {
  readonly count: number;
  readonly sumFen: number;
  readonly items: readonly {
    readonly causeId: string;
    readonly householdNumber: string;
    readonly headName: string;
    readonly villageCode: string;
    readonly amountFen: number;
    readonly hereFen: number;
  }[];
}
export const readForTheNext = (id: string, signal?: AbortSignal) =>
  get<ForTheNextBatch>(`${base}/payment-batches/${id}/for-the-next`, {}, signal);

export const createBatch = (asked: { title: string; benefit: string; fundCode: string }, idempotencyKey: string) =>
  command<Batch>('POST', `${base}/payment-batches`, { body: asked, idempotencyKey });

export type BatchDeed =
  'payments' | 'declare' | 'reopen' | 'cancel' | 'approve' | 'refuse' | 'payees' | 'payee-answers' | 'send' | 'resend';

/** One step of a batch, on the version that is on screen. */
export const stepBatch = (batch: Pick<Batch, 'id' | 'version'>, deed: BatchDeed, body: object, idempotencyKey: string) =>
  command<Batch>('POST', `${base}/payment-batches/${batch.id}/${deed}`, { body, ifMatch: batch.version, idempotencyKey });

export interface PartBack {
  readonly amountFen: number;
  readonly on: string;
  readonly sourceDocument: string;
  readonly reason: string;
}
export const takePartBack = (batchId: string, paymentId: string, body: PartBack, idempotencyKey: string) =>
  command<Batch>('POST', `${base}/payment-batches/${batchId}/payments/${paymentId}/parts`, { body, idempotencyKey });

export const giveUpPayment = (batchId: string, paymentId: string, reason: string, idempotencyKey: string) =>
  command<Batch>('POST', `${base}/payment-batches/${batchId}/payments/${paymentId}/give-up`, { body: { reason }, idempotencyKey });

/** Out of a draft, on the version that is on screen. */
export const takePaymentOut = ({ id, version }: Pick<Batch, 'id' | 'version'>, paymentId: string, reason: string, idempotencyKey: string) =>
  command<Batch>('POST', `${base}/payment-batches/${id}/payments/${paymentId}/take-out`, {
    body: { reason },
    ifMatch: version,
    idempotencyKey,
  });

export const readBankFile = (batchId: string, file: number, format: 'csv' | 'fixed' | 'return') =>
  getFile(`${base}/payment-batches/${batchId}/files/${file}?format=${format}`);

export const takeReturnFile = (batchId: string, file: File, idempotencyKey: string) =>
  command<TakenReturn>('POST', `${base}/payment-batches/${batchId}/returns`, {
    body: file,
    idempotencyKey,
    headers: { 'content-type': 'text/csv' },
  });

export interface NewPaymentAccount {
  readonly householdId: string;
  readonly bankName: string;
  readonly accountNumber: string;
  readonly holderName: string;
  readonly sourceDocument: string;
  readonly reason: string;
}
export interface PaymentAccount {
  readonly id: string;
  readonly bankName: string;
  readonly accountMasked: string;
  readonly holderName: string;
  readonly recordedAt: string;
  readonly closedAt: string | null;
  readonly sharedWith: number;
}
export const listPaymentAccounts = (householdId: string, signal?: AbortSignal) =>
  get<{ items: readonly PaymentAccount[] }>(`${base}/payment-accounts`, { householdId }, signal);
export const setPaymentAccount = (account: NewPaymentAccount, idempotencyKey: string) =>
  command<{ items: readonly PaymentAccount[] }>('POST', `${base}/payment-accounts`, { body: account, idempotencyKey });

export interface TakenAccounts {
  readonly rows: number;
  readonly recorded: number;
  readonly changed: number;
  readonly unchanged: number;
}
export const accountListTemplate = addressOf(`${base}/payment-accounts/lists/template.xlsx`);
/** As the file must have them, whatever language the page speaks. */
export const accountListTitles = '户编号、户主姓名、开户行、账号、户名';
/** What the browser calls a workbook differs; the service looks at the file itself. */
export const takeAccountList = (file: File, idempotencyKey: string) =>
  command<TakenAccounts>('POST', `${base}/payment-accounts/lists`, {
    body: file,
    idempotencyKey,
    headers: { 'content-type': 'application/octet-stream' },
  });
/** The paper for the household, whose square anybody may verify. */
export const readCertificate = (paymentId: string, lang: 'zh' | 'en') => getFile(`${base}/payments/${paymentId}/certificate?lang=${lang}`);
