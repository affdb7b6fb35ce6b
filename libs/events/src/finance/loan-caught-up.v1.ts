import { z } from 'zod';
import { PlainDate } from '@jingzhun/domain/plain-date';
import { HouseholdId, Uuid } from '@jingzhun/domain/uuid';
import { defineEvent } from '../define-event.js';

/** Ordering key: the loan. Place: the village of the household. Whoever heard that it fell overdue holds it overdue no more. */
export const LoanCaughtUpV1 = defineEvent({
  department: 'finance',
  noun: 'loan',
  verb: 'caught-up',
  version: 1,
  classification: 'department',
  data: z.object({
    loanId: Uuid.describe('Natural key together with the day it was overdue since'),
    householdId: HouseholdId,
    overdueSince: PlainDate.nullable().describe('what finance.loan.fell-overdue told; null: it was not told of this loan'),
    caughtUpOn: PlainDate,
  }),
  summaryZh: '贷款逾期已补足',
  summaryEn: 'What was overdue of a loan was paid.',
});
