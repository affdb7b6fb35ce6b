import { ask } from '../request.js';

interface Words {
  readonly zh: string;
  readonly en: string;
}

export type PossibleDuplicateKind = 'projectWaits' | 'projectApplied' | 'askedByHand' | 'similarName';

/** What is about to be entered; a name only once it is written. */
export interface AboutToEnter {
  readonly schemeCode: string;
  readonly householdId: string;
  readonly applicationId?: string;
  readonly claimId?: string;
  readonly product: string;
  readonly stage: number;
  readonly parcel?: string;
  readonly parcelVillage?: string;
}

export interface PossibleDuplicateFinding extends Words {
  readonly kind: PossibleDuplicateKind;
  readonly next: Words;
  /** The accepted project that waits. */
  readonly claimId: string | null;
  /** The other application, of the own area. */
  readonly applicationId: string | null;
  readonly householdNumber: string | null;
  readonly headName: string | null;
}

export interface PossibleDuplicatesFound {
  readonly digest: string;
  readonly findings: readonly PossibleDuplicateFinding[];
}

export interface PossibleDuplicateAnswer {
  readonly digest: string;
  readonly reason: string;
}

export interface PossibleDuplicateAnswered {
  readonly findings: readonly ({ readonly kind: PossibleDuplicateKind; readonly applicationId: string | null } & Words)[];
  readonly reason: string;
  readonly byName: string;
  readonly at: string;
}

export const findPossibleDuplicates = (about: AboutToEnter, signal?: AbortSignal) =>
  ask<PossibleDuplicatesFound>('/api/finance/v1/subsidy-applications/possible-duplicates', about, signal);
