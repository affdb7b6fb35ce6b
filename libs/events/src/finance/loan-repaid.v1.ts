import { z } from 'zod';
import { PlainDate } from '@jingzhun/domain/plain-date';
import { Fen } from '@jingzhun/domain/money';
import { HouseholdId, Uuid } from '@jingzhun/domain/uuid';
import { defineEvent } from '../define-event.js';

/** Ordering key: the loan. Place: the village of the household. A later finance.loan.reopened takes it back; then it can be told again. */
export const LoanRepaidV1 = defineEvent({
  department: 'finance',
  noun: 'loan',
  verb: 'repaid',
  version: 1,
  classification: 'department',
  data: z.object({
    loanId: Uuid.describe('Natural key together with loanVersion, where there is one'),
    householdId: HouseholdId,
    repaidOn: PlainDate,
    loanVersion: z
      .int()
      .positive()
      .optional()
      .describe('a loan that was reopened is repaid again: the higher version is the later word; absent in older messages'),
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
