import { z } from 'zod';
import { PlainDate } from '@jingzhun/domain/plain-date';
import { Fen } from '@jingzhun/domain/money';
import { HouseholdId, Uuid } from '@jingzhun/domain/uuid';
import { defineEvent } from '../define-event.js';

/** Ordering key: the loan. Place: the village of the household. */
export const LoanFellOverdueV1 = defineEvent({
  department: 'finance',
  noun: 'loan',
  verb: 'fell-overdue',
  version: 1,
  classification: 'department',
  data: z.object({
    loanId: Uuid,
    householdId: HouseholdId,
    overdueSince: PlainDate.describe('Natural key together with the loan: due date of the first instalment not paid in full'),
    overduePrincipalFen: Fen.refine((fen) => fen >= 0),
    overdueInterestFen: Fen.refine((fen) => fen >= 0),
    asOf: PlainDate,
  }),
  summaryZh: '贷款已逾期',
  summaryEn: 'An instalment of a loan was not paid when it was due.',
});
