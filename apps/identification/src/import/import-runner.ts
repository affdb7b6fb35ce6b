import { EventEmitter } from 'node:events';
import { Inject, Injectable, type BeforeApplicationShutdown, type OnApplicationBootstrap } from '@nestjs/common';
import type { Logger } from 'pino';
import { Database, systemSession } from '@jingzhun/persistence';
import { describeError, LOGGER } from '@jingzhun/service-shell';
import { ImportWork } from './import-work.js';

const POLL_MS = 2_000;
const RETENTION_MS = 3_600_000;

/**
 * Does the long work of imports, one batch at a time. A batch is worked on under an advisory lock of the session, which ends with
 * the process: after `kill -9` the next poll of any instance finds the batch free and begins its step again from nothing.
 */
@Injectable()
export class ImportRunner implements OnApplicationBootstrap, BeforeApplicationShutdown {
  readonly changes = new EventEmitter().setMaxListeners(0);
  private timer: NodeJS.Timeout | undefined;
  private retention: NodeJS.Timeout | undefined;
  private running: Promise<void> | undefined;
  private stopped = false;

  constructor(
    @Inject(Database) private readonly database: Database,
    @Inject(ImportWork) private readonly work: ImportWork,
    @Inject(LOGGER) private readonly logger: Logger,
  ) {}

  onApplicationBootstrap(): void {
    this.timer = setInterval(() => this.kick(), POLL_MS);
    this.retention = setInterval(() => void this.work.deleteOldFiles().catch(this.report), RETENTION_MS);
    this.kick();
  }

  async beforeApplicationShutdown(): Promise<void> {
    this.stopped = true;
    clearInterval(this.timer);
    clearInterval(this.retention);
    await this.running;
  }

  /** There is something to do. */
  kick(): void {
    if (this.running || this.stopped) return;
    this.running = this.drain()
      .catch(this.report)
      .finally(() => (this.running = undefined));
  }

  private readonly report = (error: unknown): void => this.logger.error({ error: describeError(error) }, 'import failed unexpectedly');

  private async drain(): Promise<void> {
    for (;;) {
      if (this.stopped) return;
      const worked = await this.one();
      if (!worked) return;
    }
  }

  /** Works on the oldest batch nobody works on. */
  private async one(): Promise<boolean> {
    const waiting = await this.database.connection(systemSession('import'), async (client) => {
      const { rows } = await client.query<{ id: string }>(
        `select id from import_batch where state in ('uploaded', 'checking', 'releasing') order by id limit 20`,
      );
      return rows;
    });
    const lock = await this.database.pool.connect();
    try {
      for (const { id } of waiting) {
        const { rows } = await lock.query<{ mine: boolean }>('select pg_try_advisory_lock(hashtextextended($1, 4)) as mine', [id]);
        if (!rows[0]?.mine) continue;
        try {
          await this.work.step(id, () => this.changes.emit(id));
        } finally {
          await lock.query('select pg_advisory_unlock(hashtextextended($1, 4))', [id]);
          this.changes.emit(id);
        }
        return true;
      }
      return false;
    } finally {
      lock.release();
    }
  }
}
