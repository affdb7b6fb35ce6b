import { defineEvent } from '../define-event.js';
import { NoticeClosedV1 as OfIdentification } from '../identification/notice-closed.v1.js';

/** Ordering key: the notice's id. Place: where the notice hung. The same shape as identification's, under finance's name. */
export const NoticeClosedV1 = defineEvent({
  department: 'finance',
  noun: 'notice',
  verb: 'closed',
  version: 1,
  classification: 'open',
  data: OfIdentification.data,
  summaryZh: '公示（公告）期满已办结',
  summaryEn: 'The period of a public notice passed, proven and with every objection answered.',
});
