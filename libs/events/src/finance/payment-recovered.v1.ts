import { z } from 'zod';
import { PlainDate } from '@jingzhun/domain/plain-date';
import { Fen } from '@jingzhun/domain/money';
import { HouseholdId, Uuid } from '@jingzhun/domain/uuid';
import { defineEvent } from '../define-event.js';

/** Ordering key: the household. Place: its village. Paid money is back in the treasury because it should not have been paid, in whole or in part. */
export const PaymentRecoveredV1 = defineEvent({
  department: 'finance',
  noun: 'payment',
  verb: 'recovered',
  version: 1,
  classification: 'department',
  data: z.object({
    paymentId: Uuid.describe('Natural key together with leftFen, which only falls'),
    batchId: Uuid,
    householdId: HouseholdId,
    causeType: z.string().describe('What was paid for: as in finance.subsidy.paid'),
    causeId: Uuid,
    amountFen: Fen.refine((fen) => fen > 0).describe('What came back this time'),
    leftFen: Fen.refine((fen) => fen >= 0).describe('What is still paid; 0: all of it came back'),
    recoveredOn: PlainDate,
  }),
  summaryZh: '已付资金全部或部分追回',
  summaryEn: 'Paid money came back, in whole or in part, because it should not have been paid.',
});
