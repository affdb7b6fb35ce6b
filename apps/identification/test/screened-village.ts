import { randomBytes } from 'node:crypto';
import fc from 'fast-check';
import { newId, systemSession } from '@jingzhun/persistence';
import { FACT_CLASSES } from '../src/screening/rules/fact-classes.js';
import { REGISTER_KINDS, type RegisterKind } from '../src/screening/rules/register-kind.js';
import { SealedContent } from '../src/screening/store/sealed-content.js';
import type { Identification } from './service.js';

/** One invented household as the database will know it: of everything a judgement looks at. */
export const anyScreened = fc.record({
  away: fc.boolean(),
  resettlement: fc.nat(9).map((n) => n === 0),
  covered: fc.nat(9).map((n) => n !== 0),
  entries: fc.array(
    fc.constantFrom(...REGISTER_KINDS).chain((kind) =>
      fc.record({
        kind: fc.constant(kind),
        class: fc.constantFrom(...FACT_CLASSES[kind].codes),
        place: kind === 'realEstate' ? fc.constantFrom(null, 'village', 'town', 'countySeat', 'city') : fc.constant(null),
        from: fc.constantFrom(null, '2010-05-01', '2014-06-20', '2016-01-31'),
        to: fc.constantFrom(null, null, null, '2016-03-01', '2017-01-01'),
      }),
    ),
    { maxLength: 3 },
  ),
  reviewing: fc.option(fc.constantFrom(...REGISTER_KINDS), { freq: 8 }),
  confirmations: fc.array(
    fc.record({
      rule: fc.constantFrom('V1', 'V2', 'V4', 'V6', 'V7', 'R2', 'R4'),
      result: fc.constantFrom('pass' as const, 'pass' as const, 'against' as const, 'except' as const),
      sealed: fc.boolean(),
      expired: fc.nat(9).map((n) => n === 0),
    }),
    { maxLength: 4 },
  ),
  answers: fc.array(fc.constantFrom('R1', 'R2', 'R3', 'R4'), { maxLength: 2 }),
  report: fc.nat(7).map((n) => n === 0),
});
export type Screened = typeof anyScreened extends fc.Arbitrary<infer T> ? T : never;

const VILLAGE = '360781102208';
const AT = '2016-06-01T02:00:00Z';
const uuids = (service: Identification, n: number): string[] => Array.from({ length: n }, () => newId(service.clock));

