import { Logger } from '@nestjs/common';
import pg from 'pg';
import { ADVISORY_LOCKS } from '@jingzhun/persistence';
import { pause } from './pause.js';

const RETRY_MS = 1_000;

export type LeaderWork = (client: pg.Client, signal: AbortSignal) => Promise<void>;

/**
 * Of several instances of a service one relays and consumes; the others stand by. The leader is who holds an advisory lock on a
 * connection of its own: when the process or the connection dies, PostgreSQL frees the lock and the next one takes over.
 */
export class Leadership {
  private readonly log = new Logger(Leadership.name);
  private readonly stop = new AbortController();
  private running: Promise<void> | undefined;
  leading = false;
  problem: string | undefined;

  constructor(private readonly url: string) {}

  /** @param work runs while this instance leads, and ends when its signal says so */
  start(work: LeaderWork): void {
    this.running ??= this.run(work);
  }

  /** Ends the work and frees the lock. */
  async end(): Promise<void> {
    this.stop.abort();
    await this.running;
  }

  private async run(work: LeaderWork): Promise<void> {
    const { signal } = this.stop;
    while (!signal.aborted) {
      try {
        await this.term(work);
      } catch (error) {
        this.report(error as Error);
      }
      await pause(RETRY_MS, signal);
    }
  }

  /** One connection's life. */
  private async term(work: LeaderWork): Promise<void> {
    const client = new pg.Client({
      connectionString: this.url,
      keepAlive: true,
      application_name: 'jingzhun messaging',
      // the relay has a deletion under way while it reads on
      pipeline: true,
    });
    const lost = new AbortController();
    client.on('error', () => lost.abort());
    client.on('end', () => lost.abort());
    const signal = AbortSignal.any([this.stop.signal, lost.signal]);
    await client.connect();
    try {
      await client.query("select set_config('app.system', 'relay', false)");
      if (!(await this.acquire(client, signal))) return;
      this.leading = true;
      this.problem = undefined;
      await work(client, signal);
    } finally {
      this.leading = false;
      await client.end().catch(() => undefined);
    }
  }

  private async acquire(client: pg.Client, signal: AbortSignal): Promise<boolean> {
    while (!signal.aborted) {
      const { rows } = await client.query<{ mine: boolean }>('select pg_try_advisory_lock($1) as mine', [ADVISORY_LOCKS.messagingLeader]);
      if (rows[0]?.mine) return true;
      await pause(RETRY_MS, signal);
    }
    return false;
  }

  private report(error: Error & { code?: string }): void {
    // the code and not the text: a database's message may quote a row
    const problem = `database: ${error.code ?? error.name}`;
    if (problem !== this.problem) this.log.warn(problem);
    this.problem = problem;
  }
}
