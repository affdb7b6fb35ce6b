import { z } from 'zod';
import { PlainDate } from '@jingzhun/domain/plain-date';
import { Fen } from '@jingzhun/domain/money';
import { HouseholdId, Uuid } from '@jingzhun/domain/uuid';
import { defineEvent } from '../define-event.js';

/** Ordering key: the household. Place: its village. The money is back; it is paid again or given up by a decision. */
export const PaymentReturnedV1 = defineEvent({
  department: 'finance',
  noun: 'payment',
  verb: 'returned',
  version: 1,
  classification: 'department',
  data: z.object({
    paymentId: Uuid.describe('Natural key together with the attempt'),
    attempt: z.int().positive(),
    batchId: Uuid,
    householdId: HouseholdId,
    amountFen: Fen.refine((fen) => fen > 0),
    reason: z.enum(['accountClosed', 'nameDiffers', 'accountUnknown', 'other']),
    returnedOn: PlainDate,
  }),
  summaryZh: '付款被银行退回',
  summaryEn: 'The bank returned a payment.',
});
