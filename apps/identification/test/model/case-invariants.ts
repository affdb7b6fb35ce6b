import { CaseStates } from '../../src/application/lifecycle/case-state.js';

/** Each gives the cases that break it; $1 are the ids. Asked of the tables with nothing of the code but the order of the states. */
const ORDER = CaseStates.codes.map((state, n) => `('${state}', ${n})`).join(', ');
const THE_WAY = `array['groupAppraised', 'groupNoticePosted', 'groupNoticeClosed', 'assemblyPassed', 'villageNoticePosted', 'villageNoticeClosed',
  'townshipChecked', 'countyExamined', 'announced']`;

export const CASE_INVARIANTS: Readonly<Record<string, string>> = {
  'a notice hangs at least the days of the policy of its day, counted one by one': `
    select n.subject_id from notice n where n.subject_id = any($1) and n.state = 'closed'
      and (select count(*) from generate_series((n.posted_at at time zone 'Asia/Shanghai')::date + 1, (n.closed_at at time zone 'Asia/Shanghai')::date - 1, interval '1 day'))
        < (select (p.value #>> '{}')::int from policy_parameter p where p.key = 'notice.' || n.kind || '.days'
            and n.place_code like p.region_code || '%' and p.effective_from <= n.posted_on and (p.effective_to is null or p.effective_to > n.posted_on)
           order by length(p.region_code) desc, p.seq desc limit 1)`,
  'the days of every notice stand in the policy': `
    select n.subject_id from notice n where n.subject_id = any($1) and n.state <> 'composed'
      and not exists (select from policy_parameter p where p.key = 'notice.' || n.kind || '.days' and p.id = any(n.policy_parameter_ids))`,
  'a closed notice was photographed on its first and on its last day': `
    select n.subject_id from notice n where n.subject_id = any($1) and n.state = 'closed'
      and (select count(distinct p.occasion) from notice_proof p where p.notice_id = n.id) < 2`,
  'nobody is recognised with an objection that is not answered': `
    select e.application_id from application_event e join notice n on n.subject_id = e.application_id join objection o on o.notice_id = n.id
     where e.application_id = any($1) and e.to_state = 'completed' and (o.decided_at is null or o.decided_at > e.at)`,
  // when an objection was entered stands in its id; one on paper may be entered when its notice is closed already
  'no notice is closed over an open objection to it': `
    select n.subject_id from notice n join objection o on o.notice_id = n.id where n.subject_id = any($1) and n.state = 'closed'
      and to_timestamp(('x' || left(replace(o.id::text, '-', ''), 12))::bit(48)::bigint / 1000.0) < n.closed_at
      and (o.decided_at is null or o.decided_at > n.closed_at)`,
  'no state is skipped': `
    with named(state, n) as (values ${ORDER}), way as (
      select e.*, f.n as f, t.n as t, lag(e.to_state) over w as before, row_number() over w as counted
      from application_event e join named f on f.state = e.from_state join named t on t.state = e.to_state
      where e.application_id = any($1) window w as (partition by e.application_id order by e.position))
    select application_id from way where position <> counted or from_state <> coalesce(before, 'draft')
      or (t > f + 1 and to_state not in ('rejected', 'withdrawn', 'completed')) or (to_state = 'completed' and from_state <> 'announced')`,
  'who was recognised has gone through every state since the case last stood at its beginning': `
    select e.application_id from application_event e where e.application_id = any($1) and e.to_state = 'completed'
      and not (select array_agg(x.to_state) from application_event x where x.application_id = e.application_id and x.position > (
        select max(y.position) from application_event y where y.application_id = e.application_id and y.to_state = 'applied' and y.from_state <> 'applied'))
        @> ${THE_WAY}`,
  'who was recognised has three notices of this time, closed or over': `
    select e.application_id from application_event e where e.application_id = any($1) and e.to_state = 'completed'
      and (select count(distinct n.kind) from notice n where n.subject_id = e.application_id and n.state = 'closed') < 3`,
  'township, county and registration decide on a verdict of their day that speaks against nobody': `
    select e.application_id from application_event e join application a on a.id = e.application_id left join screening s on s.id = e.screening_id
     where a.id = any($1) and a.kind <> 'removal' and e.step in ('recheck', 'examine', 'complete')
      and (s.id is null or s.veto <> 0 or s.unknown <> 0 or (s.strict & ~s.answered) <> 0 or s.subject_id not in (a.id, coalesce(a.household_id, a.id))
        or (s.ran_at at time zone 'Asia/Shanghai')::date > e.decided_on)`,
};
