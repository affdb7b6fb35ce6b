import { z } from 'zod';
import { PlainDate } from '@jingzhun/domain/plain-date';
import { HouseholdId, Uuid } from '@jingzhun/domain/uuid';
import { defineEvent } from '../define-event.js';

/** Ordering key: the loan. Place: the village of the household. What was told of the movement before has not happened. */
export const LoanMovementReversedV1 = defineEvent({
  department: 'finance',
  noun: 'loan',
  verb: 'movement-reversed',
  version: 1,
  classification: 'department',
  data: z.object({
    loanId: Uuid,
    movementId: Uuid.describe('Natural key: a movement is reversed once; of a drawing it is the drawingId of finance.loan.disbursed'),
    kind: z.enum(['drawing', 'repayment', 'compensation', 'recovery', 'writeOff']),
    householdId: HouseholdId,
    reversedOn: PlainDate,
  }),
  summaryZh: '贷款收付已冲销',
  summaryEn: 'A drawing, repayment, compensation, recovery or write-off that was recorded by mistake was reversed.',
});
