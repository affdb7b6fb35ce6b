import { command, get } from '../request.js';

const base = '/api/finance/v1';

/** What moves money without a batch, or ends what was promised: by two persons. */
export interface MoneyOrder {
  readonly id: string;
  readonly number: number;
  readonly kind:
    | 'provision'
    | 'addition'
    | 'reduction'
    | 'provisionReversal'
    | 'paymentPart'
    | 'allotment'
    | 'allotmentReduction'
    | 'paymentGivenUp'
    | 'grantGivenUp';
  /** Of an allotment. */
  readonly area: string | null;
  /** Of a payment. */
  readonly batchId: string | null;
  /** Of a granted interest subsidy. */
  readonly interestClaimId: string | null;
  readonly householdNumber: string | null;
  readonly fundCode: string;
  readonly bankCode: string | null;
  readonly fundNameZh: string;
  readonly fundNameEn: string;
  readonly bankNameZh: string | null;
  readonly bankNameEn: string | null;
  readonly amountFen: number;
  readonly on: string;
  readonly sourceDocument: string;
  readonly reason: string;
  readonly state: 'proposed' | 'approved' | 'refused';
  readonly isTakenBack: boolean;
  readonly proposedByName: string;
  readonly isOwn: boolean;
  /** Refused by who proposed it: taken back. */
  readonly isWithdrawn: boolean;
  readonly decidedByName: string | null;
  readonly refusal: string | null;
  readonly version: number;
  /** Of one that waits: why who asks does not approve it, or what has overtaken it. */
  readonly against: readonly { readonly code: string; readonly zh: string; readonly en: string }[];
}
export interface TakingBack {
  readonly on: string;
  readonly sourceDocument: string;
  readonly reason: string;
}
type MoneyOrders = { items: readonly MoneyOrder[] };
export const listMoneyOrders = (signal?: AbortSignal) => get<MoneyOrders>(`${base}/money-orders`, {}, signal);
export const decideMoneyOrder = (id: string, deed: 'approve' | 'refuse' | 'withdraw', body: object, idempotencyKey: string) =>
  command<MoneyOrders>('POST', `${base}/money-orders/${id}/${deed}`, { body, idempotencyKey });
/** All of them or none. */
export const approveMoneyOrders = (cases: readonly { id: string; version: number }[], idempotencyKey: string) =>
  command<{ orders: number }>('POST', `${base}/money-orders/steps`, { body: { step: 'approve', cases }, idempotencyKey });
export const takeProvisionBack = (id: string, body: TakingBack, idempotencyKey: string) =>
  command<MoneyOrders>('POST', `${base}/money-orders/${id}/taking-back`, { body, idempotencyKey });
