/** A problem that lies between rows: which sheet, row and column it is shown at. `at` is filled in from the titles afterwards. */
const found = (sheet: 'households' | 'members', row: string, title: string, code: string, from: string): string =>
  `insert into stage_problem (sheet, row, at, title, code) select '${sheet}', ${row}, -1, '${title}', '${code}' from ${from}`;

/** Households whose rows can all be read; only these are compared. */
const READABLE = `(select h.* from stage_household h where not h.bad and not exists (
  select from stage_member m where m.number = h.number and m.bad))`;
const HEADS = `(select number, count(*) filter (where relation = '01') as heads, count(*) as members from stage_member where not bad group by number)`;

/** What only the whole file shows. Set-based, in this order. */
export const CHECKS_BETWEEN_ROWS: readonly string[] = [
  found(
    'households',
    'h.row',
    '户编号',
    'household.twice-in-file',
    `stage_household h where h.number in (
    select number from stage_household where number is not null group by number having count(*) > 1)`,
  ),
  found(
    'members',
    'm.row',
    '户编号',
    'member.household-missing',
    `stage_member m where m.number is not null and not exists (
    select from stage_household h where h.number = m.number)`,
  ),
  found(
    'households',
    'h.row',
    '户编号',
    'household.without-members',
    `stage_household h where h.number is not null and not exists (
    select from stage_member m where m.number = h.number)`,
  ),
  found(
    'households',
    'h.row',
    '户主姓名',
    'household.head-missing',
    `${READABLE} h join ${HEADS} c on c.number = h.number where c.heads = 0`,
  ),
  found(
    'members',
    'm.row',
    '与户主关系',
    'household.several-heads',
    `${HEADS} c join stage_member m on m.number = c.number and m.relation = '01'
    where c.heads > 1`,
  ),
  found(
    'households',
    'h.row',
    '户主证件号码',
    'household.head-number-differs',
    `${READABLE} h join ${HEADS} c on c.number = h.number and c.heads = 1
    join stage_member m on m.number = h.number and m.relation = '01' where m.id_index <> h.head_index`,
  ),
  found(
    'households',
    'h.row',
    '户主姓名',
    'household.head-name-differs',
    `${READABLE} h join ${HEADS} c on c.number = h.number and c.heads = 1
    join stage_member m on m.number = h.number and m.relation = '01' where m.id_index = h.head_index and m.name <> h.head_name`,
  ),
  found(
    'households',
    'h.row',
    '家庭人口数',
    'household.member-count-differs',
    `${READABLE} h join ${HEADS} c on c.number = h.number
    where h.stated_members <> c.members`,
  ),
  found(
    'members',
    'm.row',
    '证件号码',
    'person.twice-in-household',
    `stage_member m join (
      select number, id_index from stage_member where not bad and number is not null group by 1, 2 having count(*) > 1) d
    on d.number = m.number and d.id_index = m.id_index`,
  ),
];

/** One row for each household of the file: what becomes of it. `$1` is the digest part of a household without phone. */
export const STAGE_STATE = `create temporary table stage_state on commit drop as
  with spoiled as (
    select number from stage_household where bad and number is not null
    union select number from stage_member where bad and number is not null
    union select h.number from stage_problem p join stage_household h on p.sheet = 'households' and h.row = p.row where h.number is not null
    union select m.number from stage_problem p join stage_member m on p.sheet = 'members' and m.row = p.row where m.number is not null),
  digests as (
    select h.row, h.number, h.id, h.village_code, s.members,
      sha256(h.own_digest || coalesce(s.phone_digest, $1::bytea) || s.digests) as digest
    from stage_household h
    join (select number, count(*)::int as members, string_agg(member_digest, ''::bytea order by member_digest) as digests,
            (array_agg(phone_digest) filter (where phone_digest is not null))[1] as phone_digest
          from stage_member where not bad group by number) s on s.number = h.number
    where not h.bad and h.number not in (select number from spoiled))
  select d.*, r.id as registered_id,
    case when r.id is null then 'new' when r.digest = d.digest then 'unchanged' else 'differs' end as disposition
  from digests d left join household r on r.number = d.number`;

/**
 * A registered household is never overwritten: its row is refused and says where to correct it; another category, after the take-over
 * (`$1`), where to apply for it.
 */
export const REFUSE_DIFFERENT = `insert into stage_problem (sheet, row, at, title, code)
  select 'households', s.row, -1, case when other then '贫困户属性' else '户编号' end,
    case when other then 'household.category-needs-application' else 'household.registered-differently' end
  from stage_state s join household r on r.id = s.registered_id join stage_household h on h.number = s.number
  cross join lateral (select $1::boolean and h.category <> r.category as other) o where s.disposition = 'differs'`;

/**
 * Persons who would belong to two households: registered elsewhere, or on another household of this file. Of two households in one
 * file the one with the lower number goes on, whatever the order of the rows.
 */
