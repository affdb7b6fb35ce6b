import { createHash } from 'node:crypto';
import { Inject, Injectable } from '@nestjs/common';
import { Clock, Database, type AccountSession, type CommitHook } from '@jingzhun/persistence';

export type Claim =
  | { outcome: 'run' }
  | { outcome: 'answered'; status: number; answer: unknown }
  | { outcome: 'in-progress' }
  | { outcome: 'done-without-answer' }
  | { outcome: 'other-content' };

interface Row {
  request_digest: Buffer;
  started_at: Date;
  effect_committed: boolean;
  status: number | null;
  answer: unknown;
}

/** A process that claimed a key and died gives it up after this. */
const ABANDONED_AFTER_MS = 60_000;

/** One row per command: claimed before, completed after; "effect committed" is written with the effect itself. */
@Injectable()
export class IdempotencyStore {
  constructor(
    @Inject(Database) private readonly database: Database,
    @Inject(Clock) private readonly clock: Clock,
  ) {}

  async claim(session: AccountSession, key: string, request: { method: string; route: string; body: unknown }): Promise<Claim> {
    const digest = createHash('sha256')
      .update(JSON.stringify([request.method, request.route, request.body ?? null]))
      .digest();
    const now = this.clock.now();
    return this.database.connection(session, async (client) => {
      const inserted = await client.query(
        'insert into idempotent_request (account_id, key, request_digest, started_at) values ($1, $2, $3, $4) on conflict do nothing',
        [session.accountId, key, digest, now],
      );
      if (inserted.rowCount === 1) return { outcome: 'run' };
      const { rows } = await client.query<Row>('select * from idempotent_request where account_id = $1 and key = $2 for update', [
        session.accountId,
        key,
      ]);
      const row = rows[0];
      if (!row) return { outcome: 'in-progress' };
      if (!row.request_digest.equals(digest)) return { outcome: 'other-content' };
      if (row.status !== null) return { outcome: 'answered', status: row.status, answer: row.answer };
      if (row.effect_committed) return { outcome: 'done-without-answer' };
      if (now.getTime() - row.started_at.getTime() < ABANDONED_AFTER_MS) return { outcome: 'in-progress' };
      await client.query('update idempotent_request set started_at = $3 where account_id = $1 and key = $2', [session.accountId, key, now]);
      return { outcome: 'run' };
    });
  }

  /** Marks the effect inside its own transaction, if that transaction wrote anything. */
  commitHook(session: AccountSession, key: string): CommitHook {
    return async (run) => {
      await run(
        'update idempotent_request set effect_committed = true where account_id = $1 and key = $2 and pg_current_xact_id_if_assigned() is not null',
        [session.accountId, key],
      );
    };
  }

  async complete(session: AccountSession, key: string, status: number, answer: unknown): Promise<void> {
    await this.database.connection(session, (client) =>
      client.query('update idempotent_request set status = $3, answer = $4 where account_id = $1 and key = $2', [
        session.accountId,
        key,
        status,
        answer === undefined ? null : JSON.stringify(answer),
      ]),
    );
  }

  /** A refused command had no effect: the same key may be used again after the correction. */
  async release(session: AccountSession, key: string): Promise<void> {
    await this.database.connection(session, (client) =>
      client.query('delete from idempotent_request where account_id = $1 and key = $2 and not effect_committed', [session.accountId, key]),
    );
  }
}
