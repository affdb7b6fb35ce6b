import { z } from 'zod';
import { PlainDate } from '@jingzhun/domain/plain-date';
import { Uuid } from '@jingzhun/domain/uuid';

/** What the events of a notice say alike: which notice it is and what it is about. No names, no text of the notice. */
export const NoticeIdentity = z.object({
  noticeId: Uuid,
  kind: z
    .string()
    .regex(/^[a-z]+(-[a-z]+)*$/)
    .describe('group, village, announcement …'),
  subjectType: z.string().describe('What the notice is about: application …'),
  subjectId: Uuid.describe('Id of what the notice is about, opaque'),
});

export const NoticePeriod = z.object({
  postedOn: PlainDate,
  firstDay: PlainDate.describe('First counted day; the day of posting is not counted'),
  lastDay: PlainDate.describe('Last counted day'),
});
