import { z } from 'zod';
import { DivisionCode, DivisionPrefix } from '@jingzhun/domain/division-code';
import { PlainDate } from '@jingzhun/domain/plain-date';
import { Uuid } from '@jingzhun/domain/uuid';
import { BothLanguages } from '../posting/notice.dto.js';

export const TaskKind = z.enum(['proof-first', 'proof-last', 'close', 'answer-objection']);
export type TaskKind = z.infer<typeof TaskKind>;
export const TaskLevel = z.enum(['village', 'township', 'county']);
export type TaskLevel = z.infer<typeof TaskLevel>;

export const ListTasksQuery = z.strictObject({
  area: DivisionPrefix.optional().describe('below this division'),
  level: TaskLevel.optional().describe('what this level has to do'),
  when: z.enum(['late', 'due', 'all']).default('all').describe('late: after its day; due: today or late'),
  what: TaskKind.optional().describe('only these'),
  cursor: z.string().max(500).optional().describe('from the answer before'),
  limit: z.coerce.number().int().min(1).max(200).default(50).describe('rows of a page'),
});
export type ListTasksQuery = z.infer<typeof ListTasksQuery>;

export const NoticeTaskResponse = z
  .object({
    id: Uuid,
    what: TaskKind,
    title: BothLanguages.describe('what is to be done'),
    level: TaskLevel.describe('who has to do it'),
    noticeId: Uuid,
    noticeTitle: BothLanguages,
    about: BothLanguages.nullable().describe('whom the notice names; null: several, or nobody'),
    objectionId: Uuid.nullable(),
    postingId: Uuid.nullable().describe('a task of a whole sheet: done for all at once'),
    notices: z.int().describe('notices for which it is done at once'),
    place: DivisionCode,
    placeNames: z.array(z.string()),
    groupName: z.string().nullable(),
    canBeginOn: PlainDate.nullable().describe('first day on which it can be done; null: at once'),
    dueOn: PlainDate.describe('last day on which it is in time'),
    daysLate: z.int().describe('0: in time'),
    isReminded: z.boolean().describe('the day has come and the reminder was given'),
  })
  .meta({ id: 'NoticeTask' });
export type NoticeTaskResponse = z.infer<typeof NoticeTaskResponse>;

export const NoticeTaskList = z
  .object({
    items: z.array(NoticeTaskResponse),
    counts: z.object({ late: z.int(), today: z.int(), later: z.int() }).describe('of the whole filter, not of the page'),
    nextCursor: z.string().nullable().describe('for the next page'),
  })
  .meta({ id: 'NoticeTaskList' });
export type NoticeTaskList = z.infer<typeof NoticeTaskList>;
