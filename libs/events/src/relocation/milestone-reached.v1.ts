import { z } from 'zod';
import { PlainDate } from '@jingzhun/domain/plain-date';
import { Fen } from '@jingzhun/domain/money';
import { HouseholdId, Uuid } from '@jingzhun/domain/uuid';
import { defineEvent } from '../define-event.js';

/** Ordering key: the relocation file. Place: the village the household comes from. */
export const MilestoneReachedV1 = defineEvent({
  department: 'relocation',
  noun: 'milestone',
  verb: 'reached',
  version: 1,
  classification: 'department',
  data: z.object({
    milestoneId: Uuid.describe('Natural key'),
    relocationId: Uuid.describe('The relocation file of the household'),
    householdId: HouseholdId,
    milestone: z.enum(['contractSigned', 'foundationLaid', 'roofed', 'movedIn', 'oldHouseCleared']),
    reachedOn: PlainDate,
    due: z
      .array(z.object({ source: z.enum(['centralAndProvincial', 'cityPlatform']), amountFen: Fen.refine((fen) => fen > 0) }))
      .max(2)
      .describe('What falls due with it, by source of the money; empty where nothing does'),
    document: z.string().min(1).max(200),
  }),
  summaryZh: '搬迁进度节点已达到',
  summaryEn: 'A relocation file reached a milestone of its contract.',
});
