import { Module, type DynamicModule, type Type } from '@nestjs/common';
import { DiscoveryModule } from '@nestjs/core';
import { Database } from '@jingzhun/persistence';
import { BrokerConnection } from './broker/connection.js';
import { StreamKeeper } from './broker/stream-keeper.js';
import { ConsumerExplorer } from './consume/consumer-explorer.js';
import { Consumers } from './consume/consumers.js';
import type { EventHandler } from './consume/event-handler.js';
import { DeadLetterOffice } from './dead-letters/dead-letter-office.js';
import { Replay } from './dead-letters/replay.js';
import { Inbox } from './inbox/inbox.js';
import { Leadership } from './leadership.js';
import { MESSAGING_OPTIONS, resolveOptions, type MessagingOptions, type MessagingSettings } from './messaging-options.js';
import { MessagingRuntime } from './messaging.runtime.js';
import { DeadLettersController } from './operations/dead-letters.controller.js';
import { MessagingController } from './operations/messaging.controller.js';
import { MessagingHealth } from './operations/messaging-health.js';
import { MessagingMetrics } from './operations/messaging-metrics.js';
import { Outbox } from './outbox/outbox.js';
import { OutboxRelay } from './outbox/outbox-relay.js';

/** Outbox, relay, consumers and dead letters of one service. Needs `PersistenceModule` and, for its routes, `AuthModule`. */
@Module({})
export class MessagingModule {
  /** Once a service. The broker's address comes from the environment unless given. */
  static forRoot(settings: MessagingSettings): DynamicModule {
    return {
      module: MessagingModule,
      global: true,
      imports: [DiscoveryModule],
      controllers: [DeadLettersController, MessagingController],
      providers: [
        { provide: MESSAGING_OPTIONS, useFactory: () => resolveOptions(settings) },
        {
          provide: BrokerConnection,
          useFactory: (options: MessagingOptions) => new BrokerConnection(options),
          inject: [MESSAGING_OPTIONS],
        },
        { provide: Leadership, useFactory: (database: Database) => new Leadership(urlOf(database)), inject: [Database] },
        StreamKeeper,
        Outbox,
        OutboxRelay,
        Inbox,
        Consumers,
        ConsumerExplorer,
        DeadLetterOffice,
        Replay,
        MessagingHealth,
        MessagingMetrics,
        MessagingRuntime,
      ],
      exports: [Outbox, Consumers, MessagingHealth, MessagingMetrics],
    };
  }

  /**
   * Handlers of a feature: classes marked with `OnEvent`. A handler may as well be an ordinary provider of its feature's module.
   *
   * @param imports modules with what the handlers inject
   */
  static forFeature(handlers: readonly Type<EventHandler>[], imports: NonNullable<DynamicModule['imports']> = []): DynamicModule {
    return { module: FeatureConsumers, imports, providers: [...handlers], exports: [...handlers] };
  }
}

@Module({})
class FeatureConsumers {}

function urlOf(database: Database): string {
  const { connectionString } = database.pool.options;
  if (!connectionString) throw new Error('the database was opened without a connection string');
  return connectionString;
}
