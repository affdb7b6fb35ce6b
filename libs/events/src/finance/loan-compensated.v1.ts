import { z } from 'zod';
import { Fen } from '@jingzhun/domain/money';
import { PlainDate } from '@jingzhun/domain/plain-date';
import { HouseholdId, Uuid } from '@jingzhun/domain/uuid';
import { defineEvent } from '../define-event.js';

/** Ordering key: the loan. Place: the village of the household. It is not overdue at the bank any more; what comes back is shared. */
export const LoanCompensatedV1 = defineEvent({
  department: 'finance',
  noun: 'loan',
  verb: 'compensated',
  version: 1,
  classification: 'department',
  data: z.object({
    loanId: Uuid,
    movementId: Uuid.describe('Natural key; a reversal names it'),
    householdId: HouseholdId,
    lostFen: Fen.refine((fen) => fen >= 0).describe('principal given up as lost'),
    fundPaidFen: Fen.refine((fen) => fen >= 0).describe('what the risk fund bears of it'),
    compensatedOn: PlainDate,
  }),
  summaryZh: '贷款已由风险基金代偿',
  summaryEn: 'The risk fund has borne its share of a loan that is lost; recovery goes on.',
});
