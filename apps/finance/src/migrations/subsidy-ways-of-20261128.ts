import { SUBSIDY_WAYS_NOW as BEFORE } from './subsidy-ways-of-20261207.js';

/** What was approved is decided anew when it must not be paid any more; a test compares all ways with lifecycle.ts. */
export const WAYS_ADDED: readonly (readonly [step: string, from: string, to: string])[] = [['reject', 'approved', 'rejected']];
export const SUBSIDY_WAYS_NOW = [...BEFORE, ...WAYS_ADDED];

/** What the cap of a batch left waits for the next one. */
export const REST_WAYS: readonly (readonly [step: string, from: string, to: string])[] = [
  ['carry', 'accepted', 'accepted'],
  ['endRest', 'accepted', 'rejected'],
  ['endRest', 'granted', 'rejected'],
  ['endRest', 'noticePosted', 'rejected'],
  ['endRest', 'noticeClosed', 'rejected'],
  ['endRest', 'approved', 'rejected'],
];
export const SUBSIDY_WAYS_WITH_RESTS = [...SUBSIDY_WAYS_NOW, ...REST_WAYS];
