/**
 * The notice on which a case stands in its state, over `application a`: the latest one of the state's kind. Not compared with
 * `state_since`: time runs on between the posting and the entry into the state, in one and the same step.
 */
export const NOTICE_OF_STATE = `(select n.state, n.last_day from notice n where n.subject_id = a.id and n.posted_at is not null
    and n.kind = case a.state when 'groupNoticePosted' then 'group' when 'villageNoticePosted' then 'village' when 'announced' then 'announcement' end
    order by n.posted_at desc, n.id desc limit 1)`;
