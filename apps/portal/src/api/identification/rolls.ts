import type { Page } from '../page.js';
import { command, get } from '../request.js';
import type { MeetingBasis } from './meetings.js';

const base = '/api/identification/v1/rolls';

export const rollStatuses = ['proposed', 'confirmed', 'rejected'] as const;
export type RollStatus = (typeof rollStatuses)[number];

export interface RollGroup {
  readonly groupName: string;
  readonly households: number | null;
  readonly adults: number | null;
}

export interface Roll {
  readonly id: string;
  readonly villageCode: string;
  readonly validFrom: string;
  readonly representatives: number | null;
  readonly groups: readonly RollGroup[];
  readonly sourceDocument: string;
  readonly documentDate: string;
  readonly status: RollStatus;
  readonly enteredBy: { readonly id: string; readonly name: string };
  readonly enteredAt: string;
  readonly decidedBy: { readonly id: string; readonly name: string } | null;
  readonly decidedAt: string | null;
  readonly decisionReason: string | null;
}

export interface RollInForce {
  readonly roll: { readonly id: string; readonly count: number; readonly validFrom: string; readonly sourceDocument: string } | null;
}

export interface NewRoll {
  readonly villageCode: string;
  readonly validFrom: string;
  readonly representatives?: number;
  readonly groups: readonly { readonly groupName: string; readonly households?: number; readonly adults?: number }[];
  readonly sourceDocument: string;
  readonly documentDate: string;
}

export const listRolls = (
  filter: { area?: string | undefined; status?: RollStatus | undefined; mine?: true | undefined },
  cursor: string | undefined,
  signal?: AbortSignal,
) => get<Page<Roll>>(base, { ...filter, cursor, limit: 50 }, signal);

export interface RollsWanted {
  /** How long a roll counts as current. */
  readonly days: number;
  readonly items: readonly { readonly villageCode: string; readonly latestFrom: string | null; readonly isWaiting: boolean }[];
}

/** Villages without a confirmed roll, or with an old one. */
export const readRollsWanted = (signal?: AbortSignal) => get<RollsWanted>(`${base}/wanted`, {}, signal);

export const readRollInForce = (
  question: { villageCode: string; groupName?: string; basis: MeetingBasis; on: string },
  signal?: AbortSignal,
) => get<RollInForce>(`${base}/in-force`, question, signal);

/** Groups as households and open cases of the village name them. */
export const readKnownGroups = (villageCode: string, signal?: AbortSignal) =>
  get<{ readonly groupNames: readonly string[] }>(`${base}/groups`, { villageCode }, signal);

export const enterRoll = (body: NewRoll, idempotencyKey: string) => command<Roll>('POST', base, { body, idempotencyKey });

export const confirmRoll = (id: string, idempotencyKey: string) =>
  command<Roll>('POST', `${base}/${id}/confirm`, { body: {}, idempotencyKey });

export const rejectRoll = (id: string, reason: string, idempotencyKey: string) =>
  command<Roll>('POST', `${base}/${id}/reject`, { body: { reason }, idempotencyKey });
