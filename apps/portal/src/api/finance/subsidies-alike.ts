import { ask } from '../request.js';

interface Words {
  readonly zh: string;
  readonly en: string;
}

export type AlikeKind = 'projectWaits' | 'projectApplied' | 'askedByHand' | 'calledAlike';

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

export interface AlikeFinding extends Words {
  readonly kind: AlikeKind;
  readonly next: Words;
  /** The accepted project that waits. */
  readonly claimId: string | null;
  /** The other application, of the own area. */
  readonly applicationId: string | null;
  readonly householdNumber: string | null;
  readonly headName: string | null;
}

export interface AlikeFound {
  readonly digest: string;
  readonly findings: readonly AlikeFinding[];
}

export interface AlikeAnswer {
  readonly digest: string;
  readonly reason: string;
}

export interface AlikeAnswered {
  readonly findings: readonly ({ readonly kind: AlikeKind; readonly applicationId: string | null } & Words)[];
  readonly reason: string;
  readonly byName: string;
  readonly at: string;
}

export const findAlike = (about: AboutToEnter, signal?: AbortSignal) =>
  ask<AlikeFound>('/api/finance/v1/subsidy-applications/alike', about, signal);
