import { Logger } from '@nestjs/common';
import pg from 'pg';
import { ADVISORY_LOCKS, type Clock } from '@jingzhun/persistence';
import type { HeadWitness } from './head-witness.js';
import { linkRows } from './link-rows.js';

export interface ChainLinkerOptions {
  /** Runtime role; the linker keeps one connection of its own, because the lock lives as long as the connection. */
  databaseUrl: string;
  clock: Clock;
  witness?: HeadWitness;
  /** Milliseconds between two turns. */
  every?: number;
}

/**
 * Links what was committed into the chain, some milliseconds after the commit. Many replicas may run, one links; when its
 * connection is lost PostgreSQL frees the lock and undoes the unfinished turn, and another goes on at the same place.
 */
export class ChainLinker {
  private readonly log = new Logger('AuditChain');
  private client: pg.Client | undefined;
  private leading = false;
  private seenBefore: string | undefined;
  private timer: NodeJS.Timeout | undefined;
  private running: Promise<void> = Promise.resolve();
  private stopped = false;

  constructor(private readonly options: ChainLinkerOptions) {}

  start(): void {
    this.schedule(0);
  }

  async stop(): Promise<void> {
    this.stopped = true;
    clearTimeout(this.timer);
    await this.running;
    await this.leave();
  }

  private schedule(delay: number): void {
    if (this.stopped) return;
    this.timer = setTimeout(() => {
      this.running = this.turn().then((next) => this.schedule(next));
    }, delay);
    this.timer.unref();
  }

  /** @returns milliseconds until the next turn */
  private async turn(): Promise<number> {
    const every = this.options.every ?? 400;
    try {
      const client = (this.client ??= await this.connect());
      this.leading ||= await takeLock(client);
      if (!this.leading) return every * 5;
      const { count, head, more, seenBefore } = await linkRows(client, this.options.clock.now().toISOString(), this.seenBefore);
      this.seenBefore = seenBefore;
      if (count > 0) await this.options.witness?.keep(head);
      return more ? 0 : every;
    } catch (error) {
      this.log.warn(`the audit chain pauses: ${(error as Error).message}`);
      await this.leave();
      return every * 5;
    }
  }

  private async connect(): Promise<pg.Client> {
    const client = new pg.Client({ connectionString: this.options.databaseUrl, application_name: 'jingzhun audit chain' });
    // a lost connection shows at the next query
    client.on('error', () => undefined);
    await client.connect();
    return client;
  }

  private async leave(): Promise<void> {
    const { client } = this;
    this.client = undefined;
    this.leading = false;
    this.seenBefore = undefined;
    await client?.end().catch(() => undefined);
  }
}

async function takeLock(client: pg.Client): Promise<boolean> {
  const { rows } = await client.query<{ taken: boolean }>('select pg_try_advisory_lock($1) as taken', [ADVISORY_LOCKS.auditChain]);
  return rows[0]?.taken === true;
}
