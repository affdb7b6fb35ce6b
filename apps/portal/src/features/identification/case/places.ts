import type { CheckedNeed } from '../../../api/identification/applications.js';

export const noticePlace = (id: string): string => `/identification/notices/${id}`;
export const verdictPlace = (applicationId: string): string => `/identification/cases/${applicationId}/verdict`;
export const samplePlace = (id: string): string => `/identification/samples/${id}`;
export const meetingPlace = (id: string): string => `/identification/meetings/${id}`;

/** The form of a roll, begun for the village and group that have none. */
export const rollPlace = (villageCode: string, groupName?: string | null): string =>
  `/identification/rolls?${new URLSearchParams({ enter: '', village: villageCode, ...(groupName ? { group: groupName } : {}) })}`;

/** Where what is missing can be brought, by the stable code of the condition. */
export type Remedy = 'form' | 'documents' | 'meeting' | 'notice' | 'sample' | 'screening' | 'roll';

const REMEDIES: Readonly<Record<string, Remedy>> = {
  'content-complete': 'form',
  'persons-free': 'form',
  consent: 'documents',
  'identity-copies': 'documents',
  'form-scan': 'documents',
  grounds: 'documents',
  'withdrawal-request': 'documents',
  'request-of-household': 'documents',
  'repeat-allowed': 'meeting',
  'screening-done': 'screening',
  'screening-clear': 'screening',
  'roll-in-force': 'roll',
  'meeting-held': 'meeting',
  'meeting-content': 'meeting',
  'meeting-after': 'meeting',
  quorum: 'meeting',
  minutes: 'meeting',
  'meeting-evidence': 'meeting',
  'screening-read-out': 'meeting',
  'notice-first-proof': 'notice',
  'notice-period': 'notice',
  'notice-last-proof': 'notice',
  'no-open-objection': 'notice',
  'no-upheld-objection': 'notice',
  'sample-drawn': 'sample',
  'sample-visited': 'sample',
  'visit-agrees': 'sample',
};

export const remedyOf = ({ code }: Pick<CheckedNeed, 'code'>): Remedy | undefined => REMEDIES[code];
