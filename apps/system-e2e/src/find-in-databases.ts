import { readFileSync } from 'node:fs';
import path from 'node:path';
import pg from 'pg';

const DATABASES = ['identification', 'industry', 'finance', 'relocation', 'medical', 'accountability', 'gateway'];

/** Rights of the server's owner, on the running product's databases: sees through row security. */
async function asOwner<T>(data: string, database: string, ask: (client: pg.Client) => Promise<T>): Promise<T> {
  const port = Number(readFileSync(path.join(data, 'postgres', 'postmaster.pid'), 'utf8').split('\n')[3]);
  const password = readFileSync(path.join(data, 'secrets', 'postgres', 'superuser'), 'utf8').trim();
  const client = new pg.Client({ host: '127.0.0.1', port, user: 'postgres', database: `jz_${database}`, password });
  await client.connect();
  try {
    return await ask(client);
  } finally {
    await client.end();
  }
}

export const queryDatabase = <Row extends pg.QueryResultRow>(data: string, database: string, sql: string, values: unknown[] = []) =>
  asOwner(data, database, async (client) => (await client.query<Row>(sql, values)).rows);

const literal = (text: string): string => text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
/** Texts that stand for themselves: not a part of a longer number or word of Latin letters. */
export const anyOf = (texts: readonly string[]): string => `(?<![0-9A-Za-z])(${texts.map(literal).join('|')})(?![0-9A-Za-z])`;
/** Names of fields in JSON. */
export const anyFieldOf = (names: readonly string[]): string => `"(${names.map(literal).join('|')})"+:`;

/**
 * Which tables of which department hold what the expression catches in its first group: every column of every row is looked at as
 * text, so that a sum in a number or deep in JSON is found as well. Text before places: `finance.payment`.
 */
export async function findInDatabases(data: string, expression: string, except: readonly string[] = []): Promise<Map<string, string[]>> {
  const found = new Map<string, string[]>();
  for (const database of DATABASES)
    await asOwner(data, database, async (client) => {
      const tables = await client.query<{ name: string; place: string }>(
        `select c.oid::regclass::text as name, $1 || '.' || c.relname as place from pg_class c join pg_namespace n on n.oid = c.relnamespace
         where c.relkind = 'r' and n.nspname not in ('pg_catalog', 'information_schema') order by 2`,
        [database],
      );
      for (const { name, place } of tables.rows.filter((table) => !except.includes(table.place))) {
        const { rows } = await client.query<{ text: string }>(
          `select distinct m[1] as text from ${name} t cross join lateral regexp_matches(t::text, $1, 'g') m`,
          [expression],
        );
        for (const { text } of rows) found.set(text, [...(found.get(text) ?? []), place]);
      }
    });
  return found;
}
