import { command, get } from '../request.js';

const base = '/api/finance/v1';

export interface LenderBank {
  readonly code: string;
  readonly nameZh: string;
  readonly nameEn: string;
  readonly leverage: number;
  readonly shareBp: number;
  readonly stopRatioBp: number;
  readonly balanceFen: number;
  readonly exposureFen: number;
  readonly roomFen: number;
  readonly badRatioBp: number;
  readonly stoppedSince: string | null;
  readonly byState: readonly {
    readonly state: string;
    readonly loans: number;
    readonly amountFen: number;
    readonly outstandingFen: number;
  }[];
  readonly byBucket: readonly {
    readonly bucket: number;
    readonly loans: number;
    readonly outstandingFen: number;
    readonly overdueFen: number;
  }[];
  readonly bucketDays: readonly number[];
  readonly assessedOn: string | null;
}

export const listLenderBanks = (signal?: AbortSignal) => get<{ items: readonly LenderBank[] }>(`${base}/lender-banks`, {}, signal);
export const recordLenderBank = (bank: { code: string; nameZh: string; nameEn: string }, idempotencyKey: string) =>
  command<{ items: readonly LenderBank[] }>('POST', `${base}/lender-banks`, { body: bank, idempotencyKey });

export interface RiskFundChange {
  readonly id: string;
  readonly kind: 'provision' | 'compensation' | 'recovery' | 'reversal' | 'provisionReversal';
  readonly amountFen: number;
  readonly on: string;
}
export const listFundChanges = (bank: string, signal?: AbortSignal) =>
  get<{ items: readonly RiskFundChange[] }>(`${base}/lender-banks/${bank}/fund-changes`, {}, signal);

export interface Provision {
  readonly fundCode: string;
  readonly amountFen: number;
  readonly on: string;
  readonly sourceDocument: string;
  readonly reason: string;
}
export const provideRiskFund = (bank: string, provision: Provision, idempotencyKey: string) =>
  command<{ items: readonly LenderBank[] }>('POST', `${base}/lender-banks/${bank}/provisions`, { body: provision, idempotencyKey });
