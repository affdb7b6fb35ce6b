import { z } from 'zod';
import { defineEvent } from '../define-event.js';
import { PublishedHousehold } from './household-state.js';

/** Ordering key: the household's id. Place: its village after the change. */
export const HouseholdChangedV1 = defineEvent({
  department: 'identification',
  noun: 'household',
  verb: 'changed',
  version: 1,
  classification: 'department',
  data: PublishedHousehold.extend({
    changedFields: z.array(z.string()).describe('Names of the published fields that changed, for people; a copy takes the whole state'),
  }),
  summaryZh: '农户档案已变更',
  summaryEn: 'The published state of a household changed.',
});
