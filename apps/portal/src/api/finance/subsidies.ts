import type { Page } from '../page.js';
import { ask, command, get } from '../request.js';
import type { OverlapAnswer, OverlapAnswered } from './overlaps.js';
import type { PossibleDuplicateAnswer, PossibleDuplicateAnswered } from './possible-duplicates.js';
import type { Scheme } from './subsidy-schemes.js';

const base = '/api/finance/v1';

export const subsidyStates = [
  'applied',
  'villageChecked',
  'measured',
  'accepted',
  'granted',
  'noticePosted',
  'noticeClosed',
  'approved',
  'inPayment',
  'paid',
  'rejected',
  'withdrawn',
  'givenUp',
  'acknowledged',
  'recovering',
  'reclaimed',
] as const;
export type SubsidyState = (typeof subsidyStates)[number];

interface Words {
  readonly zh: string;
  readonly en: string;
}

export interface SubsidyRow {
  readonly id: string;
  readonly schemeCode: string;
  readonly householdId: string;
  readonly householdNumber: string;
  readonly headName: string;
  readonly villageCode: string;
  readonly product: string;
  readonly productZh: string;
  readonly unit: 'centiMu' | 'count';
  readonly stage: number;
  readonly quantity: number;
  readonly acceptedQuantity: number | null;
  readonly parcel: string;
  readonly parcelVillage: string;
  readonly amountFen: number | null;
  readonly state: SubsidyState;
  readonly stateSince: string;
  readonly enteredByName: string;
  readonly enteredAt: string;
  readonly paidOn: string | null;
  /** Of a rest: what the batch before left. */
  readonly restFen: number | null;
  readonly version: number;
}

export interface SubsidyGrant {
  readonly applicationId: string;
  readonly headName: string;
  readonly villageCode: string;
  readonly productZh: string;
  readonly quantity: number;
  readonly computedFen: number;
  readonly amountFen: number;
  readonly earlierFen: number;
  /** What the cap of the batch left for the next one. */
  readonly waitsFen: number;
  readonly cuts: readonly ({ readonly by: string; readonly amountFen: number } & Words)[];
  readonly explanation: Words;
  /** What the approver will be asked. */
  readonly warnings: readonly Words[];
}

export interface SubsidyNextStep extends Words {
  readonly step: string;
  readonly to: readonly SubsidyState[];
  readonly who: Words;
  readonly mayDo: boolean;
  readonly possible: boolean;
  readonly reasonNeeded: boolean;
  readonly checklist: readonly ({ readonly code: string; readonly met: boolean } & Words)[];
}

export interface Subsidy extends SubsidyRow {
  readonly memberCount: number;
  readonly scheme: Pick<Scheme, 'nameZh' | 'nameEn' | 'sourceDocument' | 'certainty' | 'evidence'>;
  readonly evidence: readonly {
    readonly code: string;
    readonly nameZh: string;
    readonly nameEn: string;
    readonly attachmentId: string;
    readonly at: string;
    readonly byName: string;
    readonly acceptanceId: string | null;
  }[];
  readonly acceptances: readonly {
    readonly id: string;
    readonly quantity: number;
    readonly on: string;
    readonly remark: string | null;
    readonly measuredByName: string;
    readonly confirmedByName: string | null;
    readonly isVoid: boolean;
  }[];
  readonly grant: SubsidyGrant | null;
  /** Of the same village and year, called alike. */
  readonly similarParcels: readonly {
    readonly id: string;
    readonly householdNumber: string;
    readonly headName: string;
    readonly parcel: string;
    readonly productZh: string;
    readonly state: SubsidyState;
  }[];
  /** The application and what batches left of it, in their order. */
  readonly parts: readonly {
    readonly id: string;
    readonly state: SubsidyState;
    readonly amountFen: number | null;
    readonly restFen: number | null;
  }[];
  readonly notice: {
    readonly id: string;
    readonly state: string;
    readonly postedOn: string | null;
    readonly lastDay: string | null;
    readonly openObjections: number;
    readonly upheldObjections: number;
  } | null;
  readonly payment: {
    readonly batchId: string;
    readonly batchNumber: number;
    readonly batchState: string;
    readonly state: string;
    readonly returnReason: string | null;
  } | null;
  readonly overlap: OverlapAnswered | null;
  /** Possible duplicates when it was entered, and why it is another one. */
  readonly possibleDuplicates: readonly PossibleDuplicateAnswered[];
  /** The accepted project it is for. */
  readonly claim: { readonly id: string; readonly document: string; readonly acceptedOn: string; readonly differs: Words | null } | null;
  readonly certificate: { readonly paymentId: string; readonly number: string } | null;
  readonly next: readonly SubsidyNextStep[];
  readonly events: readonly ({
    readonly step: string;
    readonly from: SubsidyState;
    readonly to: SubsidyState;
    readonly byName: string | null;
    readonly at: string;
    readonly reason: string | null;
    /** Of money that came back whole. */
    readonly receipt: { readonly on: string; readonly sourceDocument: string } | null;
  } & Words)[];
}
export interface SubsidyRound {
  readonly id: string | null;
  readonly number: number;
  readonly households: number;
  readonly granted: number;
  readonly refused: number;
  readonly waiting: number;
  readonly waitsFen: number;
  readonly computedFen: number;
  readonly amountFen: number;
  readonly byCut: readonly { readonly by: string; readonly applications: number; readonly amountFen: number }[];
  readonly items: readonly SubsidyGrant[];
  readonly leftOut: readonly SubsidyLeftOut[];
}

