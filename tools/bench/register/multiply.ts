import type pg from 'pg';

const GIVEN = '春夏秋冬梅兰竹菊松柏福禄寿喜财勇明华建国平安志强秀英玉珍';

/** As if the copy had been registered a day later: ids of version 7 begin with their time. */
const later = (
  id: string,
): string => `(lpad(to_hex(('x' || lpad(left(replace(${id}::text, '-', ''), 12), 16, '0'))::bit(64)::bigint + k * 86400000), 12, '0')
  || substr(replace(${id}::text, '-', ''), 13))::uuid`;
const other = (index: string): string => `sha256(${index} || k::text::bytea)`;
/** Other names, spread alike. */
const renamed = (name: string): string => `translate(${name}, '${GIVEN}', right('${GIVEN}', -k) || left('${GIVEN}', k))`;

/** Columns of the tables that a page and a search read, and what a copy of a row has in them instead. */
const COPIES: readonly [table: string, changed: Record<string, string>][] = [
  [
    'person',
    { id: later('id'), name: renamed('name'), id_index: other('id_index'), match_key: "encode(sha256((match_key || k)::bytea), 'hex')" },
  ],
  [
    'household',
    {
      id: later('id'),
      number: "number || '-' || k",
      head_person_id: later('head_person_id'),
      head_name: renamed('head_name'),
      phone_index: other('phone_index'),
      bank_index: other('bank_index'),
    },
  ],
  ['member', { person_id: later('person_id'), household_id: later('household_id') }],
  ['household_income', { household_id: later('household_id') }],
];

/**
 * Makes the register `times` as large, in the same villages, as a county that grew. Ciphers are copied as they are: nobody opens
 * them. Index by index at the end is faster than row by row.
 */
export async function multiplyRegister(superuser: pg.Client, times: number): Promise<void> {
  // superuser and replica: no row security, no check of references, no refusal of what is append-only
  await superuser.query('set session_replication_role = replica');
  const tables = COPIES.map(([table]) => table);
  const { rows: constraints } = await superuser.query<{ name: string; table: string; definition: string }>(
    `select conname as name, conrelid::regclass::text as table, pg_get_constraintdef(oid) as definition from pg_constraint
     where contype in ('x', 'f') and conrelid = any ($1::regclass[])`,
    [tables],
  );
  const { rows: indexes } = await superuser.query<{ name: string; definition: string }>(
    `select indexrelid::regclass::text as name, pg_get_indexdef(indexrelid) as definition from pg_index
     where indrelid = any ($1::regclass[]) and not exists (select from pg_constraint where conindid = indexrelid)`,
    [tables],
  );
  for (const { name, table } of constraints) await superuser.query(`alter table ${table} drop constraint ${name}`);
  for (const { name } of indexes) await superuser.query(`drop index ${name}`);
  for (const [table, changed] of COPIES) {
    const { rows } = await superuser.query<{ name: string }>(
      `select quote_ident(attname) as name from pg_attribute
       where attrelid = $1::regclass and attnum > 0 and not attisdropped and attgenerated = '' order by attnum`,
      [table],
    );
    const columns = rows.map(({ name }) => name);
    await superuser.query(
      `insert into ${table} (${columns.join(', ')})
       select ${columns.map((name) => changed[name] ?? name).join(', ')} from ${table}, generate_series(1, ${times - 1}) k order by k, 1`,
    );
  }
  for (const { definition } of indexes) await superuser.query(definition);
  for (const { name, table, definition } of constraints.toSorted(
    (a, b) => Number(a.definition.startsWith('FOREIGN')) - Number(b.definition.startsWith('FOREIGN')),
  ))
    await superuser.query(`alter table ${table} add constraint ${name} ${definition}`);
  await superuser.query('reset session_replication_role');
  await superuser.query(`vacuum (analyze) ${tables.join(', ')}`);
}
