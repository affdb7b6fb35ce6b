import { z } from 'zod';
import { Uuid } from '@jingzhun/domain/uuid';
import { defineEvent } from '../define-event.js';
import { NoticeIdentity } from './notice-state.js';

/** Ordering key: the notice's id. Place: where the notice hangs. */
export const ObjectionDecidedV1 = defineEvent({
  department: 'identification',
  noun: 'objection',
  verb: 'decided',
  version: 1,
  classification: 'open',
  data: z.object({
    ...NoticeIdentity.shape,
    objectionId: Uuid,
    investigator: z.enum(['township', 'county']),
    outcome: z.enum(['upheld', 'dismissed']),
    effect: z.enum(['reject', 'return']).nullable().describe('What an upheld objection does to the case'),
    returnTo: z.string().nullable().describe('Step the case goes back to'),
    decidedAt: z.iso.datetime(),
  }),
  summaryZh: '异议已答复',
  summaryEn: 'An objection to a notice was decided.',
});
