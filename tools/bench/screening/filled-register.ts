import type pg from 'pg';
import { FACT_CLASSES } from '../../../apps/identification/src/screening/rules/fact-classes.js';
import { REGISTER_KINDS } from '../../../apps/identification/src/screening/rules/register-kind.js';
import { CITY } from '../import/city-rows.js';

const HOUSEHOLD_ID = `lpad(to_hex(h), 8, '0')::text || '-0000-7000-8000-000000000000'`;
const PERSON_ID = `lpad(to_hex(p), 8, '0')::text || '-0000-7000-8000-000000000001'`;
const FACTS = `jsonb_build_object('education', '02', 'health', jsonb_build_array('01'), 'labour', '01', 'political', '13', 'residentMedical', true, 'residentPension', true)
  || case when p % 4 = 0 then '{"workPlace": "04", "workMonths": 10}'::jsonb else '{}'::jsonb end`;

/**
 * A register of the size of the city with extracts of every other register: one person in forty has an entry somewhere, one in three
 * hundred could not be recognised, and for `confirmed` of a hundred households a person has looked at V4, V6 and R4.
 */
export async function fillRegister(client: pg.Client, confirmed: number): Promise<void> {
  const { households, persons } = CITY;
  const village = `'3607811022' || lpad((h % 89 + 10)::text, 2, '0')`;
  const statements = [
    `insert into person (id, name, sex, birth_date, document_kind, id_cipher, id_index, id_masked, match_key)
     select (${PERSON_ID})::uuid, '人' || p, 'male', date '1940-01-01' + (p * 7919 % 25000), 'citizen', sha256(p::text::bytea), sha256(('i' || p)::bytea), '360799************', 'm' || p
     from generate_series(0, ${persons - 1}) p`,
    `insert into household (id, number, village_code, status, category, main_cause, standard, registered_on, head_person_id, head_name, member_count, living, digest, changed_at)
     select (${HOUSEHOLD_ID})::uuid, 'J' || h, ${village}, 'registered', 'general', '01', '01', '2014-12-01', (${PERSON_ID})::uuid, '人' || p, 3,
       jsonb_build_object('cultivatedCentiMu', 300, 'housingCentiSquareMetre', 9000, 'safeWater', true, 'roadType', '03') || case when h % 40 = 0 then '{"resettlement": true}'::jsonb else '{}'::jsonb end,
       sha256(h::text::bytea), '2016-01-01' from generate_series(0, ${households - 1}) h, lateral (select h * ${persons} / ${households} as p) x`,
    `insert into member (person_id, household_id, village_code, relation, facts, valid_from)
     select (${PERSON_ID})::uuid, (${HOUSEHOLD_ID})::uuid, ${village}, '99', ${FACTS}, '2014-12-01'
     from generate_series(0, ${persons - 1}) p, lateral (select least(${households - 1}, ((p + 1) * ${households} - 1) / ${persons}) as h) x`,
    `insert into screening_person (id_index, since) select id_index, case when random() < 0.01 then 99 else 1 end from person`,
    ...REGISTER_KINDS.flatMap((kind, k) => [
      `insert into register_import (id, area_code, kind, as_of, authority, source_document, file_name, file_bytes, file_kind, state, sequence, matched_at, imported_by, imported_by_name, imported_at)
       values ('0000000${k}-0000-7000-8000-00000000000a', '360781000000', '${kind}', '2016-06-01', '市局', '函', 'f', 1, 'csv', 'taken', ${k + 1}, '2016-06-02', gen_random_uuid(), '某人', '2016-06-02')`,
      `insert into register_entry (id, import_id, kind, id_index, class, place, valid_from, valid_to, row)
       select gen_random_uuid(), '0000000${k}-0000-7000-8000-00000000000a', '${kind}', sha256(('i' || p)::bytea),
         (array[${FACT_CLASSES[kind].codes.map((code) => `'${code}'`).join(', ')}])[1 + p / 360 % ${FACT_CLASSES[kind].codes.length}],
         ${kind === 'realEstate' ? `(array['village', 'town', 'countySeat', 'city'])[1 + p / 360 % 4]` : 'null'},
         date '2010-01-01' + (p % 2300), case when p % 5 = 0 then date '2016-05-01' + p % 90 end, p
       from generate_series(${k * 40}, ${persons - 1}, 360) p`,
    ]),
    `insert into register_match (id, import_id, kind, row, village_code, subject_kind, subject_id, reason, id_index, class, row_mark, found_at)
     select gen_random_uuid(), '00000001-0000-7000-8000-00000000000a', 'vehicle', p, '360781102210', 'household', gen_random_uuid(), 'old-number', sha256(('i' || p)::bytea), 'car', '\\x00', '2016-06-02'
     from generate_series(7, ${persons - 1}, 300) p`,
    `insert into screening_confirmation (id, subject_kind, subject_id, village_code, rule, result, ground, marks, until, made_by, made_by_name, made_at)
     select gen_random_uuid(), 'household', (${HOUSEHOLD_ID})::uuid, ${village}, rule, 'pass', case when rule = 'V4' then 'lives-here' end, case when rule = 'V4' then '{}'::text[] end,
       '2017-01-01', gen_random_uuid(), '王核实', '2016-06-02' from generate_series(0, ${households - 1}) h, unnest(array['V4', 'V6', 'R4']) rule where h % 100 < ${confirmed}`,
  ];
  for (const statement of statements) await client.query(statement);
  await client.query('vacuum analyze');
}
