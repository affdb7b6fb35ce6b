import { ask } from '../request.js';
import type { OutsideKind } from './outside-lists.js';

export type OverlapSubject = 'subsidies' | 'claims' | 'interestClaim' | 'outsideList';
interface Words {
  readonly zh: string;
  readonly en: string;
}

export interface OverlapFinding {
  readonly rule: string;
  readonly name: Words;
  readonly effect: 'block' | 'warn';
  readonly limit: 'exclude' | 'cap';
  readonly capFen: number;
  readonly overFen: number;
  readonly source: string;
  readonly sourceZh: string;
  readonly certainty: string;
  readonly noteZh: string;
  readonly household: { readonly number: string | null; readonly headName: string | null; readonly villageCode: string };
  readonly benefits: readonly {
    readonly id: string;
    readonly kind: 'rewardSubsidy' | 'relocationSubsidy' | 'premium' | 'interestSubsidy' | OutsideKind;
    readonly about: Words;
    readonly amountFen: number;
    readonly on: string | null;
  }[];
  readonly next: Words;
}

/** Who tells finance what; `periods` of an office that tells by lists. */
export interface HeardSource {
  readonly kind: 'relocation' | 'premium' | 'project' | OutsideKind;
  readonly heardAt: string | null;
  readonly periods: readonly { readonly from: string; readonly to: string }[];
}

export interface OverlapPreview {
  readonly digest: string;
  readonly checked: number;
  readonly findings: readonly OverlapFinding[];
  readonly sources: readonly HeardSource[];
}

/** Goes with an approval that meets a warning: for what was shown, and why it is approved all the same. */
export interface OverlapAnswer {
  readonly digest: string;
  readonly reason: string;
}

/** How the warning of an approval was answered. */
export interface OverlapAnswered {
  readonly rules: readonly Words[];
  readonly reason: string;
  readonly byName: string;
  readonly at: string;
}

export const previewOverlaps = (subject: OverlapSubject, ids: readonly string[]) =>
  ask<OverlapPreview>('/api/finance/v1/benefit-overlaps/preview', { subject, ids });
