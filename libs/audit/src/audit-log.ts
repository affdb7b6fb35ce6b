import { Inject, Injectable } from '@nestjs/common';
import { Clock, Database, newId, systemSession, type Handle } from '@jingzhun/persistence';
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
    const id = newId(this.clock);
    const values = [id, this.clock.now().toISOString(), ...rowOf(entry)];
    if ('query' in handle)
      await handle.query(
        insert((i) => `$${i}`),
        values,
      );
    else
      await handle.execute(
        insert(() => '?'),
        values,
      );
    return id;
  }

  /** In a transaction of its own, for a command that was refused or failed: its transaction is rolled back. */
  recordAlone(entry: AuditEntry): Promise<string> {
    return this.database.connection(systemSession('audit'), (client) => this.record(client, entry));
  }
}

const insert = (placeholder: (i: number) => string): string => {
  const at = (i: number): string => `${placeholder(i)}${({ 5: '::text[]', 14: '::jsonb' } as Record<number, string>)[i] ?? ''}`;
  return `insert into audit_log (${COLUMNS}) values (${Array.from({ length: 15 }, (_, i) => at(i + 1)).join(', ')})`;
};

function rowOf(entry: AuditEntry): (string | null)[] {
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
