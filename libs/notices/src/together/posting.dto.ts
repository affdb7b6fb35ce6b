import { z } from 'zod';
import { DivisionCode, DivisionPrefix } from '@jingzhun/domain/division-code';
import { PlainDate } from '@jingzhun/domain/plain-date';
import { Uuid } from '@jingzhun/domain/uuid';
import { NoticeState } from '../posting/notice-lifecycle.js';
import { BothLanguages, ProofStage } from '../posting/notice.dto.js';

const summary = {
  id: Uuid,
  kind: z.string().describe('kind of all its notices'),
  title: BothLanguages,
  place: DivisionCode.describe('division where it hangs'),
  placeNames: z.array(z.string()).describe('names from the county down'),
  groupName: z.string().nullable(),
  postedOn: PlainDate.describe('day of posting; not counted'),
  firstDay: PlainDate,
  lastDay: PlainDate,
  days: z.int(),
  dayKind: z.enum(['calendar', 'working']),
  notices: z.int().describe('lines of the sheet'),
  hanging: z.int().describe('still up'),
  closed: z.int(),
  left: z.int().describe('taken down early, or an objection was upheld'),
  openObjections: z
    .int()
    .describe('not answered, of the lines still up: objections to any notice of their subject, also an earlier one, hold a line up'),
  withoutFirst: z.int().describe('still up, without a photo of the first day'),
  withoutLast: z.int().describe('still up, without a photo of the last day'),
};

export const PostingSummary = z.object(summary).meta({ id: 'NoticePostingSummary' });
export type PostingSummary = z.infer<typeof PostingSummary>;

export const PostingResponse = z
  .object({
    ...summary,
    made: z.object({ at: z.iso.datetime(), by: z.string() }),
    postedAgainAs: Uuid.nullable().describe('newest sheet on which something of this one hangs again'),
    closable: z.int().describe('lines that may be closed now'),
    missing: z
      .array(z.object({ code: z.string(), stage: ProofStage.nullable(), zh: z.string(), en: z.string() }))
      .describe('what keeps the lines that hang from being closed, said once each'),
    lines: z.array(
      z.object({
        position: z.int(),
        noticeId: Uuid,
        about: BothLanguages.nullable().describe('whom it names, as it stands on the notice'),
        details: BothLanguages,
        state: NoticeState,
        openObjections: z
          .int()
          .describe('not answered: of a line still up, to any notice of its subject; of one that is down, to this notice'),
        left: z.enum(['withdrawn', 'objection-upheld']).nullable().describe('why it proves nothing any more'),
        leftOn: PlainDate.nullable(),
      }),
    ),
    proofs: z.array(
      z.object({
        attachmentId: Uuid,
        occasion: z.enum(['first', 'last']),
        takenOn: PlainDate,
        isRetracted: z.boolean(),
        recordedAt: z.iso.datetime(),
        recordedBy: z.string(),
        notices: z.int().describe('lines it proves'),
      }),
    ),
  })
  .meta({ id: 'NoticePosting' });
export type PostingResponse = z.infer<typeof PostingResponse>;

export const ListPostingsQuery = z.strictObject({
  area: DivisionPrefix.optional().describe('below this division'),
  subjectId: Uuid.optional().describe('with the notice about one record'),
  hanging: z.enum(['yes']).optional().describe('only sheets on which something hangs'),
  cursor: z.string().max(500).optional().describe('from the answer before'),
  limit: z.coerce.number().int().min(1).max(200).default(50).describe('rows of a page'),
});
export type ListPostingsQuery = z.infer<typeof ListPostingsQuery>;

export const PostingList = z
  .object({ items: z.array(PostingSummary), nextCursor: z.string().nullable().describe('for the next page') })
  .meta({ id: 'NoticePostingList' });
export type PostingList = z.infer<typeof PostingList>;

export const GatherNoticesRequest = z
  .strictObject({
    noticeIds: z.array(Uuid).min(2).max(500).describe('of one village, one kind and one day; what does not hang yet is posted now'),
  })
  .meta({ id: 'GatherNoticesRequest' });
export type GatherNoticesRequest = z.infer<typeof GatherNoticesRequest>;
