import { Inject, Injectable } from '@nestjs/common';
import { escapeIdentifier, type ClientBase } from 'pg';
import { Clock, Database, newId, run, systemSession, type Handle } from '@jingzhun/persistence';
import { safeDetail, withoutLongNumbers, type AuditEntry } from './audit-entry.js';

const COLUMNS =
  'id, occurred_at, account_id, account_name, roles, area, session_id, ip, action, object_type, object_id, purpose, result, detail, request_id';

/** Writes the audit log. */
@Injectable()
export class AuditLog {
  constructor(
    @Inject(Database) private readonly database: Database,
    @Inject(Clock) private readonly clock: Clock,
  ) {}

  /**
   * One row in the caller's transaction: what is undone is not logged, what is done always is.
   * @returns the id of the entry
   */
  async record(handle: Handle, entry: AuditEntry): Promise<string> {
    const values = this.rowOf(entry);
    if ('query' in handle) await handle.query({ name: 'audit-record', text: `${INSERT} values (${numbered})`, values });
    else await handle.execute(`${INSERT} values (${placeholders(() => '?')})`, values);
    return values[0];
  }

  /** The same for a command about thousands, in one statement: a row each. */
  async recordMany(handle: Handle, entries: readonly AuditEntry[]): Promise<void> {
    if (entries.length === 0) return;
    const rows = entries.map((entry) => this.rowOf(entry));
    await run(
      handle,
      `${INSERT} select ${MANY.map((column, i) => `r.${column}${CASTS[i + 1] ? `::${CASTS[i + 1]}` : ''}`).join(', ')}
       from unnest(${MANY.map((_, i) => `$${i + 1}::text[]`).join(', ')}) as r (${MANY.join(', ')})`,
      MANY.map((_, i) => rows.map((row) => row[i] ?? null)),
    );
  }

  /**
   * The reading of a record, if the caller's area has it: goes out together with the reading itself, before anybody knows.
   * @param entry names the table's row: `objectType` is the table, `objectId` its id
   */
  async recordReading(client: ClientBase, entry: AuditEntry & { objectType: string; objectId: string }): Promise<void> {
    const table = escapeIdentifier(entry.objectType);
    await client.query({
      name: `audit-reading-${entry.objectType}`,
      text: `${INSERT} select ${numbered} where exists (select from ${table} where id = $16)`,
      values: [...this.rowOf(entry), entry.objectId],
    });
  }

  private rowOf(entry: AuditEntry): [string, ...(string | null)[]] {
    return [newId(this.clock), this.clock.now().toISOString(), ...cellsOf(entry)];
  }

  /** In a transaction of its own, for a command that was refused or failed: its transaction is rolled back. */
  recordAlone(entry: AuditEntry): Promise<string> {
    return this.database.connection(systemSession('audit'), (client) => this.record(client, entry));
  }
}

const INSERT = `insert into audit_log (${COLUMNS})`;
const MANY = COLUMNS.split(', ');
const CASTS: Readonly<Record<number, string>> = {
  1: 'uuid',
  2: 'timestamptz',
  3: 'uuid',
  5: 'text[]',
  14: 'jsonb',
};
const placeholders = (of: (i: number) => string): string =>
  Array.from({ length: 15 }, (_, i) => `${of(i + 1)}${CASTS[i + 1] ? `::${CASTS[i + 1]}` : ''}`).join(', ');
const numbered = placeholders((i) => `$${i}`);

function cellsOf(entry: AuditEntry): (string | null)[] {
  const { actor } = entry;
  return [
    actor?.accountId ?? null,
    actor?.name ?? null,
    arrayLiteral(actor?.roles ?? []),
    actor?.area ?? null,
    actor?.sessionId ?? null,
    entry.ip ?? null,
    entry.action,
    entry.objectType ?? null,
    entry.objectId ?? null,
    entry.purpose === undefined ? null : withoutLongNumbers(entry.purpose),
    entry.result,
    JSON.stringify(safeDetail(entry.detail ?? {})),
    entry.requestId ?? null,
  ];
}

// The unit of work and the raw client turn a JavaScript array into different SQL; a literal is the same for both.
const arrayLiteral = (items: readonly string[]): string => `{${items.map((item) => JSON.stringify(item)).join(',')}}`;
