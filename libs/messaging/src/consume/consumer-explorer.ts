import { Inject, Injectable } from '@nestjs/common';
import { DiscoveryService } from '@nestjs/core';
import { getSubscription } from '@jingzhun/events/subscriptions';
import { Database } from '@jingzhun/persistence';
import { BrokerConnection } from '../broker/connection.js';
import { DeadLetterOffice } from '../dead-letters/dead-letter-office.js';
import { Inbox } from '../inbox/inbox.js';
import { MESSAGING_OPTIONS, type MessagingOptions } from '../messaging-options.js';
import { ConsumerLoop } from './consumer-loop.js';
import { Consumers } from './consumers.js';
import { Effect } from './effect.js';
import type { EventHandler } from './event-handler.js';
import { ON_EVENT } from './on-event.decorator.js';

/** Finds the classes marked with `OnEvent` and makes a loop for each. */
@Injectable()
export class ConsumerExplorer {
  constructor(
    @Inject(DiscoveryService) private readonly discovery: DiscoveryService,
    @Inject(Consumers) private readonly consumers: Consumers,
    @Inject(BrokerConnection) private readonly connection: BrokerConnection,
    @Inject(DeadLetterOffice) private readonly deadLetters: DeadLetterOffice,
    @Inject(Database) private readonly database: Database,
    @Inject(Inbox) private readonly inbox: Inbox,
    @Inject(MESSAGING_OPTIONS) private readonly options: MessagingOptions,
  ) {}

  /** @throws Error for a handler without a row in subscriptions.ts, or two classes for one */
  explore(): void {
    for (const { instance, metatype } of this.discovery.getProviders()) {
      const name = metatype && (Reflect.getMetadata(ON_EVENT, metatype) as string | undefined);
      if (name && isHandler(instance)) this.consumers.add(this.loopOf(name, instance));
    }
  }

  private loopOf(name: string, handler: EventHandler): ConsumerLoop {
    const subscription = getSubscription(this.options.department, name);
    const effect = new Effect(name, handler, this.database, this.inbox);
    return new ConsumerLoop(subscription, effect, this.connection, this.deadLetters, this.options.consume);
  }
}

const isHandler = (instance: unknown): instance is EventHandler =>
  typeof (instance as Partial<EventHandler> | undefined)?.handle === 'function';
