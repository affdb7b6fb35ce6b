import { z } from 'zod';
import { DivisionCode, DivisionPrefix } from '@jingzhun/domain/division-code';
import { PlainDate } from '@jingzhun/domain/plain-date';
import { Uuid } from '@jingzhun/domain/uuid';
import { BothLanguages, NoticeTextResponse } from '../posting/notice.dto.js';
import { ObjectionText } from '../objections/objection.dto.js';

const summary = {
  id: Uuid,
  kind: z.string(),
  title: BothLanguages,
  about: BothLanguages.nullable().describe('whom it names, as it stands on the notice'),
  details: BothLanguages.nullable()
    .default(null)
    .describe('what tells it from another one about the same household: of what, how much; null: from a department of an earlier release'),
  place: DivisionCode.describe('division where it hangs'),
  placeNames: z.array(z.string()).describe('names from the county down'),
  groupName: z.string().nullable(),
  postedOn: PlainDate,
  firstDay: PlainDate.describe('first counted day'),
  lastDay: PlainDate.describe('last day on which it can be read and objected to'),
  days: z.int(),
  dayKind: z.enum(['calendar', 'working']),
};

export const PublicNoticeSummary = z.object(summary).meta({ id: 'PublicNoticeSummary' });
export type PublicNoticeSummary = z.infer<typeof PublicNoticeSummary>;

export const ListPublicNoticesQuery = z.strictObject({
  area: DivisionPrefix.optional().describe('below this division'),
  after: Uuid.optional().describe('id of the last one of the answer before'),
});
export type ListPublicNoticesQuery = z.infer<typeof ListPublicNoticesQuery>;

export const PublicNoticeList = z
  .object({
    items: z.array(PublicNoticeSummary).describe('notices that hang today, newest first'),
    nextAfter: Uuid.nullable().describe('for the next page'),
    asOf: z.iso.datetime(),
  })
  .meta({ id: 'PublicNoticeList' });
export type PublicNoticeList = z.infer<typeof PublicNoticeList>;

export const PublicNotice = z
  .object({
    ...summary,
    text: NoticeTextResponse,
    complaintChannel: BothLanguages.describe('whom a reader can call'),
    contentDigest: z.string().describe('SHA-256 of the text'),
  })
  .meta({ id: 'PublicNotice' });
export type PublicNotice = z.infer<typeof PublicNotice>;

export const SubmitObjectionRequest = z
  .strictObject({
    submissionId: Uuid.describe('made with the form: sent twice, it is one objection'),
    text: ObjectionText.describe('what is objected to'),
    name: z.string().trim().min(1).max(50).nullable().default(null).describe('who objects; null: not to be known'),
    phone: z.string().trim().min(1).max(30).nullable().default(null).describe('where the objector can be reached'),
  })
  .refine(({ name, phone }) => name !== null || phone === null, {
    path: ['name'],
    params: {
      code: 'name',
      zh: '填写了电话的，请填写姓名；不愿署名的，电话也请留空',
      en: 'Give a name with the phone, or leave both empty',
    },
  })
  .meta({ id: 'SubmitObjectionRequest' });
export type SubmitObjectionRequest = z.infer<typeof SubmitObjectionRequest>;

export const ObjectionStatusRequest = z
  .strictObject({
    receiptNumber: z.string().min(4).max(40).describe('as on the receipt'),
    secret: z.string().min(4).max(40).describe('as on the receipt'),
  })
  .meta({ id: 'ObjectionStatusRequest' });
export type ObjectionStatusRequest = z.infer<typeof ObjectionStatusRequest>;

/** What the objector may know: that it is being looked at, by when, and the answer. Nothing of the case. */
export const ObjectionStatus = z
  .object({
    receiptNumber: z.string(),
    state: z.enum(['open', 'decided']),
    noticeTitle: BothLanguages,
    dueOn: PlainDate.describe('last day for the answer'),
    answer: BothLanguages.nullable(),
    decidedOn: PlainDate.nullable(),
  })
  .meta({ id: 'ObjectionStatus' });
export type ObjectionStatus = z.infer<typeof ObjectionStatus>;
export { ReceiptResponse as Receipt } from '../objections/objection.dto.js';
