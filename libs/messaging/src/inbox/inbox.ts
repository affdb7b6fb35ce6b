import { Inject, Injectable } from '@nestjs/common';
import type { EntityManager } from '@mikro-orm/postgresql';
import { Clock, Database, systemSession } from '@jingzhun/persistence';

const DAY_MS = 86_400_000;

/** Remembers which events a handler has had. The row is written in the transaction of the effect: both or neither. */
@Injectable()
export class Inbox {
  constructor(
    @Inject(Database) private readonly database: Database,
    @Inject(Clock) private readonly clock: Clock,
  ) {}

  /**
   * Claims events for a handler in the caller's transaction, in one statement. Waits for another transaction that claims the
   * same event.
   *
   * @returns ids that were not handled before
   */
  async claim(em: EntityManager, handler: string, ids: readonly string[]): Promise<Set<string>> {
    const rows = await em.execute<{ event_id: string }[]>(
      `insert into "inbox" ("handler", "event_id", "received_at")
       select ?, id, ?::timestamptz from unnest(?::uuid[]) as id on conflict do nothing returning "event_id"`,
      [handler, this.clock.now().toISOString(), `{${ids.join(',')}}`],
    );
    return new Set(rows.map((row) => row.event_id));
  }

  /** Forgets everything a handler had, so that the stream can be read again from the start. In the caller's transaction. */
  async forget(em: EntityManager, handler: string): Promise<void> {
    await em.execute('delete from "inbox" where "handler" = ?', [handler]);
  }

  /** Forgets what is older than that: the broker does not deliver it again. @returns rows deleted */
  async clean(days: number): Promise<number> {
    const before = new Date(this.clock.now().getTime() - days * DAY_MS);
    return this.database.connection(systemSession('consumer'), async (client) => {
      const { rowCount } = await client.query('delete from "inbox" where "received_at" < $1', [before]);
      return rowCount ?? 0;
    });
  }
}
