import { z } from 'zod';
import { PlainDate } from '@jingzhun/domain/plain-date';
import { HouseholdId, Uuid } from '@jingzhun/domain/uuid';
import { defineEvent } from '../define-event.js';

/** Ordering key: the loan. Place: the village of the household. */
export const LoanRepaidV1 = defineEvent({
  department: 'finance',
  noun: 'loan',
  verb: 'repaid',
  version: 1,
  classification: 'department',
  data: z.object({
    loanId: Uuid.describe('Natural key'),
    householdId: HouseholdId,
    repaidOn: PlainDate,
  }),
  summaryZh: '贷款已还清',
  summaryEn: 'A loan was repaid in full.',
});
