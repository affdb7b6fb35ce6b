import { z } from 'zod';
import { Fen } from '@jingzhun/domain/money';
import { PlainDate } from '@jingzhun/domain/plain-date';
import { HouseholdId, Uuid } from '@jingzhun/domain/uuid';
import { defineEvent } from '../define-event.js';

/** Ordering key: the loan. Place: the village of the household. The end of a loan that was not paid back. */
export const LoanWrittenOffV1 = defineEvent({
  department: 'finance',
  noun: 'loan',
  verb: 'written-off',
  version: 1,
  classification: 'department',
  data: z.object({
    loanId: Uuid,
    movementId: Uuid.optional().describe('Natural key; without it the loan: written off once, before this could be taken back'),
    householdId: HouseholdId,
    lostFen: Fen.refine((fen) => fen >= 0).describe('principal given up by the bank with it; 0 when a compensation has booked it before'),
    writtenOffOn: PlainDate,
  }),
  summaryZh: '贷款已核销',
  summaryEn: 'A loan was written off: the bank bears what the fund has not. finance.loan.movement-reversed takes it back.',
});
