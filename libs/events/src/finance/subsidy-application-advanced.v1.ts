import { z } from 'zod';
import { DivisionCode } from '@jingzhun/domain/division-code';
import { Fen } from '@jingzhun/domain/money';
import { HouseholdId, Uuid } from '@jingzhun/domain/uuid';
import { defineEvent } from '../define-event.js';

const word = z.string().regex(/^[a-zA-Z]+$/);

/** Ordering key: the application's id. Place: its village. Nobody is named. */
export const SubsidyApplicationAdvancedV1 = defineEvent({
  department: 'finance',
  noun: 'subsidy-application',
  verb: 'advanced',
  version: 1,
  classification: 'department',
  data: z.object({
    applicationId: Uuid,
    version: z.int().positive().describe('Counts the changes of the application; a copy ignores older ones'),
    schemeCode: z.string().min(1).max(40),
    product: word.describe('Product of the scheme'),
    stage: z.int().min(1).max(9),
    step: word.describe('Step that was taken: apply, check, measure, accept, grant, post, approve, pay …'),
    from: word.describe('State before; of the first event the state itself'),
    to: word.describe('State after'),
    villageCode: DivisionCode,
    householdId: HouseholdId,
    acceptedQuantity: z.int().nullable().describe('0.01 mu or pieces, once accepted on site'),
    amountFen: Fen.nullable().describe('Granted, once the bureau has worked it out'),
    noticeId: Uuid.nullable().describe('The notice it hangs or hung by'),
  }),
  summaryZh: '产业奖补申请办理环节有变化',
  summaryEn: 'An application for a reward subsidy took a step.',
});
