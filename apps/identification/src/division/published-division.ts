import { randomUUID } from 'node:crypto';
import { DivisionChangedV1 } from '@jingzhun/events/identification/division-changed.v1';
import type pg from 'pg';

/** Counts what was ever said about a code: each validity once, and once more when it is closed. Grows with every change. */
const VERSION = `(select count(*) + count(d2.valid_to) from division d2 where d2.code = d.code and d2.valid_from < d.valid_from)
  + 1 + (case when d.valid_to is null then 0 else 1 end)`;

/**
 * Tells the other departments about divisions, in the caller's transaction. `database.announce(client)` after it rings the relay.
 *
 * @param source what stands for `division d`: the table, or a relation with its columns
 * @param before a `with …` the source needs, with its values, which begin at `$4`
 * @returns how many were told
 */
export async function publishDivisions(
  client: pg.ClientBase,
  at: Date,
  source = 'division',
  before: { sql: string; values: unknown[] } = { sql: '', values: [] },
): Promise<number> {
  const { rowCount } = await client.query(
    `${before.sql}
     insert into outbox (id, type, subject, ordering_key, occurred_at, recorded_at, correlation_id, data)
     select uuidv7(), $1::text,
       'jz.' || $1::text || '.' || substring(d.code for 6) || '.' || substring(d.code from 7 for 3) || '.' || substring(d.code from 10),
       d.code, $2::timestamptz, $2::timestamptz, $3::uuid,
       jsonb_build_object('code', d.code, 'version', ${VERSION}, 'name', d.name, 'level', d.level, 'kind', d.kind, 'parentCode', d.parent_code,
         'validFrom', d.valid_from, 'validTo', d.valid_to, 'successorCode', d.successor_code)
     from ${source} d order by d.level = 'village', d.level = 'township', d.code, d.valid_from`,
    [DivisionChangedV1.type, at, randomUUID(), ...before.values],
  );
  return rowCount ?? 0;
}

/** What `publishDivisions` says of each code at its newest. */
export async function publishedDivisionVersions(client: pg.ClientBase): Promise<Map<string, number>> {
  const { rows } = await client.query<{ code: string; version: number }>(
    `select code, max(version)::int as version from (select d.code, ${VERSION} as version from division d) as said group by code`,
  );
  return new Map(rows.map(({ code, version }) => [code, version]));
}
