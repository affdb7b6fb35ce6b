import { z } from 'zod';
import { PlainDate } from '@jingzhun/domain/plain-date';
import { Fen } from '@jingzhun/domain/money';
import { HouseholdId, PersonId, Uuid } from '@jingzhun/domain/uuid';
import { defineEvent } from '../define-event.js';

/** Ordering key: the household. Place: its village. */
export const SubsidyPaidV1 = defineEvent({
  department: 'finance',
  noun: 'subsidy',
  verb: 'paid',
  version: 1,
  classification: 'department',
  data: z.object({
    paymentId: Uuid.describe('Natural key'),
    attempt: z
      .int()
      .positive()
      .optional()
      .describe('Which attempt reached the account: a payment the bank returned is paid by a later one'),
    batchId: Uuid,
    householdId: HouseholdId,
    personId: PersonId.nullable(),
    benefit: z.enum(['rewardSubsidy', 'relocationSubsidy', 'premium', 'interestSubsidy', 'other']),
    causeType: z
      .string()
      .regex(/^[a-z]+(-[a-z]+)*$/)
      .describe('What it pays for: subsidy-application, relocation-milestone, premium …'),
    causeId: Uuid,
    fundCode: z.string().min(1).max(40),
    amountFen: Fen.refine((fen) => fen > 0),
    paidOn: PlainDate.describe('Day on which the bank credited it'),
    paidTo: z
      .enum(['household', 'institution'])
      .optional()
      .describe('institution: an insurer or a fund was paid for the household; absent: as before there were such, the household'),
  }),
  summaryZh: '补助资金已到账',
  summaryEn: 'Money of a fund reached a household.',
});
