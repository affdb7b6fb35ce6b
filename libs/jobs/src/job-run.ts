import type pg from 'pg';
import type { EntityManager } from '@mikro-orm/postgresql';
import type { z } from 'zod';
import type { Database, Session } from '@jingzhun/persistence';
import { JobTakenOver } from './jobs.errors.js';
import type { JobStore, Progress } from './job-store.js';
import type { JobView } from './job-view.js';

const WRITE_EVERY_MS = 250;
const FENCE = 'select attempt from job where id = $1 for key share';
const SAVE = 'update job set checkpoint = $1::jsonb where id = $2';

/** Remembers, in the transaction at hand, how far the work is. A later attempt gets it as `run.checkpoint`. */
export type SaveCheckpoint = (checkpoint: object) => Promise<void>;

export interface JobRunParts {
  database: Database;
  store: JobStore;
  jobId: string;
  attempt: number;
  checkpoint: unknown;
  signal: AbortSignal;
  changed: (view: JobView) => void;
}

/**
 * One attempt at a job, as its handler sees it. Work that must happen once goes through `transaction` or `connection` together with
 * the checkpoint that says it was done: both are committed or neither, and an attempt that was taken over commits nothing.
 */
export class JobRun {
  readonly jobId: string;
  readonly attempt: number;
  /** Aborted when the service stops: finish the transaction at hand and return or throw; the job goes on at the next start. */
  readonly signal: AbortSignal;
  private pending: Progress | undefined;
  private writing: Promise<void> | undefined;
  private takenOver = false;

  constructor(private readonly parts: JobRunParts) {
    this.jobId = parts.jobId;
    this.attempt = parts.attempt;
    this.signal = parts.signal;
  }

  /** What the last attempt saved; undefined at the first or when nothing was saved. */
  checkpoint<T>(schema: z.ZodType<T>): T | undefined {
    return this.parts.checkpoint === null ? undefined : schema.parse(this.parts.checkpoint);
  }

  /** Tells how far it is. Returns at once; written at most four times a second. */
  progress(progress: Progress): void {
    this.pending = { ...this.pending, ...progress };
    this.writing ??= this.writePending();
  }

  /** One ORM unit of work of this attempt. */
  transaction<T>(session: Session, work: (em: EntityManager, save: SaveCheckpoint) => Promise<T>): Promise<T> {
    return this.parts.database.transaction(session, async (em) => {
      const [row] = await em.execute<{ attempt: number }[]>(FENCE.replace('$1', '?'), [this.jobId]);
      this.assertMine(row?.attempt);
      return work(em, async (checkpoint) => {
        await em.execute(SAVE.replace(/\$\d/g, '?'), [JSON.stringify(checkpoint), this.jobId]);
      });
    });
  }

  /** The same on a raw client: COPY and set-based SQL. */
  connection<T>(session: Session, work: (client: pg.PoolClient, save: SaveCheckpoint) => Promise<T>): Promise<T> {
    return this.parts.database.connection(session, async (client) => {
      const { rows } = await client.query<{ attempt: number }>(FENCE, [this.jobId]);
      this.assertMine(rows[0]?.attempt);
      return work(client, async (checkpoint) => {
        await client.query(SAVE, [JSON.stringify(checkpoint), this.jobId]);
      });
    });
  }

  /** Waits for the last progress to be written. */
  async settled(): Promise<void> {
    while (this.writing) await this.writing;
    if (this.takenOver) throw new JobTakenOver();
  }

  private assertMine(attempt: number | undefined): void {
    if (attempt !== this.attempt) throw new JobTakenOver();
  }

  private async writePending(): Promise<void> {
    while (this.pending && !this.takenOver) {
      const progress = this.pending;
      this.pending = undefined;
      await this.writeOnce(progress);
      if (this.pending) await new Promise((resolve) => setTimeout(resolve, WRITE_EVERY_MS));
    }
    this.writing = undefined;
  }

  private async writeOnce(progress: Progress): Promise<void> {
    try {
      this.parts.changed(await this.parts.store.progress(this.jobId, this.attempt, progress));
    } catch (error) {
      // progress that is lost with a connection is no reason to stop; work that belongs to somebody else is
      if (error instanceof JobTakenOver) this.takenOver = true;
    }
  }
}
