import type { ExportList } from './export.dto.js';

const VILLAGE = `(select d.name from division d where d.code = h.village_code and d.valid_from <= h.registered_on order by d.valid_from desc limit 1)`;
const VILLAGE_OF = (code: string): string => `(select d.name from division d where d.code = ${code} order by d.valid_from desc limit 1)`;
const TIME = (column: string): string => `to_char(${column} at time zone 'Asia/Shanghai', 'YYYY-MM-DD HH24:MI')`;
/** `$3`, `$4` codes of the area; `$5` category, `$6` status, `$7` main cause, each null for all; `$8` today, which other lists need. */
const FILTERED = `h.village_code between $3 and $4 and ($5::text is null or h.category = $5) and ($6::text is null or h.status = $6)
  and ($7::text is null or h.main_cause = $7) and $8::date is not null`;

/** Lists of something else than households: asked for a category they have no rows. `$8` is today. */
const NO_HOUSEHOLD_FILTERS = '($5::text is null and $6::text is null and $7::text is null)';

/** One page of a list after `$1` (null: from the beginning), at most `$2` rows; `after` is where the next one goes on. */
export const PAGES: Readonly<Record<ExportList, string>> = {
  households: `select h.number as after, h.village_code as "villageCode", ${VILLAGE} as "villageName", h.group_name as "groupName", h.number,
      h.head_name as "headName", h.member_count as "memberCount", h.category, h.registered_on as "registeredOn", h.standard, h.main_cause as "mainCause",
      h.secondary_causes as "secondaryCauses", h.status, h.phone_masked as "phoneMasked", h.bank_masked as "bankMasked",
      h.registered_elsewhere as "registeredElsewhere", h.source_document as "sourceDocument", i.year as "incomeYear", i.net_per_person_fen as "netIncomePerPersonFen"
    from household h left join lateral (
      select year, net_per_person_fen from household_income where household_id = h.id order by year desc, revision desc limit 1) i on true
    where ($1::text is null or h.number > $1) and ${FILTERED} order by h.number limit $2`,
  members: `select h.number || '|' || p.id as after, p.id as "personId", p.id_cipher as "idCipher", h.village_code as "villageCode", ${VILLAGE} as "villageName",
      h.number, h.head_name as "headName", p.name, p.sex, p.birth_date as "birthDate", p.id_masked as "idNumber", p.ethnicity, m.relation,
      m.valid_from as "memberSince", m.facts
    from household h join member m on m.household_id = h.id and m.valid_to is null join person p on p.id = m.person_id
    where ($1::text is null or (h.number, p.id) > (split_part($1, '|', 1), split_part($1, '|', 2)::uuid)) and ${FILTERED}
    order by h.number, p.id limit $2`,
  corrections: `select c.id::text as after, h.number, c.head_name as "headName", c.village_code as "villageCode", c.kind, c.status, c.reason,
      c.valid_from as "validFrom", c.proposed_by_name as "proposedBy", ${TIME('c.proposed_at')} as "proposedAt", c.decided_by_name as "decidedBy",
      ${TIME('c.decided_at')} as "decidedAt"
    from correction c join household h on h.id = c.household_id
    where ($1::uuid is null or c.id > $1) and ${FILTERED} order by c.id limit $2`,
  findings: `select f.id::text as after, f.rule, f.severity, h.number, h.head_name as "headName", p.name as "personName", f.village_code as "villageCode",
      ${TIME('f.found_at')} as "foundAt"
    from finding f join household h on h.id = f.household_id left join person p on p.id = f.person_id
    where f.resolved_at is null and ($1::uuid is null or f.id > $1) and ${FILTERED} order by f.id limit $2`,
  cases: `select a.id::text as after, a.kind, a.state, a.village_code as "villageCode", ${VILLAGE_OF('a.village_code')} as "villageName", a.group_name as "groupName",
      a.head_name as "headName", a.member_count as "memberCount", h.number, a.category, a.main_cause as "mainCause", a.applied_on as "appliedOn",
      ${TIME('a.state_since')} as "stateSince", a.due_on as "dueOn", a.open and coalesce(a.due_on < $8::date, false) as late, a.source,
      a.created_by_name as "createdBy", ${TIME('a.closed_at')} as "closedAt"
    from application a left join household h on h.id = a.household_id
    where ($1::uuid is null or a.id > $1) and a.village_code between $3 and $4 and ($5::text is null or a.category = $5)
      and ($6::text is null) and ($7::text is null or a.main_cause = $7) order by a.id limit $2`,
  notices: `select n.id::text as after, n.kind, n.state, n.place_code as "villageCode", ${VILLAGE_OF('n.place_code')} as "villageName", n.group_name as "groupName",
      n.posted_on as "postedOn", n.first_day as "firstDay", n.last_day as "lastDay", n.days, n.day_kind as "dayKind",
      n.posted_by_name as "postedBy", n.objections_open as "objectionsOpen", n.objections_upheld as "objectionsUpheld",
      n.objections_dismissed as "objectionsDismissed", n.state = 'posted' and n.last_day < $8::date as late, n.withdrawn_reason as "withdrawnReason"
    from notice n
    where ($1::uuid is null or n.id > $1) and n.place_code between $3 and $4 and ${NO_HOUSEHOLD_FILTERS} order by n.id limit $2`,
  objections: `select o.id::text as after, o.receipt_number as "receiptNumber", n.kind, o.place_code as "villageCode", ${VILLAGE_OF('o.place_code')} as "villageName",
      o.investigator, o.state, o.due_on as "dueOn", o.state = 'open' and o.due_on < $8::date as late, o.outcome, o.effect,
      ${TIME('o.decided_at')} as "decidedAt", o.decided_by_name as "decidedBy"
    from objection o join notice n on n.id = o.notice_id
    where ($1::uuid is null or o.id > $1) and o.place_code between $3 and $4 and ${NO_HOUSEHOLD_FILTERS} order by o.id limit $2`,
  duplicates: `select d.id::text as after, d.number, d.village_code as "villageCode", d.head_name as "headName", d.person_name as "personName", d.id_masked as "idNumber",
      d.other_number as "otherNumber", d.other_village_code as "otherVillageCode", ${TIME('d.found_at')} as "foundAt", d.status, d.decision,
      d.decided_by_name as "decidedBy", ${TIME('d.decided_at')} as "decidedAt", d.decision_reason as "decisionReason"
    from duplicate_case d
    where ($1::uuid is null or d.id > $1) and (d.village_code between $3 and $4 or d.other_village_code between $3 and $4)
      and ${NO_HOUSEHOLD_FILTERS} and $8::date is not null order by d.id limit $2`,
};