export const STAGE_DUPLICATE = `create temporary table stage_duplicate on commit drop as
  select s.number, m.row, m.id_index, p.id as person_id, r.id as other_id, r.number as other_number, r.village_code as other_village
  from stage_state s
  join stage_member m on m.number = s.number
  join person p on p.id_index = m.id_index
  join member held on held.person_id = p.id and held.valid_to is null
  join household r on r.id = held.household_id
  where s.disposition = 'new'
  union all
  (select distinct on (m.row) s.number, m.row, m.id_index, null::uuid, o.id, o.number, o.village_code
  from stage_member m
  join stage_state s on s.number = m.number and s.disposition = 'new'
  join stage_member n on n.id_index = m.id_index and n.number < m.number
  join stage_state o on o.number = n.number and o.disposition = 'new'
  where not exists (
    select from person p join member held on held.person_id = p.id and held.valid_to is null where p.id_index = m.id_index)
  order by m.row, o.number)`;

export const MARK_DUPLICATE = `update stage_state set disposition = 'duplicate' where number in (select number from stage_duplicate)`;

/** Makes duplicates of rows quick to find; the planner knows nothing of a temporary table until it is told. */
export const PREPARE_STAGES: readonly string[] = [
  'create index on stage_member (number)',
  'create index on stage_member (id_index)',
  'create index on stage_household (number)',
  'analyze stage_household (row, number, bad), stage_member (row, number, bad, id_index, relation), stage_problem (sheet, row)',
];

const WAITS = `s.disposition in ('new', 'duplicate')`;
const HOUSEHOLD_FIELDS = `group_name, head_name, category, registered_on, standard, main_cause, secondary_causes, living, year, wage_fen,
  business_fen, property_fen, transfer_fen, business_expense_fen, items, bank_name, bank_cipher, bank_index, bank_masked, address`;
const MEMBER_FIELDS = `row, number, person_id, name, sex, birth_date, document_kind, id_cipher, id_index, id_masked, id_given_cipher,
  match_key, ethnicity, relation, facts, phone_cipher, phone_index, phone_masked`;
const of = (alias: string, fields: string): string =>
  fields
    .split(',')
    .map((field) => `${alias}.${field.trim()}`)
    .join(', ');

/** What waits for release: `$1` batch, `$2` source document of the batch. Nothing is written for what is unchanged or refused. */
export const KEEP_HOUSEHOLDS = `insert into import_household (batch_id, row, id, number, disposition, village_code, member_count, digest, source_document, ${HOUSEHOLD_FIELDS})
  select $1, h.row, h.id, h.number, s.disposition, h.village_code, s.members, s.digest, coalesce(h.source_document, $2), ${of('h', HOUSEHOLD_FIELDS)}
  from stage_household h join stage_state s on s.number = h.number where ${WAITS}`;
export const KEEP_MEMBERS = `insert into import_member (batch_id, ${MEMBER_FIELDS})
  select $1, ${of('m', MEMBER_FIELDS)} from stage_member m join stage_state s on s.number = m.number where ${WAITS}`;

/** `$1` batch, `$2` area of the batch, `$3` positions of the titles by sheet. */
export const KEEP_PROBLEMS = `insert into import_refusal (batch_id, position, area_code, sheet, row, at, title, code, value_masked)
  select $1, row_number() over (order by sheet, row, at, code), $2, sheet, row,
    case when at >= 0 then at else coalesce(($3::jsonb -> sheet -> title)::int, -1) end, title, code, value_masked
  from stage_problem`;

/** `$1` batch, `$2` time, `$3` account that uploaded. */
export const KEEP_DUPLICATES = `insert into duplicate_case (id, batch_id, number, village_code, head_name, row, person_name, id_masked, person_id,
    other_household_id, other_number, other_village_code, found_at, found_by)
  select uuidv7(), $1, d.number, h.village_code, h.head_name, d.row, m.name, m.id_masked, d.person_id, d.other_id, d.other_number, d.other_village, $2, $3
  from stage_duplicate d join stage_household h on h.number = d.number join stage_member m on m.row = d.row and m.number = d.number`;

export const COUNTS = `select
  (select count(*) from stage_state where disposition = 'new') as "householdsNew",
  (select count(*) from stage_state where disposition = 'unchanged') as "householdsUnchanged",
  (select count(*) from stage_state where disposition = 'differs') as "householdsChanged",
  (select count(*) from stage_state where disposition = 'duplicate') as "householdsDuplicate",
  (select count(distinct coalesce(number, 'row ' || row)) from stage_household)
    - (select count(*) from stage_state where disposition in ('new', 'unchanged', 'duplicate')) as "householdsRefused",
  (select count(*) from stage_member) as "membersRead",
  (select count(*) from stage_duplicate) as "duplicates",
  (select count(*) from stage_household) + (select count(*) from stage_member) as "rows"`;
