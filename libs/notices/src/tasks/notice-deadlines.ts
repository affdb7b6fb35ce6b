import type { DeadlineSource } from '@jingzhun/reminders';
import { TASK_TITLES } from './task-titles.js';

/** What notices wait for, as a source of reminders: photographs, closing, answers to objections. */
export const NOTICE_DEADLINES: DeadlineSource = {
  name: 'notice',
  overseer: 'notice.read',
  words: TASK_TITLES,
  // what waits for a whole sheet is told once
  sql: `select distinct case when t.objection_id is not null then 'objection' when l.posting_id is not null then 'notice-posting' else 'notice' end as subject_kind,
      coalesce(t.objection_id, l.posting_id, t.notice_id) as subject_id, null::text as number, t.what as step, t.place_code, t.due_on, t.level,
      case when t.objection_id is null then 'notice.write' else 'objection.investigate' end as permission
    from notice_task t left join notice_posting_line l on l.notice_id = t.notice_id and t.objection_id is null where t.done_at is null`,
};
