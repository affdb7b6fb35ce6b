/**
 * From staged rows to facts about known persons, set by set, inside one transaction. Who is known: members of registered households
 * and persons of open applications. What matches nobody stays in the temporary table and is gone with it.
 */
export const KNOWN_PERSONS: readonly string[] = [
  `create temporary table known on commit drop as
     select p.id_index, p.name, extract(year from p.birth_date)::int as birth_year, m.village_code, 'household' as subject_kind, m.household_id as subject_id
     from member m join person p on p.id = m.person_id where m.valid_to is null`,
  'create index on known (id_index)',
  'create index on known (name, village_code, birth_year)',
  // before the applicants: their names must not stand in the statistics either
  'analyze known',
  // its rows are counted; names and indexes of strangers must not outlive it in the statistics, which are kept and logged
  'analyze stage_register (old_number, birth_year)',
];

export const APPLICANTS_SEALED = `select a.id, a.id_index, a.village_code, a.application_id, a.person_cipher as cipher
  from screening_applicant a join screening_subject s using (application_id) where s.ended_at is null`;

/** `$1` indexes, `$2` names, `$3` years of birth, `$4` villages, `$5` applications. */
export const ALSO_KNOWN = `insert into known (id_index, name, birth_year, village_code, subject_kind, subject_id)
  select id_index, name, birth_year, village_code, 'application', subject_id
  from unnest($1::bytea[], $2::text[], $3::int[], $4::text[], $5::uuid[]) as n(id_index, name, birth_year, village_code, subject_id)`;

/** `$1` sequence of this extract: persons nobody has looked for yet are looked for from here on. */
export const LOOK_FOR = `insert into screening_person (id_index, since, mark_index) select distinct id_index, $1::bigint, id_index from known
  on conflict (id_index) do nothing`;

/** Number given in full and the name, where there is one, the same: nothing to decide. `$1` import, `$2` kind. */
export const SURE = `insert into register_entry (id, import_id, kind, id_index, class, place, valid_from, valid_to, row)
  select uuidv7(), $1::uuid, $2, s.id_index, s.class, s.place, s.valid_from, s.valid_to, s.row
  from stage_register s
  where s.id_index is not null and not s.old_number
    and exists (select from known k where k.id_index = s.id_index and (s.name is null or s.name = k.name))`;

/**
 * Everything else that could be somebody: an old number, another name under the number, no number but name, village and year of birth.
 * One row for each candidate; a household before an application of the same person.
 */
export const UNSURE = `create temporary table unsure on commit drop as
  select distinct on (s.row, k.id_index) uuidv7() as match_id, s.*, k.id_index as known_index, k.name as known_name, k.village_code as known_village, k.subject_kind, k.subject_id,
    case when s.id_index is null then 'no-number' when s.name is not null and s.name <> k.name then 'name-differs' else 'old-number' end as reason
  from stage_register s join known k on k.id_index = s.id_index
    or (s.id_index is null and k.name = s.name and k.village_code = s.village_code and k.birth_year = s.birth_year)
  where not exists (select from register_entry e where e.import_id = $1::uuid and e.row = s.row)
  order by s.row, k.id_index, k.subject_kind desc`;

/** The same row and the same person were decided before, and nobody withdrew it: nobody is asked twice. */
export const EARLIER_DECISIONS = `create temporary table earlier on commit drop as
  select distinct on (u.row, u.known_index) u.row, u.known_index, m.status, m.decided_by, m.decided_by_name, m.decided_at, m.decision_reason
  from unsure u join register_match m on m.row_mark = u.row_mark and m.id_index = u.known_index
  where m.status in ('same', 'different') and m.carries order by u.row, u.known_index, m.decided_at desc`;

/** Names leave the database to be sealed, and come back as `sealed_name`. `$1` after, `$2` how many. */
export const NAMES_TO_SEAL = `select match_id as id, coalesce(name, '') as given, known_name as known from unsure
  where match_id > $1::uuid order by match_id limit $2`;
export const SEALED_NAMES = 'create temporary table sealed_name (match_id uuid primary key, cipher bytea not null) on commit drop';
export const KEEP_SEALED_NAMES = 'insert into sealed_name select * from unnest($1::uuid[], $2::bytea[])';

/** `$1` import, `$2` kind, `$3` now. Of a person who is somebody else no fact is kept, of a case that ended meanwhile nothing is asked. */
export const TO_REVIEW = `insert into register_match (id, import_id, kind, row, village_code, subject_kind, subject_id, reason, id_index, names_cipher,
    number_masked, birth_year, class, place, valid_from, valid_to, row_mark, status, found_at, decided_by, decided_by_name, decided_at, decision_reason, carried_over)
  select u.match_id, $1::uuid, $2, u.row, u.known_village, u.subject_kind, u.subject_id, u.reason, u.known_index, n.cipher,
    u.number_masked, u.birth_year, case when other then null else u.class end, case when other then null else u.place end,
    case when other then null else u.valid_from end, case when other then null else u.valid_to end, u.row_mark, coalesce(e.status, 'open'), $3::timestamptz,
    e.decided_by, e.decided_by_name, e.decided_at, e.decision_reason, e.status is not null
  from unsure u join sealed_name n using (match_id) left join earlier e on e.row = u.row and e.known_index = u.known_index
    cross join lateral (select e.status is not distinct from 'different' as other) o
  where not exists (select from screening_subject c where c.application_id = u.subject_id and c.ended_at is not null)`;

export const ENTRIES_DECIDED_BEFORE = `insert into register_entry (id, import_id, kind, id_index, class, place, valid_from, valid_to, row, match_id)
  select uuidv7(), m.import_id, m.kind, m.id_index, m.class, m.place, m.valid_from, m.valid_to, m.row, m.id
  from register_match m where m.import_id = $1::uuid and m.status = 'same'`;

/** `$1` import, `$2` area of the file. */
export const KEEP_PROBLEMS = `insert into register_refusal (import_id, position, area_code, row, at, title, code, value_masked)
  select $1::uuid, row_number() over (order by row, at), $2, row, at, title, code, value_masked from stage_register_problem`;

export const COUNT_ROWS = `select
    (select count(distinct row) from register_entry where import_id = $1::uuid)::int as matched,
    (select count(distinct row) from register_match where import_id = $1::uuid and status = 'open')::int as unsure,
    (select count(*) from stage_register s where not exists (select from register_entry e where e.import_id = $1::uuid and e.row = s.row)
       and not exists (select from register_match m where m.import_id = $1::uuid and m.row = s.row and m.status = 'open'))::int as unmatched`;