/** Puts households of one person each, with extracts of all registers but one, straight into the tables. */
export async function fillScreened(
  service: Identification,
  households: readonly Screened[],
  registers: Partial<Record<RegisterKind, string>>,
): Promise<string[]> {
  const sealed = service.app.get(SealedContent, { strict: false });
  const ids = uuids(service, households.length);
  const persons = uuids(service, households.length);
  const indexes = households.map(() => randomBytes(32));
  await service.db.connection(systemSession('import'), async (client) => {
    await client.query(
      `insert into person (id, name, sex, birth_date, document_kind, id_cipher, id_index, id_masked, match_key)
       select id, '刘' || n, 'male', '1970-01-01', 'citizen', '\\x00', index, '360799************', n::text
       from unnest($1::uuid[], $2::bytea[]) with ordinality as t(id, index, n)`,
      [persons, indexes],
    );
    await client.query(
      `insert into household (id, number, village_code, status, category, main_cause, standard, registered_on, head_person_id, head_name, member_count, living, digest, changed_at)
       select id, 'T' || n || $5, $4, 'registered', 'general', '01', '01', '2014-12-01', person, '刘' || n, 1, case when resettlement then '{"resettlement": true}' else '{}' end::jsonb, '\\x00', $6
       from unnest($1::uuid[], $2::uuid[], $3::boolean[]) with ordinality as t(id, person, resettlement, n)`,
      [ids, persons, households.map(({ resettlement }) => resettlement), VILLAGE, ids[0], AT],
    );
    await client.query(
      `insert into member (person_id, household_id, village_code, relation, facts, valid_from)
       select person, id, $4, '01', case when away then '{"workPlace": "04", "workMonths": 11}' else '{}' end::jsonb, '2014-12-01'
       from unnest($1::uuid[], $2::uuid[], $3::boolean[]) as t(id, person, away)`,
      [ids, persons, households.map(({ away }) => away), VILLAGE],
    );
  });
  await service.db.connection(systemSession('screening'), async (client) => {
    const imports: Partial<Record<RegisterKind, string>> = {};
    for (const [kind, asOf] of Object.entries(registers) as [RegisterKind, string][]) {
      imports[kind] = newId(service.clock);
      await client.query(
        `insert into register_import (id, area_code, kind, as_of, authority, source_document, file_name, file_bytes, file_kind, state, sequence, matched_at, imported_by, imported_by_name, imported_at)
         values ($1, '360781000000', $2, $3, '市局', '函', 'f', 1, 'csv', 'taken', nextval('register_import_sequence'), $4, $1, '某人', $4)`,
        [imports[kind], kind, asOf, AT],
      );
    }
    await client.query(
      'insert into screening_person (id_index, since) select index, since from unnest($1::bytea[], $2::bigint[]) as t(index, since)',
      [indexes, households.map(({ covered }) => (covered ? 0 : 1_000_000))],
    );
    const entries = households.flatMap(({ entries: list }, h) =>
      list.filter(({ kind }) => imports[kind]).map((entry) => ({ h, ...entry })),
    );
    await client.query(
      `insert into register_entry (id, import_id, kind, id_index, class, place, valid_from, valid_to, row)
       select * from unnest($1::uuid[], $2::uuid[], $3::text[], $4::bytea[], $5::text[], $6::text[], $7::date[], $8::date[], $9::int[])`,
      [
        uuids(service, entries.length),
        entries.map(({ kind }) => imports[kind]),
        entries.map(({ kind }) => kind),
        entries.map(({ h }) => indexes[h]),
        entries.map((entry) => entry.class),
        entries.map(({ place }) => place),
        entries.map(({ from }) => from),
        entries.map(({ to }) => to),
        entries.map((_, i) => i + 2),
      ],
    );
    const reviewed = households.flatMap(({ reviewing }, h) => (reviewing && imports[reviewing] ? [{ h, kind: reviewing }] : []));
    await client.query(
      `insert into register_match (id, import_id, kind, row, village_code, subject_kind, subject_id, reason, id_index, class, row_mark, found_at)
       select id, import, kind, 1, $6, 'household', subject, 'old-number', index, 'other', '\\x00', $7
       from unnest($1::uuid[], $2::uuid[], $3::text[], $4::uuid[], $5::bytea[]) as t(id, import, kind, subject, index)`,
      [
        uuids(service, reviewed.length),
        reviewed.map(({ kind }) => imports[kind]),
        reviewed.map(({ kind }) => kind),
        reviewed.map(({ h }) => ids[h]),
        reviewed.map(({ h }) => indexes[h]),
        VILLAGE,
        AT,
      ],
    );
    const confirmations = households.flatMap((one, h) => one.confirmations.map((made) => ({ h, id: newId(service.clock), ...made })));
    await client.query(
      `insert into screening_confirmation (id, subject_kind, subject_id, village_code, rule, result, ground, marks, note, until, made_by, made_by_name, made_at)
       select id, 'household', subject, $7, rule, result, case when sealed then null else 'none' end, case when sealed then null else '{}'::text[] end,
         case when sealed then null else '核实' end, case when expired then '2016-06-01' else '2017-06-01' end::date, id, '王核实', $8
       from unnest($1::uuid[], $2::uuid[], $3::text[], $4::text[], $5::boolean[], $6::boolean[]) as t(id, subject, rule, result, sealed, expired)`,
      [
        confirmations.map(({ id }) => id),
        confirmations.map(({ h }) => ids[h]),
        confirmations.map(({ rule }) => rule),
        confirmations.map(({ rule, result }) => (result === 'against' ? (rule.startsWith('V') ? 'veto' : 'strict') : result)),
        confirmations.map((made) => made.sealed),
        confirmations.map(({ expired }) => expired),
        VILLAGE,
        AT,
      ],
    );
    const hidden = confirmations.filter((made) => made.sealed);
    await client.query(
      'insert into screening_sealed (id, village_code, cipher) select id, $3, cipher from unnest($1::uuid[], $2::bytea[]) as t(id, cipher)',
      [
        hidden.map(({ id }) => id),
        hidden.map(({ id, rule }) =>
          sealed.seal(id, { ground: rule === 'V4' ? 'medical-treatment' : 'none', marks: ['absence:all-away'], note: '密' }),
        ),
        VILLAGE,
      ],
    );
    const answers = households.flatMap((one, h) => one.answers.map((rule) => ({ h, rule })));
    await client.query(
      `insert into screening_answer (id, subject_kind, subject_id, village_code, screening_id, rule, marks, reason, made_by, made_by_name, made_at)
       select id, 'household', subject, $4, id, rule, '{}', '说明', id, '李乡镇', $5 from unnest($1::uuid[], $2::uuid[], $3::text[]) as t(id, subject, rule)`,
      [uuids(service, answers.length), answers.map(({ h }) => ids[h]), answers.map(({ rule }) => rule), VILLAGE, AT],
    );
    const reports = households.flatMap(({ report }, h) => (report ? [h] : []));
    await client.query(
      `insert into screening_report (id, subject_kind, subject_id, village_code, received_on, cipher, made_by, made_by_name, made_at)
       select id, 'household', subject, $3, '2016-05-20', '\\x00', id, '某人', $4 from unnest($1::uuid[], $2::uuid[]) as t(id, subject)`,
      [uuids(service, reports.length), reports.map((h) => ids[h]), VILLAGE, AT],
    );
  });
  return ids;
}
