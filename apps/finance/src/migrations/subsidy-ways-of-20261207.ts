import { SUBSIDY_STATES, SUBSIDY_WAYS } from './subsidy-ways-of-20261127.js';

/** What the household says to its money, and money that is taken back; a test compares all ways with lifecycle.ts. */
export const STATES_ADDED = ['acknowledged', 'recovering', 'reclaimed'] as const;
export const SUBSIDY_STATES_NOW = [...SUBSIDY_STATES, ...STATES_ADDED] as const;

export const WAYS_ADDED: readonly (readonly [step: string, from: string, to: string])[] = [
  ['acknowledge', 'paid', 'acknowledged'],
  ['bounce', 'acknowledged', 'inPayment'],
  ['bounce', 'recovering', 'inPayment'],
  ['demandBack', 'paid', 'recovering'],
  ['demandBack', 'acknowledged', 'recovering'],
  ['dropDemand', 'recovering', 'paid'],
  ['reclaim', 'recovering', 'reclaimed'],
];
export const SUBSIDY_WAYS_NOW = [...SUBSIDY_WAYS, ...WAYS_ADDED];
