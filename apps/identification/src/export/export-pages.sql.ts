import type { ExportList } from './export.dto.js';

const VILLAGE = `(select d.name from division d where d.code = h.village_code and d.valid_from <= h.registered_on order by d.valid_from desc limit 1)`;
const TIME = (column: string): string => `to_char(${column} at time zone 'Asia/Shanghai', 'YYYY-MM-DD HH24:MI')`;
/** `$3`, `$4` codes of the area; `$5` category, `$6` status, `$7` main cause, each null for all. */
const FILTERED = `h.village_code between $3 and $4 and ($5::text is null or h.category = $5) and ($6::text is null or h.status = $6)
  and ($7::text is null or h.main_cause = $7)`;

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
};
