import { defineEvent } from '../define-event.js';
import { PublishedHousehold } from './household-state.js';

/** Ordering key: the household's id. Place: its village. */
export const HouseholdRegisteredV1 = defineEvent({
  department: 'identification',
  noun: 'household',
  verb: 'registered',
  version: 1,
  classification: 'department',
  data: PublishedHousehold,
  summaryZh: '农户已建档立卡',
  summaryEn: 'A household was registered.',
});
