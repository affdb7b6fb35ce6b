import type { Page } from '../page.js';
import { command, get } from '../request.js';
import type { CaseState } from './applications.js';

const base = '/api/identification/v1/meetings';

export type MeetingKind = 'group' | 'assembly';
export type MeetingBasis = 'adults' | 'households' | 'representatives';
export const eligibleSources = ['householdRegister', 'voterRoll', 'delegateRoll', 'counted'] as const;
export type EligibleSource = (typeof eligibleSources)[number];
export const meetingRoles = ['signIn', 'photo', 'video', 'minutes', 'other'] as const;
export type MeetingRole = (typeof meetingRoles)[number];

export interface MeetingRow {
  readonly id: string;
  readonly kind: MeetingKind;
  readonly villageCode: string;
  readonly groupName: string | null;
  readonly heldOn: string;
  readonly place: string;
  readonly chairName: string;
  readonly basis: MeetingBasis;
  readonly eligible: number;
  readonly eligibleSource: EligibleSource | null;
  readonly roll: { readonly id: string; readonly validFrom: string; readonly sourceDocument: string } | null;
  readonly eligibleBefore: { readonly heldOn: string; readonly eligible: number } | null;
  readonly present: number;
  readonly repeatReason: string | null;
  readonly quorum: number;
  readonly quorate: boolean;
  readonly screeningReadOut: boolean;
  readonly recordedByName: string;
  readonly recordedAt: string;
  readonly concludedAt: string | null;
  readonly cases: number;
  readonly version: number;
}

export interface MeetingVote {
  readonly applicationId: string;
  readonly votesFor: number;
  readonly votesAgainst: number;
  readonly abstained: number;
}

export interface Meeting extends MeetingRow {
  readonly minutes: string | null;
  readonly votes: readonly (MeetingVote & {
    readonly headName: string;
    readonly state: CaseState;
    readonly applicationVersion: number;
    readonly majority: boolean;
    readonly used: boolean;
    readonly presentContent: boolean;
  })[];
  readonly attachments: readonly {
    readonly id: string;
    readonly role: string;
    readonly contentType: string;
    readonly addedAt: string;
    readonly retracted: boolean;
  }[];
  readonly revisions: readonly {
    readonly version: number;
    readonly heldOn: string;
    readonly eligible: number;
    readonly present: number;
    readonly votes: readonly MeetingVote[];
    readonly correctedByName: string;
    readonly correctedAt: string;
    readonly reason: string;
  }[];
  readonly missing: readonly ('signIn' | 'photo' | 'video' | 'minutes')[];
}

export interface MeetingRecord {
  readonly kind: MeetingKind;
  readonly villageCode: string;
  readonly groupName?: string;
  readonly heldOn: string;
  readonly place: string;
  readonly chairName: string;
  readonly basis: MeetingBasis;
  readonly present: number;
  readonly repeatReason?: string;
  readonly minutes: string;
  readonly screeningReadOut: boolean;
  readonly votes: readonly MeetingVote[];
}

export const listMeetings = (
  filter: { area?: string | undefined; kind?: MeetingKind | undefined; concluded?: boolean | undefined },
  cursor: string | undefined,
  signal?: AbortSignal,
) => get<Page<MeetingRow>>(base, { ...filter, cursor, limit: 50 }, signal);

export const readMeeting = (id: string, signal?: AbortSignal) => get<Meeting>(`${base}/${id}`, {}, signal);

export const recordMeeting = (body: MeetingRecord, idempotencyKey: string) => command<Meeting>('POST', base, { body, idempotencyKey });

export const correctMeeting = (id: string, body: MeetingRecord & { reason: string }, version: number, idempotencyKey: string) =>
  command<Meeting>('PUT', `${base}/${id}`, { body, idempotencyKey, ifMatch: version });

export const attachToMeeting = (id: string, attachmentId: string, role: MeetingRole, idempotencyKey: string) =>
  command<Meeting>('POST', `${base}/${id}/attachments`, { body: { attachmentId, role }, idempotencyKey });
