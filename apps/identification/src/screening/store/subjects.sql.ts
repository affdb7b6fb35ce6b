/** Subjects of a judgement: those with ids, or the next ones after an id; `$1` ids or null, `$2` after, `$3` how many. */
const HOUSEHOLDS = `select h.id, null::uuid as household_id, h.village_code, null::text as content_digest, null::jsonb as declared,
    coalesce((h.living ->> 'resettlement')::boolean, false) as resettlement
  from household h
  where ($1::uuid[] is not null and h.id = any ($1)) or ($1 is null and h.id > $2::uuid and h.status in ('registered', 'returned'))
  order by h.id limit $3`;

const APPLICATIONS = `select s.application_id as id, s.household_id, s.village_code, encode(s.content_digest, 'hex') as content_digest, s.declared,
    coalesce((h.living ->> 'resettlement')::boolean, false) as resettlement
  from screening_subject s left join household h on h.id = s.household_id
  where ($1::uuid[] is not null and s.application_id = any ($1)) or ($1 is null and s.application_id > $2::uuid and s.ended_at is null)
  order by s.application_id limit $3`;

/** `$1` ids: whose persons, with what the register or the application says about their work. */
const MEMBERS = `select m.household_id as subject_id, p.id::text as ref, p.name, p.birth_date, p.id_index, m.facts
  from member m join person p on p.id = m.person_id where m.valid_to is null`;

/** The names and the work of applicants lie sealed: `SealedApplicants`. */
const APPLICANTS = `select a.application_id as subject_id, a.position::text as ref, null::text as name, null::date as birth_date, a.id_index,
    null::jsonb as facts from screening_applicant a`;

export type SubjectKind = 'household' | 'application';

export interface SubjectSql {
  readonly scope: string;
  readonly persons: string;
  readonly subjectColumn: string;
}

export const SUBJECTS: Readonly<Record<SubjectKind, SubjectSql>> = {
  household: { scope: HOUSEHOLDS, persons: MEMBERS, subjectColumn: 'm.household_id' },
  application: { scope: APPLICATIONS, persons: APPLICANTS, subjectColumn: 'a.application_id' },
};

/**
 * One row a subject. `since`: the first extract for which all its persons were looked for, null where somebody never was. `away`: all
 * who are old enough work far away for most of the year. `$4` born before · `$5` places of work · `$6` months.
 */
export const scopeSql = ({ scope, persons }: SubjectSql): string => `with scope as materialized (${scope}),
  persons as (
    select v.subject_id, case when bool_and(sp.since is not null) then max(sp.since) end as since,
      coalesce(bool_and(coalesce(v.facts ->> 'workPlace' = any ($5::text[]) and (v.facts ->> 'workMonths')::int >= $6::int, false))
        filter (where v.birth_date <= $4::date), false) as away
    from (${persons}) v left join screening_person sp on sp.id_index = v.id_index
    where v.subject_id in (select id from scope) group by v.subject_id)
  select s.id, s.household_id, s.village_code, s.content_digest, s.declared, s.resettlement, p.since::int as since, coalesce(p.away, false) as away
  from scope s left join persons p on p.subject_id = s.id order by s.id`;

/**
 * Entries about the persons of subjects. `$1` extracts in force · `$2` ids of subjects; without `some` all known persons are looked up
 * from the few entries there are, and `$2` is not asked.
 */
export const entriesSql = (
  { persons }: SubjectSql,
  some: boolean,
): string => `select v.subject_id, v.ref, v.name, encode(coalesce(sp.mark_index, e.id_index), 'hex') as id_mark,
    e.kind, e.class, e.place, e.valid_from::text as valid_from, e.valid_to::text as valid_to, e.row
  from register_entry e join (${persons}) v on v.id_index = e.id_index left join screening_person sp on sp.id_index = e.id_index
  where e.import_id = any ($1::uuid[])${some ? ' and v.subject_id = any ($2::uuid[])' : ''}
  order by v.subject_id, e.kind, e.row, v.ref`;

/** Kinds in which somebody is still to be recognised; parameters as for entries. */
export const reviewingSql = ({ persons }: SubjectSql, some: boolean): string => `select v.subject_id, jsonb_agg(distinct r.kind) as kinds
  from register_match r join (${persons}) v on v.id_index = r.id_index
  where r.status = 'open' and r.import_id = any ($1::uuid[])${some ? ' and v.subject_id = any ($2::uuid[])' : ''} group by v.subject_id`;

/**
 * Confirmations, answers and reports follow a household from its application and an application from its household:
 * `of_id` is whose it was, `subject_id` whom it counts for. `$1` subjects.
 */
const FOLLOWED = `followed as (
    select id as subject_id, id as of_id from unnest($1::uuid[]) as i(id)
    union all select household_id, application_id from screening_subject where household_id = any ($1) and ended = 'registered'
    union all select application_id, household_id from screening_subject where application_id = any ($1) and household_id is not null)`;

/** In the order they were made; `$2` the day. */
export const CONFIRMATIONS = `with ${FOLLOWED}
  select f.subject_id, c.id, c.rule, c.result, c.ground, to_jsonb(c.marks) as marks, c.made_by_name,
    (c.made_at at time zone 'Asia/Shanghai')::date::text as made_on, c.until::text as until
  from followed f join screening_confirmation c on c.subject_id = f.of_id
  where c.until > $2::date and not exists (select from screening_withdrawal w where w.confirmation_id = c.id)
  order by f.subject_id, c.sequence`;

/** The same of many at once, one row a subject: what decides where there is nothing to look at. */
export const CONFIRMED_BRIEFLY = `with ${FOLLOWED}
  select f.subject_id, string_agg(c.sequence || ' ' || c.id || ' ' || c.rule || ' ' || c.result, ';') as confirmed
  from followed f join screening_confirmation c on c.subject_id = f.of_id
  where c.until > $2::date and not exists (select from screening_withdrawal w where w.confirmation_id = c.id)
  group by f.subject_id`;

export const ANSWERS = `with ${FOLLOWED}
  select f.subject_id, a.id, a.rule, to_jsonb(a.marks) as marks, a.made_by_name, (a.made_at at time zone 'Asia/Shanghai')::date::text as made_on, a.reason is null as sealed
  from followed f join screening_answer a on a.subject_id = f.of_id order by f.subject_id, a.sequence`;

export const REPORTS = `with ${FOLLOWED}
  select f.subject_id, r.id, r.received_on::text as received_on from followed f join screening_report r on r.subject_id = f.of_id
  order by f.subject_id, r.id`;
