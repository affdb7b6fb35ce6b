import { MAKING } from '../lifecycle/lifecycle.js';

/**
 * SQL expression over `application a`: the accounts that made the case what it is, by a step, a paper, the record of a meeting,
 * or as those who typed what it says: the uploader of the import, the surveyors. They
 * decide nothing about it.
 */
export const MAKERS_OF_CASE = `to_jsonb(array(
  select e.actor_id from application_event e where e.application_id = a.id and e.step in (${MAKING.map((step) => `'${step}'`).join(', ')}) and e.actor_id is not null
  union select a.created_by
  union select t.account_id from application_typist t where t.application_id = a.id
  union select unnest(m.recorded_by || m.corrected_by) from meeting_vote v join meeting m on m.id = v.meeting_id where v.application_id = a.id
  union select l.added_by from application_attachment l where l.object_type = 'application' and l.object_id = a.id
  union select l.added_by from meeting_vote v join application_attachment l on l.object_type = 'meeting' and l.object_id = v.meeting_id
    where v.application_id = a.id))`;
