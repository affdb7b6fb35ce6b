import { get } from '../request.js';

export interface HouseholdBenefits {
  readonly household: { readonly id: string; readonly number: string; readonly headName: string; readonly villageCode: string };
  readonly paidFen: number;
  readonly totals: readonly { readonly benefit: Exclude<Benefit, 'project'>; readonly paidFen: number }[];
  readonly items: readonly {
    readonly id: string;
    readonly benefit: Benefit;
    readonly title: string | null;
    readonly on: string;
    readonly amountFen: number | null;
    readonly state: 'paid' | 'onItsWay' | 'told' | 'returned' | 'takenBack' | 'ended';
  }[];
  readonly sources: readonly { readonly kind: 'relocation' | 'premium' | 'project'; readonly heardAt: string | null }[];
}
export type Benefit = 'rewardSubsidy' | 'relocationSubsidy' | 'premium' | 'interestSubsidy' | 'other' | 'project';

export const readBenefits = (householdId: string, signal?: AbortSignal) =>
  get<HouseholdBenefits>(`/api/finance/v1/household-benefits/${householdId}`, {}, signal);
