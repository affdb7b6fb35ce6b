import { Inject, Injectable } from '@nestjs/common';
import type { EntityManager } from '@mikro-orm/postgresql';
import { JetStreamApiCodes, JetStreamApiError } from '@nats-io/jetstream';
import { Database, systemSession } from '@jingzhun/persistence';
import { BrokerConnection } from '../broker/connection.js';
import { Inbox } from '../inbox/inbox.js';
import { BrokerAway } from '../messaging.errors.js';
import type { ConsumerLoop } from './consumer-loop.js';

export interface ConsumerProgress {
  /** Messages of its filter that are settled, as the broker counts them. */
  settled: number;
  /** Messages not handled yet. */
  waiting: number;
}

/** The handlers of this service. */
@Injectable()
export class Consumers {
  private readonly loops = new Map<string, ConsumerLoop>();

  constructor(
    @Inject(BrokerConnection) private readonly connection: BrokerConnection,
    @Inject(Database) private readonly database: Database,
    @Inject(Inbox) private readonly inbox: Inbox,
  ) {}

  add(loop: ConsumerLoop): void {
    const { handler } = loop.subscription;
    if (this.loops.has(handler)) throw new Error(`two classes are the handler ${handler}`);
    this.loops.set(handler, loop);
  }

  all(): ConsumerLoop[] {
    return [...this.loops.values()];
  }

  find(handler: string): ConsumerLoop | undefined {
    return this.loops.get(handler);
  }

  /** @throws Error when this service has no such handler */
  get(handler: string): ConsumerLoop {
    const loop = this.find(handler);
    if (!loop) throw new Error(`this service has no handler ${handler}: list its class in MessagingModule.forFeature`);
    return loop;
  }

  async run(signal: AbortSignal): Promise<void> {
    await Promise.all(this.all().map((loop) => loop.run(signal)));
  }

  /**
   * Reads the stream again from its start. First, in one transaction that no handler can overlap, the handler's memory and what
   * `reset` names are emptied; then the durable goes, and the running loop makes it anew. Works from any instance.
   *
   * @throws BrokerAway before anything is emptied
   */
  async rebuild(handler: string, reset: (em: EntityManager) => Promise<void>): Promise<void> {
    const loop = this.get(handler);
    const broker = this.connection.now();
    if (!broker) throw new BrokerAway();
    await this.database.transaction(systemSession('consumer'), async (em) => {
      // waits for handlers under way: what they commit is seen and emptied as well
      await em.execute('lock table "inbox" in share row exclusive mode');
      await this.inbox.forget(em, handler);
      await reset(em);
    });
    try {
      await broker.jsm.consumers.delete(loop.stream, loop.durable);
    } catch (error) {
      if (!(error instanceof JetStreamApiError && error.code === JetStreamApiCodes.ConsumerNotFound)) throw error;
    }
    loop.reopen();
  }

  /** @returns undefined while the broker or the durable is away */
  async progress(handler: string): Promise<ConsumerProgress | undefined> {
    const loop = this.get(handler);
    try {
      const info = await this.connection.now()?.jsm.consumers.info(loop.stream, loop.durable);
      return info && { settled: info.ack_floor.consumer_seq, waiting: info.num_pending + info.num_ack_pending };
    } catch {
      return undefined;
    }
  }
}
