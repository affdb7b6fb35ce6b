import { z } from 'zod';
import { PlainDate } from '@jingzhun/domain/plain-date';
import { Fen } from '@jingzhun/domain/money';
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
    penaltyPaidFen: Fen.refine((fen) => fen >= 0)
      .optional()
      .describe('Penalty interest the household has paid, besides principal and interest; absent in older messages'),
    penaltyWaivedFen: Fen.refine((fen) => fen >= 0)
      .optional()
      .describe('Penalty interest the bank has given up; absent in older messages'),
  }),
  summaryZh: '贷款已还清',
  summaryEn: 'A loan was repaid in full.',
});
