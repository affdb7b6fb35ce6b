import {
  Inject,
  Injectable,
  Logger,
  type BeforeApplicationShutdown,
  type OnApplicationBootstrap,
  type OnApplicationShutdown,
} from '@nestjs/common';
import { Clock, Database } from '@jingzhun/persistence';
import { BrokerConnection } from './broker/connection.js';
import { StreamKeeper } from './broker/stream-keeper.js';
import { ConsumerExplorer } from './consume/consumer-explorer.js';
import { Consumers } from './consume/consumers.js';
import { describeFailure } from './consume/failure.js';
import { Inbox } from './inbox/inbox.js';
import { Leadership } from './leadership.js';
import { MESSAGING_OPTIONS, type MessagingOptions } from './messaging-options.js';
import { OutboxRelay } from './outbox/outbox-relay.js';
import { pause } from './pause.js';

const CLEANING_MS = 6 * 3_600_000;

/** Starts and stops everything of this library with the application. */
@Injectable()
export class MessagingRuntime implements OnApplicationBootstrap, BeforeApplicationShutdown, OnApplicationShutdown {
  private readonly log = new Logger(MessagingRuntime.name);
  private stopListening: (() => void) | undefined;

  constructor(
    @Inject(BrokerConnection) private readonly connection: BrokerConnection,
    @Inject(Leadership) private readonly leadership: Leadership,
    @Inject(StreamKeeper) private readonly streams: StreamKeeper,
    @Inject(OutboxRelay) private readonly relay: OutboxRelay,
    @Inject(Consumers) private readonly consumers: Consumers,
    @Inject(ConsumerExplorer) private readonly explorer: ConsumerExplorer,
    @Inject(Inbox) private readonly inbox: Inbox,
    @Inject(Database) private readonly database: Database,
    @Inject(Clock) readonly clock: Clock,
    @Inject(MESSAGING_OPTIONS) private readonly options: MessagingOptions,
  ) {}

  onApplicationBootstrap(): void {
    this.explorer.explore();
    this.stopListening = this.database.afterCommit(() => this.relay.ring());
    this.connection.open();
    this.leadership.start(async (client, signal) => {
      // one of them failing (the database went away) ends the others, and with them this term
      const ended = new AbortController();
      const both = AbortSignal.any([signal, ended.signal]);
      const parts = [this.streams.run(both), this.relay.run(client, both), this.consumers.run(both), this.cleanInbox(both)];
      const endings = await Promise.allSettled(
        parts.map((part) =>
          part.catch((error: unknown) => {
            ended.abort();
            throw error;
          }),
        ),
      );
      const failure = endings.find((ending) => ending.status === 'rejected');
      if (failure) throw failure.reason;
    });
  }

  /** What is being handled is finished; no new work begins. The database is still open. */
  async beforeApplicationShutdown(): Promise<void> {
    this.stopListening?.();
    await this.leadership.end();
  }

  async onApplicationShutdown(): Promise<void> {
    await this.connection.close();
  }

  private async cleanInbox(signal: AbortSignal): Promise<void> {
    while (!signal.aborted) {
      try {
        await this.inbox.clean(this.options.consume.inboxDays);
      } catch (error) {
        this.log.warn(`inbox not cleaned: ${describeFailure(error)}`);
      }
      await pause(CLEANING_MS, signal);
    }
  }
}
