import { z } from 'zod';
import { PlainDate } from '@jingzhun/domain/plain-date';
import { HouseholdId, Uuid } from '@jingzhun/domain/uuid';
import { defineEvent } from '../define-event.js';

/** Ordering key: the loan. Place: the village of the household. Whoever heard that it was repaid holds it for a running loan again. */
export const LoanReopenedV1 = defineEvent({
  department: 'finance',
  noun: 'loan',
  verb: 'reopened',
  version: 1,
  classification: 'department',
  data: z.object({
    loanId: Uuid.describe('Natural key together with loanVersion'),
    loanVersion: z.int().positive().describe('higher than that of the finance.loan.repaid it takes back'),
    movementId: Uuid.describe('the repayment or waiver that was reversed'),
    householdId: HouseholdId,
    reopenedOn: PlainDate,
  }),
  summaryZh: '已还清的贷款重新计欠',
  summaryEn: 'What had paid or waived the last of a loan was reversed: it is owed again.',
});
