import { z } from 'zod';
import { defineEvent } from '../define-event.js';
import { NoticeIdentity, NoticePeriod } from './notice-state.js';

/** Ordering key: the notice's id. Place: where it hung. */
export const NoticeClosedV1 = defineEvent({
  department: 'identification',
  noun: 'notice',
  verb: 'closed',
  version: 1,
  classification: 'open',
  data: z.object({
    ...NoticeIdentity.shape,
    ...NoticePeriod.shape,
    closedAt: z.iso.datetime(),
    objectionsUpheld: z.int().nonnegative(),
    objectionsDismissed: z.int().nonnegative(),
  }),
  summaryZh: '公示（公告）期满已办结',
  summaryEn: 'The period of a public notice passed, proven and with every objection answered.',
});
