import type { EntityManager } from '@mikro-orm/postgresql';
import type { Handle } from './database.js';

/** One statement with `$n` placeholders inside the transaction of either kind of handle. */
export async function run<Row extends object>(handle: Handle, sql: string, values: readonly unknown[] = []): Promise<Row[]> {
  if ('query' in handle) return (await handle.query<Row & Record<string, unknown>>(sql, [...values])).rows;
  return inUnitOfWork<Row>(handle, sql, values);
}

async function inUnitOfWork<Row extends object>(em: EntityManager, sql: string, values: readonly unknown[]): Promise<Row[]> {
  // the unit of work knows `?` only, each used once and in order
  const ordered: unknown[] = [];
  const text = sql.replace(/\$(\d+)/g, (_, position: string) => {
    ordered.push(literalFor(values[Number(position) - 1]));
    return '?';
  });
  return em.execute<Row[]>(text, ordered);
}

/** An array would be spread over several placeholders, and a date written in the machine's zone. */
function literalFor(value: unknown): unknown {
  if (Array.isArray(value)) return `{${value.map(elementOf).join(',')}}`;
  return value instanceof Date ? value.toISOString() : value;
}

/** In an array's literal a backslash only says that the next character is meant as it stands: a line break stays a line break. */
function elementOf(item: unknown): string {
  if (item === null || item === undefined) return 'null';
  if (Array.isArray(item)) return literalFor(item) as string;
  return `"${textOf(item).replace(/[\\"]/g, String.raw`\$&`)}"`;
}

function textOf(item: unknown): string {
  if (item instanceof Date) return item.toISOString();
  if (Buffer.isBuffer(item)) return String.raw`\x${item.toString('hex')}`;
  return typeof item === 'string' ? item : JSON.stringify(item);
}
