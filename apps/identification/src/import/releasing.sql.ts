/**
 * What is about to enter, copied aside: `$1` batch, `$2` numbers or null for all that wait without a duplicate. The planner knows
 * nothing of a batch that was staged a moment ago and would join its rows one by one; of these tables it is told.
 */
export const STAGE_ENTERING: readonly { sql: string; bound: boolean }[] = [
  {
    sql: `create temporary table entering on commit drop as select * from import_household
      where batch_id = $1 and case when $2::text[] is null then disposition = 'new' else number = any ($2) end`,
    bound: true,
  },
  { sql: 'create unique index on entering (number)', bound: false },
  { sql: 'analyze entering (number)', bound: false },
];
/** After those that stay out have left; `$1` batch. */
export const STAGE_MEMBERS = `create temporary table entering_member on commit drop as
  select e.id as household_id, e.registered_on, e.village_code, m.*
  from entering e join import_member m on m.batch_id = $1 and m.number = e.number`;

/** Registered meanwhile under the same number, by another batch: `same` changes nothing, the others are refused. */
export const STAGE_TAKEN = `create temporary table taken on commit drop as
  select e.number, e.row, e.digest = h.digest as same from entering e join household h on h.number = e.number`;

/** `$1` batch, `$2` area of the batch. */
export const REFUSE_TAKEN = `insert into import_refusal (batch_id, position, area_code, sheet, row, at, title, code)
  select $1, coalesce((select max(position) from import_refusal where batch_id = $1), 0) + row_number() over (order by row),
    $2, 'households', row, -1, '户编号', 'household.registered-differently'
  from taken where not same`;
export const LEAVE_TAKEN: readonly string[] = [
  'delete from entering_member where number in (select number from taken)',
  'delete from entering where number in (select number from taken)',
  'create index on entering_member (id_index)',
  'create index on entering_member (number)',
  'analyze entering (number), entering_member (number, row, relation, id_index)',
];

/** Persons registered meanwhile in another household become cases of the queue; `$1` batch, `$2` time, `$3` account that uploaded. */
export const QUEUE_MEANWHILE = `insert into duplicate_case (id, batch_id, number, village_code, head_name, row, person_name, id_masked, person_id,
    other_household_id, other_number, other_village_code, found_at, found_by)
  select uuidv7(), $1, e.number, e.village_code, e.head_name, m.row, m.name, m.id_masked, p.id, r.id, r.number, r.village_code, $2, $3
  from entering e
  join entering_member m on m.number = e.number
  join person p on p.id_index = m.id_index
  join member held on held.person_id = p.id and held.valid_to is null
  join household r on r.id = held.household_id`;
const QUEUED = `select number from duplicate_case where batch_id = $1 and status = 'open'`;
export const SET_ASIDE = `update import_household set disposition = 'duplicate' where batch_id = $1 and number in (${QUEUED})`;
export const LEAVE_QUEUED: readonly string[] = [
  `delete from entering_member where number in (${QUEUED})`,
  `delete from entering where number in (${QUEUED})`,
];

/** Persons known from an earlier membership keep their row; the others get the one prepared. */
export const KNOWN_PERSONS: readonly string[] = [
  'alter table entering_member add column is_new boolean not null default true',
  `update entering_member m set person_id = p.id, is_new = false from person p where p.id_index = m.id_index`,
];

/** In the order that foreign keys ask for. `$1` time, `$2` account that releases, where they are named. */
export const MERGE: readonly { phase: string; sql: string }[] = [
  {
    phase: 'persons',
    sql: `insert into person (id, name, sex, birth_date, document_kind, id_cipher, id_index, id_masked, id_given_cipher, match_key, ethnicity)
      select person_id, name, sex, birth_date, document_kind, id_cipher, id_index, id_masked, id_given_cipher, match_key, ethnicity
      from entering_member where is_new`,
  },
  {
    phase: 'households',
    sql: `insert into household (id, number, village_code, group_name, status, category, main_cause, secondary_causes, standard, registered_on,
        registered_elsewhere, source_document, head_person_id, head_name, member_count, address, phone_cipher, phone_index, phone_masked,
        bank_name, bank_cipher, bank_index, bank_masked, living, digest, version, changed_at)
      select e.id, e.number, e.village_code, e.group_name, 'registered', e.category, e.main_cause, e.secondary_causes, e.standard, e.registered_on,
        true, e.source_document, m.person_id, e.head_name, e.member_count, e.address, m.phone_cipher, m.phone_index, m.phone_masked,
        e.bank_name, e.bank_cipher, e.bank_index, e.bank_masked, e.living, e.digest, 1, $1
      from entering e join entering_member m on m.number = e.number and m.relation = '01'`,
  },
  {
    // a member born later, or who left another household later, belongs from then on
    phase: 'memberships',
    sql: `insert into member (person_id, household_id, village_code, relation, facts, valid_from)
      select m.person_id, m.household_id, m.village_code, m.relation, m.facts,
        greatest(m.registered_on, m.birth_date, case when not m.is_new then (select max(valid_to) from member b where b.person_id = m.person_id) end)
      from entering_member m`,
  },
  {
    phase: 'incomes',
    sql: `insert into household_income (household_id, year, revision, village_code, wage_fen, business_fen, property_fen, transfer_fen,
        business_expense_fen, items, members, net_per_person_fen, recorded_at, account_id)
      select id, year, 1, village_code, wage_fen, business_fen, property_fen, transfer_fen, business_expense_fen, items, member_count,
        round((wage_fen + business_fen + property_fen + transfer_fen - business_expense_fen)::numeric / member_count), $1, $2
      from entering where year is not null`,
  },
];

/** What has entered is no longer kept beside the register; households of the queue wait on. */
export const FORGET_ENTERED = `delete from import_household where batch_id = $1
  and (number in (select number from entering) or number in (select number from taken))`;
