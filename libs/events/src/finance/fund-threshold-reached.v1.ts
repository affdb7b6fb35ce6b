import { z } from 'zod';
import { PlainDate } from '@jingzhun/domain/plain-date';
import { Fen } from '@jingzhun/domain/money';
import { defineEvent } from '../define-event.js';

/** Ordering key: the fund. Place: the county. */
export const FundThresholdReachedV1 = defineEvent({
  department: 'finance',
  noun: 'fund',
  verb: 'threshold-reached',
  version: 1,
  classification: 'open',
  data: z.object({
    fundCode: z.string().min(1).max(40),
    year: z.int().min(2010).max(2100),
    thresholdBp: z
      .int()
      .min(1)
      .max(10_000)
      .describe('Share of the fund in hundredths of a percent; natural key together with fund and year'),
    amountFen: Fen,
    committedFen: Fen,
    reachedOn: PlainDate,
  }),
  summaryZh: '资金使用已达预警比例',
  summaryEn: 'Commitments of a fund reached a threshold.',
});
