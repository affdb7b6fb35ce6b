import { z } from 'zod';
import { defineEvent } from '../define-event.js';
import { NoticeIdentity, NoticePeriod } from './notice-state.js';

/** Ordering key: the notice's id. Place: where it hangs. */
export const NoticePostedV1 = defineEvent({
  department: 'identification',
  noun: 'notice',
  verb: 'posted',
  version: 1,
  classification: 'open',
  data: z.object({
    ...NoticeIdentity.shape,
    ...NoticePeriod.shape,
    days: z.int().nonnegative(),
    dayKind: z.enum(['calendar', 'working']),
    contentDigest: z
      .string()
      .regex(/^[0-9a-f]{64}$/)
      .describe('SHA-256 of the text that hangs'),
  }),
  summaryZh: '公示（公告）已张贴',
  summaryEn: 'A public notice was posted; its days run.',
});
