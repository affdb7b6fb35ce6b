import { z } from 'zod';
import { DivisionCode } from '@jingzhun/domain/division-code';
import { HouseholdId, Uuid } from '@jingzhun/domain/uuid';
import { defineEvent } from '../define-event.js';

/** Ordering key: the application's id. Place: its village. Nobody is named. */
export const ApplicationAdvancedV1 = defineEvent({
  department: 'identification',
  noun: 'application',
  verb: 'advanced',
  version: 1,
  classification: 'open',
  data: z.object({
    applicationId: Uuid,
    version: z.int().positive().describe('Counts the changes of the case; grows from event to event, not always by one'),
    kind: z.enum(['registration', 'removal', 'categoryChange']),
    step: z
      .string()
      .regex(/^[a-zA-Z]+$/)
      .describe('Step of the seven-step procedure that was taken, e.g. appraise'),
    from: z
      .string()
      .regex(/^[a-zA-Z]+$/)
      .describe('State before'),
    to: z
      .string()
      .regex(/^[a-zA-Z]+$/)
      .describe('State after; equal to the state before for a step that leaves it'),
    villageCode: DivisionCode,
    householdId: HouseholdId.nullable().describe('The household of the register, once there is one'),
    noticeId: Uuid.nullable().describe('The notice that belongs to the step'),
  }),
  summaryZh: '贫困户识别申请办理环节有变化',
  summaryEn: 'A case of the seven-step procedure took a step.',
});
