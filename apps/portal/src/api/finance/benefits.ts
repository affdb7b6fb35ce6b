import { get, getFile } from '../request.js';
import type { OutsideKind } from './outside-lists.js';
import type { HeardSource } from './overlaps.js';

type Paid = 'rewardSubsidy' | 'relocationSubsidy' | 'premium' | 'interestSubsidy' | 'other';
export type Benefit = Paid | 'project' | 'loan' | OutsideKind;
export type BenefitState =
  | ('paid' | 'onItsWay' | 'owed' | 'applied' | 'told' | 'returned' | 'takenBack' | 'ended')
  | ('drawn' | 'repaid' | 'late' | 'caughtUp' | 'compensated' | 'recovered' | 'writtenOff')
  | ('elsewhere' | 'replaced' | 'retracted');

export interface HouseholdBenefits {
  readonly household: { readonly id: string; readonly number: string; readonly headName: string; readonly villageCode: string };
  readonly paidFen: number;
  readonly owedFen: number;
  readonly totals: readonly { readonly benefit: Paid; readonly paidFen: number }[];
  readonly elsewhereFen: number;
  readonly items: readonly {
    readonly id: string;
    readonly benefit: Benefit;
    readonly title: string | null;
    readonly about: { readonly zh: string; readonly en: string } | null;
    readonly on: string;
    readonly amountFen: number | null;
    readonly state: BenefitState;
    readonly heardBy: readonly ('event' | 'hand' | 'list')[];
    readonly toldBy: { readonly office: string; readonly document: string; readonly listId: string; readonly listNumber: number } | null;
    readonly paidTo: string | null;
    /** Came back in parts; the amount is what is left. */
    readonly takenBackFen: number;
  }[];
  readonly loans: readonly {
    readonly id: string;
    readonly number: number;
    readonly bankNameZh: string;
    readonly bankNameEn: string;
    readonly contractNumber: string | null;
    readonly drawnFen: number;
    readonly outstandingFen: number;
    readonly interestPaidFen: number;
    readonly overdueSince: string | null;
    readonly overdueFen: number;
    readonly maturesOn: string | null;
  }[];
  readonly sources: readonly HeardSource[];
}

const base = '/api/finance/v1/household-benefits';

export const readBenefits = (householdId: string, signal?: AbortSignal) => get<HouseholdBenefits>(`${base}/${householdId}`, {}, signal);

export const printBenefits = (householdId: string, period: { from: string; to: string }, lang: 'zh' | 'en') =>
  getFile(`${base}/${householdId}/statement?${new URLSearchParams({ ...period, lang })}`);
