import { plainDateInShanghai } from '@jingzhun/domain/plain-date';
import { run, type Handle } from '@jingzhun/persistence';
import type { CaseAttempt } from './application.dto.js';

interface AttemptRow extends Omit<CaseAttempt, 'endedOn' | 'when'> {
  closedAt: Date | string | null;
  later: boolean;
}

/**
 * Other cases of the same household or with the same persons, oldest first. A registration that was withdrawn never had a household: it is found
 * by the blind indexes of its persons. The session's row security holds: a village is told nothing of another one.
 * @param of the case that is looked at, and the household it is about or became; either may be missing
 */
export async function attemptsBesides(
  handle: Handle,
  of: { applicationId: string | null; householdId: string | null },
): Promise<CaseAttempt[]> {
  const rows = await run<AttemptRow>(
    handle,
    `with persons as (
       select id_index from application_person where application_id = $1::uuid
       union select p.id_index from member m join person p on p.id = m.person_id where m.household_id = $2::uuid and m.valid_to is null),
     shared as (select application_id, count(*)::int as n from application_person where id_index in (select id_index from persons) group by application_id),
     found as (select application_id as id from shared union select id from application where household_id = $2::uuid)
     select a.id, a.kind, a.state, a.applied_on::text as "appliedOn", a.closed_at as "closedAt", a.head_name as "headName",
       coalesce(s.n, 0) as "samePersons", coalesce(a.household_id = $2::uuid, false) as "sameHousehold",
       coalesce((a.created_at, a.id) > (select o.created_at, o.id from application o where o.id = $1::uuid), false) as later,
       case when a.state in ('rejected', 'withdrawn') then
         (select e.reason from application_event e where e.application_id = a.id and e.to_state = a.state order by e.version desc limit 1) end as reason
     from found f join application a on a.id = f.id left join shared s on s.application_id = a.id
     where a.id is distinct from $1::uuid and a.applied_on is not null order by a.created_at, a.id`,
    [of.applicationId, of.householdId],
  );
  return rows.map(({ closedAt, later, ...row }) => ({
    ...row,
    appliedOn: row.appliedOn,
    endedOn: closedAt === null ? null : plainDateInShanghai(new Date(closedAt)),
    when: later ? 'later' : 'earlier',
  }));
}
