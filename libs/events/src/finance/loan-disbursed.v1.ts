import { z } from 'zod';
import { PlainDate } from '@jingzhun/domain/plain-date';
import { Fen } from '@jingzhun/domain/money';
import { HouseholdId, Uuid } from '@jingzhun/domain/uuid';
import { defineEvent } from '../define-event.js';

/** Ordering key: the loan. Place: the village of the household. */
export const LoanDisbursedV1 = defineEvent({
  department: 'finance',
  noun: 'loan',
  verb: 'disbursed',
  version: 1,
  classification: 'department',
  data: z.object({
    loanId: Uuid,
    drawingId: Uuid.describe('Natural key: a loan may be drawn in parts'),
    householdId: HouseholdId,
    bankCode: z.string().min(1).max(40),
    product: z.string().regex(/^[a-z][a-zA-Z]*$/),
    principalFen: Fen.refine((fen) => fen > 0),
    disbursedOn: PlainDate,
    maturesOn: PlainDate,
  }),
  summaryZh: '贷款已发放',
  summaryEn: 'A bank paid out a loan or a part of it.',
});