/** Accepted, and not in the round: nothing of it is decided. */
export interface SubsidyLeftOut {
  readonly applicationId: string;
  readonly headName: string;
  readonly productZh: string;
  readonly isRest: boolean;
  readonly why: Words;
  readonly next: Words;
  /** Whose office may do it. */
  readonly who: Words;
}

export interface SubsidyWork {
  readonly items: readonly ({
    readonly state: SubsidyState;
    readonly step: string;
    readonly count: number;
    readonly amountFen: number;
  } & Words)[];
}

export interface GivenEvidence {
  readonly code: string;
  readonly attachmentIds: readonly string[];
}

export interface Asked {
  readonly product: string;
  readonly stage: number;
  readonly quantity: number;
  readonly parcel: string;
  readonly parcelVillage?: string;
  readonly possibleDuplicates?: PossibleDuplicateAnswer;
  readonly evidence: readonly GivenEvidence[];
}

export interface SubsidyFilter {
  readonly state?: SubsidyState | undefined;
  readonly area?: string | undefined;
  readonly waiting?: 'me' | undefined;
}

export const listSubsidies = (filter: SubsidyFilter, cursor: string | undefined, signal?: AbortSignal) =>
  get<Page<SubsidyRow>>(`${base}/subsidy-applications`, { ...filter, cursor }, signal);

/** As many as one command takes. */
export const listSubsidiesToPost = (area: string | undefined, signal?: AbortSignal) =>
  get<Page<SubsidyRow>>(`${base}/subsidy-applications`, { state: 'granted', area, limit: 500 }, signal);

export const readSubsidyWork = (signal?: AbortSignal) => get<SubsidyWork>(`${base}/subsidy-work`, {}, signal);

export const readSubsidy = (id: string, signal?: AbortSignal) => get<Subsidy>(`${base}/subsidy-applications/${id}`, {}, signal);

/** An accepted project that industry told and nobody has applied for. */
export interface WaitingProject {
  readonly id: string;
  readonly householdId: string;
  readonly householdNumber: string;
  readonly headName: string;
  readonly villageCode: string;
  readonly product: string;
  readonly stage: number;
  readonly quantity: number;
  readonly unit: 'centiMu' | 'count';
  readonly acceptedOn: string;
  readonly document: string;
}
export const waitingProjects = (signal?: AbortSignal) => get<{ items: readonly WaitingProject[] }>(`${base}/subsidy-projects`, {}, signal);

export const applyForSubsidy = (asked: Asked & { schemeCode: string; householdId: string; claimId?: string }, idempotencyKey: string) =>
  command<Subsidy>('POST', `${base}/subsidy-applications`, { body: asked, idempotencyKey });

export const correctSubsidy = (id: string, version: number, asked: Asked & { reason: string }, idempotencyKey: string) =>
  command<Subsidy>('PUT', `${base}/subsidy-applications/${id}/content`, { body: asked, ifMatch: version, idempotencyKey });

export const addSubsidyEvidence = (id: string, evidence: readonly GivenEvidence[], idempotencyKey: string) =>
  command<Subsidy>('POST', `${base}/subsidy-applications/${id}/evidence`, { body: { evidence }, idempotencyKey });

export interface Measured {
  readonly quantity: number;
  readonly on: string;
  readonly remark?: string;
  readonly evidence: readonly GivenEvidence[];
}

export const measureSubsidy = (id: string, version: number, measured: Measured, idempotencyKey: string) =>
  command<Subsidy>('POST', `${base}/subsidy-applications/${id}/acceptances`, { body: measured, ifMatch: version, idempotencyKey });

/** The signed certificate, photographed: the household has its money. */
export const acknowledgeSubsidy = (id: string, version: number, attachmentIds: readonly string[], idempotencyKey: string) =>
  command<Subsidy>('POST', `${base}/subsidy-applications/${id}/acknowledgement`, {
    body: { attachmentIds },
    ifMatch: version,
    idempotencyKey,
  });

export interface SubsidyOrder {
  readonly step: string;
  readonly to?: string;
  readonly reason?: string;
  readonly overlaps?: OverlapAnswer;
  /** Of money that came back whole. */
  readonly receipt?: { readonly on: string; readonly sourceDocument: string };
  readonly cases: readonly { readonly id: string; readonly version: number }[];
}

export const takeSubsidySteps = (order: SubsidyOrder, idempotencyKey: string) =>
  command<{ items: readonly { id: string; state: SubsidyState; version: number }[] }>('POST', `${base}/subsidy-applications/steps`, {
    body: order,
    idempotencyKey,
  });

export const previewRound = (schemeCode: string) => ask<SubsidyRound>(`${base}/subsidy-rounds/preview`, { schemeCode });

/** For exactly the applications that were looked at. */
export const decideRound = (schemeCode: string, applicationIds: readonly string[], idempotencyKey: string) =>
  command<SubsidyRound>('POST', `${base}/subsidy-rounds`, { body: { schemeCode, applicationIds }, idempotencyKey });
