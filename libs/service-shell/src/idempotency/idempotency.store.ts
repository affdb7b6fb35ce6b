import { Inject, Injectable } from '@nestjs/common';
import { Clock, Database, systemSession, type AccountSession, type CommitHook } from '@jingzhun/persistence';
import { commandInProgress } from '../http/refusals.js';
import { RequestDigest } from './request-digest.js';

export type Claim =
  | { outcome: 'run'; since: Date }
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
/** An answer names what the caller saw, persons too: nobody sends a command again after days. */
const KEPT_MS = 3 * 24 * 3_600_000;
const SWEPT_EVERY_MS = 3_600_000;

/** One row per command: claimed before, completed after; "effect committed" is written with the effect itself. */
@Injectable()
export class IdempotencyStore {
  private sweptAt = 0;

  constructor(
    @Inject(Database) private readonly database: Database,
    @Inject(Clock) private readonly clock: Clock,
    @Inject(RequestDigest) private readonly digests: RequestDigest,
  ) {}

  async claim(session: AccountSession, key: string, request: { method: string; route: string; body: unknown }): Promise<Claim> {
    const digest = this.digests.of(request);
    const now = this.clock.now();
    await this.sweep(now);
    return this.database.connection(session, async (client) => {
      const inserted = await client.query(
        'insert into idempotent_request (account_id, key, request_digest, started_at) values ($1, $2, $3, $4) on conflict do nothing',
        [session.accountId, key, digest, now],
      );
      if (inserted.rowCount === 1) return { outcome: 'run', since: now };
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
      return { outcome: 'run', since: now };
    });
  }

  /**
   * Marks the effect inside its own transaction, if that transaction wrote anything. Whoever was given up for dead and comes back
   * does not find its claim and commits nothing: somebody else may be doing it.
   *
   * @throws Refusal `command-in-progress`
   */
  commitHook(session: AccountSession, key: string, since: Date): CommitHook {
    return async (run) => {
      const [found] = await run<{ lost: boolean }>(
        `with mine as (update idempotent_request set effect_committed = true
           where account_id = $1 and key = $2 and started_at = $3 and pg_current_xact_id_if_assigned() is not null returning 1)
         select pg_current_xact_id_if_assigned() is not null and not exists (select from mine) as lost`,
        [session.accountId, key, since],
      );
      if (found?.lost) throw commandInProgress();
    };
  }

  async complete(session: AccountSession, key: string, since: Date, status: number, answer: unknown): Promise<void> {
    await this.database.connection(session, (client) =>
      client.query('update idempotent_request set status = $4, answer = $5 where account_id = $1 and key = $2 and started_at = $3', [
        session.accountId,
        key,
        since,
        status,
        answer === undefined ? null : JSON.stringify(answer),
      ]),
    );
  }

  /** A refused command had no effect: the same key may be used again after the correction. */
  async release(session: AccountSession, key: string, since: Date): Promise<void> {
    await this.database.connection(session, (client) =>
      client.query('delete from idempotent_request where account_id = $1 and key = $2 and started_at = $3 and not effect_committed', [
        session.accountId,
        key,
        since,
      ]),
    );
  }

  /** Forgets old answers; with the first command after a start and once an hour. */
  private async sweep(now: Date): Promise<void> {
    if (now.getTime() - this.sweptAt < SWEPT_EVERY_MS) return;
    this.sweptAt = now.getTime();
    await this.database.connection(systemSession('scheduler'), (client) =>
      client.query('delete from idempotent_request where started_at < $1', [new Date(now.getTime() - KEPT_MS)]),
    );
  }
}
