import { ask } from '../request.js';

export type OverlapSubject = 'subsidies' | 'claims' | 'interestClaim';
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
    readonly kind: 'rewardSubsidy' | 'relocationSubsidy' | 'premium' | 'interestSubsidy' | 'dangerousHouse';
    readonly about: Words;
    readonly amountFen: number;
    readonly on: string | null;
  }[];
  readonly next: Words;
}

export interface OverlapPreview {
  readonly digest: string;
  readonly checked: number;
  readonly findings: readonly OverlapFinding[];
  readonly sources: readonly {
    readonly kind: 'relocation' | 'premium' | 'project' | 'dangerousHouse';
    readonly heardAt: string | null;
  }[];
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
