import { defineEvent } from '../define-event.js';
import { ObjectionDecidedV1 as OfIdentification } from '../identification/objection-decided.v1.js';

/** Ordering key: the notice's id. Place: where the notice hung. The same shape as identification's, under finance's name. */
export const ObjectionDecidedV1 = defineEvent({
  department: 'finance',
  noun: 'objection',
  verb: 'decided',
  version: 1,
  classification: 'open',
  data: OfIdentification.data,
  summaryZh: '异议已答复',
  summaryEn: 'An objection to a notice was decided.',
});
