import { z } from 'zod';
import { DivisionCode, DivisionPrefix } from '@jingzhun/domain/division-code';
import { PlainDate } from '@jingzhun/domain/plain-date';
import { Uuid } from '@jingzhun/domain/uuid';
import { NoticeState } from './notice-lifecycle.js';

export const BothLanguages = z.object({ zh: z.string(), en: z.string() }).meta({ id: 'BothLanguages' });

export const NoticeTextResponse = z
  .object({
    title: BothLanguages,
    paragraphs: z.array(BothLanguages),
    facts: z.array(z.object({ label: BothLanguages, value: BothLanguages })),
    tables: z.array(z.object({ label: BothLanguages, headings: z.array(BothLanguages), rows: z.array(z.array(BothLanguages)) })),
  })
  .meta({ id: 'NoticeText' });

const Done = z.object({ at: z.iso.datetime(), by: z.string().describe('name at that time') });

const summary = {
  id: Uuid,
  kind: z.string().describe('group, village, announcement …'),
  title: BothLanguages,
  about: BothLanguages.nullable().describe('whom it names, as it stands on the notice'),
  state: NoticeState.describe('composed, posted, closed or withdrawn'),
  place: DivisionCode.describe('division where it hangs'),
  placeNames: z.array(z.string()).describe('names from the county down'),
  groupName: z.string().nullable(),
  postedOn: PlainDate.nullable().describe('day of posting; not counted'),
  firstDay: PlainDate.nullable().describe('first counted day'),
  lastDay: PlainDate.nullable().describe('last counted day'),
  days: z.int().nullable(),
  dayKind: z.enum(['calendar', 'working']).nullable(),
  openObjections: z.int().describe('objections to this notice that are not answered'),
  postingId: Uuid.nullable().describe('sheet on which it stands together with others'),
  version: z.int(),
};

export const NoticeSummary = z.object(summary).meta({ id: 'NoticeSummary' });
export type NoticeSummary = z.infer<typeof NoticeSummary>;

export const ProofStage = z
  .enum(['later', 'open', 'missed'])
  .describe(
    'its day has not come; a photo taken today counts; its days are over: without a picture of them it is taken down and posted again',
  );

export const ChecklistItem = z
  .object({
    code: z.string().describe('proof-first, proof-last, days-left, open-objections'),
    isDone: z.boolean(),
    stage: ProofStage.nullable().describe('of a photo that is not there'),
    zh: z.string().describe('what is done or missing, in the words of the office'),
    en: z.string(),
  })
  .meta({ id: 'NoticeChecklistItem' });
export type ChecklistItem = z.infer<typeof ChecklistItem>;

export const NoticeResponse = z
  .object({
    ...summary,
    subject: z.object({ type: z.string(), id: Uuid }).describe('the record the notice is about'),
    text: NoticeTextResponse,
    contentDigest: z.string().describe('SHA-256 of the text'),
    investigator: z.enum(['township', 'county']).describe('level that investigates objections'),
    objections: z.object({ open: z.int(), upheld: z.int(), dismissed: z.int() }),
    composed: Done,
    posted: Done.nullable(),
    closed: Done.nullable(),
    withdrawn: Done.extend({ reason: z.string() }).nullable(),
    isPublic: z.boolean().describe('it can be read without signing in today'),
    checklist: z.array(ChecklistItem).describe('what closing needs, in order'),
    proofs: z.array(
      z.object({
        id: Uuid,
        occasion: z.enum(['first', 'last']),
        attachmentId: Uuid,
        takenOn: PlainDate,
        ofSheet: z.boolean().describe('a photo of the sheet on which it stands'),
        isRetracted: z.boolean(),
        recordedAt: z.iso.datetime(),
        recordedBy: z.string(),
      }),
    ),
  })
  .meta({ id: 'Notice' });
export type NoticeResponse = z.infer<typeof NoticeResponse>;

export const ListNoticesQuery = z.strictObject({
  area: DivisionPrefix.optional().describe('below this division'),
  state: NoticeState.optional().describe('only these'),
  subjectId: Uuid.optional().describe('about one record'),
  cursor: z.string().max(500).optional().describe('from the answer before'),
  limit: z.coerce.number().int().min(1).max(200).default(50).describe('rows of a page'),
});
export type ListNoticesQuery = z.infer<typeof ListNoticesQuery>;

export const NoticeList = z
  .object({ items: z.array(NoticeSummary), nextCursor: z.string().nullable().describe('for the next page') })
  .meta({ id: 'NoticeList' });
export type NoticeList = z.infer<typeof NoticeList>;

export const ProveNoticeRequest = z
  .strictObject({
    occasion: z.enum(['first', 'last']).describe('first or last day'),
    attachmentIds: z.array(Uuid).min(1).max(6).describe('photos of the notice where it hangs'),
  })
  .meta({ id: 'ProveNoticeRequest' });
export type ProveNoticeRequest = z.infer<typeof ProveNoticeRequest>;

export const TakeDownNoticeRequest = z
  .strictObject({ reason: z.string().trim().min(4).max(300).describe('why, without names') })
  .meta({ id: 'TakeDownNoticeRequest' });
export type TakeDownNoticeRequest = z.infer<typeof TakeDownNoticeRequest>;

export const PostAgainRequest = z
  .strictObject({ reason: z.string().trim().min(4).max(300).describe('why it comes down, without names') })
  .meta({ id: 'PostNoticesAgainRequest' });
export type PostAgainRequest = z.infer<typeof PostAgainRequest>;

export const PostedAgain = z
  .object({
    noticeIds: z.array(Uuid).describe('what hangs now instead'),
    postingId: Uuid.nullable().describe('its sheet; null: one notice, which is its own'),
    firstDay: PlainDate,
    lastDay: PlainDate,
  })
  .meta({ id: 'NoticesPostedAgain' });
export type PostedAgain = z.infer<typeof PostedAgain>;
