import { defineEvent } from '../define-event.js';
import { NoticeWithdrawnV1 as OfIdentification } from '../identification/notice-withdrawn.v1.js';

/** Ordering key: the notice's id. Place: where the notice hung. The same shape as identification's, under finance's name. */
export const NoticeWithdrawnV1 = defineEvent({
  department: 'finance',
  noun: 'notice',
  verb: 'withdrawn',
  version: 1,
  classification: 'open',
  data: OfIdentification.data,
  summaryZh: '公示（公告）已提前撤下',
  summaryEn: 'A posted notice was taken down before its time; it proves nothing.',
});
