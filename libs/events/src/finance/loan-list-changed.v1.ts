import { z } from 'zod';
import { DivisionCode } from '@jingzhun/domain/division-code';
import { PlainDate } from '@jingzhun/domain/plain-date';
import { HouseholdId, Uuid } from '@jingzhun/domain/uuid';
import { defineEvent } from '../define-event.js';

/** Ordering key: the list. Place: the township or the county it is for. The whole list as it stands, from its confirmation on. */
export const LoanListChangedV1 = defineEvent({
  department: 'finance',
  noun: 'loan-list',
  verb: 'changed',
  version: 1,
  classification: 'department',
  data: z.object({
    listId: Uuid,
    number: z.int().positive(),
    version: z.int().positive().describe('Natural key together with the list: a copy ignores an older one'),
    bankCode: z.string().min(1).max(40),
    area: z
      .string()
      .regex(/^\d{6}(\d{3})?$/)
      .describe('Prefix of the division: county or township'),
    asOf: PlainDate.describe('Day on which projects, register and loans were looked at'),
    confirmedOn: PlainDate,
    lines: z
      .array(
        z.object({
          lineId: Uuid,
          projectId: Uuid.describe('As industry told it when the project was accepted'),
          householdId: HouseholdId,
          villageCode: DivisionCode.optional().describe(
            'Where the household was when it was listed: who is responsible for it sees the line of a wider list',
          ),
          purpose: z.string().regex(/^[a-z][a-zA-Z]*$/),
          isEligible: z.boolean().describe('By the rules of the loans on the day the list was proposed'),
          state: z.enum(['listed', 'withdrawn']),
        }),
      )
      .min(1)
      .max(500),
  }),
  summaryZh: '贷款联合名单已确认或有变更',
  summaryEn: 'A joint list of accepted projects and loans was confirmed, or a line of it withdrawn.',
});
