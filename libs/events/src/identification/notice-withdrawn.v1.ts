import { z } from 'zod';
import { defineEvent } from '../define-event.js';
import { NoticeIdentity } from './notice-state.js';

/** Ordering key: the notice's id. Place: where it hung. */
export const NoticeWithdrawnV1 = defineEvent({
  department: 'identification',
  noun: 'notice',
  verb: 'withdrawn',
  version: 1,
  classification: 'open',
  data: z.object({ ...NoticeIdentity.shape, withdrawnAt: z.iso.datetime() }),
  summaryZh: '公示（公告）已提前撤下',
  summaryEn: 'A posted notice was taken down before its time; it proves nothing.',
});
