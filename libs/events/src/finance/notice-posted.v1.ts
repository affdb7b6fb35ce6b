import { defineEvent } from '../define-event.js';
import { NoticePostedV1 as OfIdentification } from '../identification/notice-posted.v1.js';

/** Ordering key: the notice's id. Place: where the notice hangs. The same shape as identification's, under finance's name. */
export const NoticePostedV1 = defineEvent({
  department: 'finance',
  noun: 'notice',
  verb: 'posted',
  version: 1,
  classification: 'open',
  data: OfIdentification.data,
  summaryZh: '公示（公告）已张贴',
  summaryEn: 'A public notice was posted; its days run.',
});
