import { ask, command, get } from '../request.js';
import type { SubsidyGrant, SubsidyRow } from './subsidies.js';

const base = '/api/finance/v1';

interface Words {
  readonly zh: string;
  readonly en: string;
}
/** Why one is opened alone. */
export interface Against extends Words {
  readonly code: string;
}

export interface PreviewedProject {
  readonly claimId: string;
  readonly householdNumber: string;
  readonly headName: string;
  readonly villageCode: string;
  readonly product: string | null;
  readonly productZh: string | null;
  readonly stage: number | null;
  readonly quantity: number | null;
  readonly unit: 'centiMu' | 'count' | null;
  readonly acceptedOn: string;
  readonly document: string;
  readonly forecast: Pick<SubsidyGrant, 'amountFen' | 'computedFen' | 'cuts' | 'explanation'> | null;
  readonly obstacles: readonly Against[];
}

export interface ProjectsPreview {
  readonly isMore: boolean;
  readonly fit: number;
  readonly households: number;
  readonly computedFen: number;
  readonly amountFen: number;
  readonly items: readonly PreviewedProject[];
}

export interface ProjectsAsked {
  readonly schemeCode: string;
  readonly area?: string | undefined;
  readonly product?: string | undefined;
  readonly claimIds?: readonly string[];
}

export const previewProjects = (asked: ProjectsAsked, signal?: AbortSignal) =>
  ask<ProjectsPreview>(`${base}/subsidy-projects/preview`, asked, signal);

/** Exactly those that were looked at, all or none. */
export const applyForProjects = (schemeCode: string, claimIds: readonly string[], idempotencyKey: string) =>
  command<{ applications: number; households: number }>('POST', `${base}/subsidy-projects/applications`, {
    body: { schemeCode, claimIds },
    idempotencyKey,
  });

export const togetherSteps = ['check', 'approve', 'withdraw'] as const;
export type TogetherStep = (typeof togetherSteps)[number];

export interface ReadyWork {
  readonly step: TogetherStep;
  readonly mayDo: boolean;
  readonly isMore: boolean;
  readonly ready: number;
  readonly amountFen: number;
  readonly items: readonly (SubsidyRow & { readonly against: readonly Against[] })[];
}

export const readReadyWork = (step: TogetherStep, area: string | undefined, signal?: AbortSignal) =>
  get<ReadyWork>(`${base}/subsidy-work/${step}`, { area }, signal);
