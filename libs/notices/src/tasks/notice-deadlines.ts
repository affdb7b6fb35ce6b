import type { DeadlineSource } from '@jingzhun/reminders';
import { TASK_TITLES } from './task-titles.js';

/**
 * What notices wait for, as a source of reminders: photographs, closing, answers to objections.
 * @param makers SQL over `notice n`: jsonb list of the accounts that made the case it is about; like who posted it, none of them answers
 */
export const noticeDeadlines = (makers: string): DeadlineSource => ({
  name: 'notice',
  overseer: 'notice.read',
  words: TASK_TITLES,
  // what waits for a whole sheet is told once
  sql: `select distinct case when t.objection_id is not null then 'objection' when l.posting_id is not null then 'notice-posting' else 'notice' end as subject_kind,
      coalesce(t.objection_id, l.posting_id, t.notice_id) as subject_id, null::text as number, t.what as step, t.place_code, t.due_on, t.level,
      case when t.objection_id is null then 'notice.write' else 'objection.investigate' end as permission,
      case when t.objection_id is not null then coalesce(${makers}, '[]') || to_jsonb(n.posted_by) end as not_for
    from notice_task t join notice n on n.id = t.notice_id left join notice_posting_line l on l.notice_id = t.notice_id and t.objection_id is null
    where t.done_at is null`,
});
