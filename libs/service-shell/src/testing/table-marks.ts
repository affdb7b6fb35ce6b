import type pg from 'pg';

/** What goes on behind a request whoever sent it, or tells that it was refused. */
const BESIDE = /^(audit_|outbox|inbox|idempoten|messaging_|migrations|consumer_|cursor|clock|dead_letter)/;

export type TableMarks = ReadonlyMap<string, string>;

/** Every table of the service, taken from the catalogue, with its rows and the transaction of the last change: another mark is a write. */
export async function marking(client: pg.Client): Promise<() => Promise<TableMarks>> {
  const { rows } = await client.query<{ name: string }>(
    `select relname as name from pg_class where relnamespace = 'public'::regnamespace and relkind = 'r' order by 1`,
  );
  const tables = rows.map(({ name }) => name).filter((name) => !BESIDE.test(name));
  const sql = tables
    .map((name) => `select '${name}' as name, count(*) || '/' || coalesce(max(xmin::text::bigint), 0) as mark from "${name}"`)
    .join(' union all ');
  // asked after every command of a walk: to plan it, or to start workers for it, takes ten times as long as to count
  await client.query('set max_parallel_workers_per_gather = 0');
  const query = { name: 'table-marks', text: sql };
  return async () => new Map((await client.query<{ name: string; mark: string }>(query)).rows.map(({ name, mark }) => [name, mark]));
}

export const changedBetween = (before: TableMarks, after: TableMarks): string[] =>
  [...after].filter(([name, mark]) => before.get(name) !== mark).map(([name]) => name);
