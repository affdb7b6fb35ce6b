/** Releases wait for one another: what one of them finds free must still be free when it writes. */
export const LOCK_RELEASES = `select pg_advisory_xact_lock(hashtextextended('import.release', 4))`;

/** Households of the batch about to enter; `$1` batch, `$2` numbers or null for all that wait without a duplicate. */
export const STAGE_ENTERING = `create temporary table entering on commit drop as
  select number, id from import_household
  where batch_id = $1 and case when $2::text[] is null then disposition = 'new' else number = any ($2) end`;

/** Registered meanwhile under the same number, by another batch: `same` changes nothing, the others are refused. */
export const STAGE_TAKEN = `create temporary table taken on commit drop as
  select i.number, i.row, i.digest = h.digest as same
  from entering e join import_household i on i.batch_id = $1 and i.number = e.number join household h on h.number = e.number`;

/** `$1` batch, `$2` area of the batch. */
export const REFUSE_TAKEN = `insert into import_refusal (batch_id, position, area_code, sheet, row, at, title, code)
  select $1, coalesce((select max(position) from import_refusal where batch_id = $1), 0) + row_number() over (order by row),
    $2, 'households', row, -1, '户编号', 'household.registered-differently'
  from taken where not same`;
export const LEAVE_TAKEN = 'delete from entering where number in (select number from taken)';

/** Persons registered meanwhile in another household become cases of the queue; `$1` batch, `$2` time, `$3` account that uploaded. */
export const QUEUE_MEANWHILE = `insert into duplicate_case (id, batch_id, number, village_code, head_name, row, person_name, id_masked, person_id,
    other_household_id, other_number, other_village_code, found_at, found_by)
  select uuidv7(), $1, i.number, i.village_code, i.head_name, m.row, m.name, m.id_masked, p.id, r.id, r.number, r.village_code, $2, $3
  from entering e
  join import_household i on i.batch_id = $1 and i.number = e.number
  join import_member m on m.batch_id = $1 and m.number = e.number
  join person p on p.id_index = m.id_index
  join member held on held.person_id = p.id and held.valid_to is null
  join household r on r.id = held.household_id`;
/** `$1` batch, `$2` time the cases of this release carry. */
export const SET_ASIDE = `update import_household set disposition = 'duplicate'
  where batch_id = $1 and number in (select number from duplicate_case where batch_id = $1 and status = 'open')`;
export const LEAVE_QUEUED = `delete from entering where number in (select number from duplicate_case where batch_id = $1 and status = 'open')`;

/** Persons known from an earlier membership keep their row; the others get the one prepared. */
export const STAGE_PERSONS = `create temporary table entering_member on commit drop as
  select m.row, e.id as household_id, m.id_index, coalesce(p.id, m.person_id) as person_id, p.id is null as is_new, m.relation
  from entering e
  join import_member m on m.batch_id = $1 and m.number = e.number
  left join person p on p.id_index = m.id_index`;

/** In the order that foreign keys ask for; each takes `$1` batch and, where it says so, `$2` time. */
export const MERGE: readonly { sql: string; timed: boolean }[] = [
  { sql: 'create index on entering_member (row)', timed: false },
  {
    sql: `insert into person (id, name, sex, birth_date, document_kind, id_cipher, id_index, id_masked, id_given_cipher, match_key, ethnicity)
      select m.person_id, m.name, m.sex, m.birth_date, m.document_kind, m.id_cipher, m.id_index, m.id_masked, m.id_given_cipher, m.match_key, m.ethnicity
      from entering_member n join import_member m on m.batch_id = $1 and m.row = n.row where n.is_new`,
    timed: false,
  },
  {
    sql: `insert into household (id, number, village_code, group_name, status, category, main_cause, secondary_causes, standard, registered_on,
        registered_elsewhere, source_document, head_person_id, head_name, member_count, address, phone_cipher, phone_index, phone_masked,
        bank_name, bank_cipher, bank_index, bank_masked, living, digest, version, changed_at)
      select i.id, i.number, i.village_code, i.group_name, 'registered', i.category, i.main_cause, i.secondary_causes, i.standard, i.registered_on,
        true, i.source_document, n.person_id, i.head_name, i.member_count, i.address, m.phone_cipher, m.phone_index, m.phone_masked,
        i.bank_name, i.bank_cipher, i.bank_index, i.bank_masked, i.living, i.digest, 1, $2
      from entering e
      join import_household i on i.batch_id = $1 and i.number = e.number
      join entering_member n on n.household_id = e.id and n.relation = '01'
      join import_member m on m.batch_id = $1 and m.row = n.row`,
    timed: true,
  },
  {
    // a member born later, or who left another household later, belongs from then on
    sql: `insert into member (person_id, household_id, village_code, relation, facts, valid_from)
      select n.person_id, n.household_id, i.village_code, m.relation, m.facts,
        greatest(i.registered_on, m.birth_date, (select max(valid_to) from member b where not n.is_new and b.person_id = n.person_id))
      from entering_member n
      join import_member m on m.batch_id = $1 and m.row = n.row
      join import_household i on i.batch_id = $1 and i.number = m.number`,
    timed: false,
  },
  {
    sql: `insert into household_income (household_id, year, revision, village_code, wage_fen, business_fen, property_fen, transfer_fen,
        business_expense_fen, items, members, net_per_person_fen, recorded_at, account_id)
      select i.id, i.year, 1, i.village_code, i.wage_fen, i.business_fen, i.property_fen, i.transfer_fen, i.business_expense_fen, i.items, i.member_count,
        round((i.wage_fen + i.business_fen + i.property_fen + i.transfer_fen - i.business_expense_fen)::numeric / i.member_count), $2, b.decided_by
      from entering e
      join import_household i on i.batch_id = $1 and i.number = e.number
      join import_batch b on b.id = $1
      where i.year is not null`,
    timed: true,
  },
];

/** What has entered is no longer kept beside the register; households of the queue wait on. */
export const FORGET_ENTERED = `delete from import_household where batch_id = $1
  and (number in (select number from entering) or number in (select number from taken))`;
