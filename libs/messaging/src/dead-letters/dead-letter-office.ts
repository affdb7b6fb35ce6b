import { Inject, Injectable } from '@nestjs/common';
import type { StoredMsg } from '@nats-io/jetstream';
import { deadLetterStreamOf, deadLetterSubject, deadLetterSubjects } from '@jingzhun/events/naming';
import type { Subscription } from '@jingzhun/events/subscriptions';
import { Clock } from '@jingzhun/persistence';
import { BrokerConnection, type Broker } from '../broker/connection.js';
import type { WireMessage } from '../consume/decode.js';
import { MESSAGING_OPTIONS, type MessagingOptions } from '../messaging-options.js';
import { BrokerAway } from '../messaging.errors.js';
import { toDeadLetter, toParked, type Cause, type DeadLetter } from './dead-letter.js';

export interface DeadLetterPage {
  items: DeadLetter[];
  /** Where to go on; undefined at the end. */
  next: number | undefined;
}

/** The department's stream of messages that could not be handled. */
@Injectable()
export class DeadLetterOffice {
  private readonly stream: string;

  constructor(
    @Inject(BrokerConnection) private readonly connection: BrokerConnection,
    @Inject(Clock) private readonly clock: Clock,
    @Inject(MESSAGING_OPTIONS) private readonly options: Pick<MessagingOptions, 'department'>,
  ) {
    this.stream = deadLetterStreamOf(options.department);
  }

  /** Stores a message with the reason; returns once the broker has it. */
  async park(subscription: Subscription, stream: string, sequence: number, message: WireMessage, cause: Cause): Promise<void> {
    const parked = toParked(subscription, stream, sequence, message, cause, this.clock.now());
    await this.broker().js.publish(parked.subject, parked.data, { headers: parked.headers, msgID: parked.id });
  }

  /** Oldest first. @param from sequence to begin at */
  async list({ handler, from = 1, limit = 50 }: { handler?: string; from?: number; limit?: number } = {}): Promise<DeadLetterPage> {
    const items: DeadLetter[] = [];
    let sequence = from;
    while (items.length < limit) {
      const stored = await this.nextFrom(sequence, handler);
      if (!stored) return { items, next: undefined };
      items.push(toDeadLetter(stored));
      sequence = stored.seq + 1;
    }
    return { items, next: (await this.nextFrom(sequence, handler)) ? sequence : undefined };
  }

  /** @returns undefined when there is no such dead letter (any more) */
  async find(sequence: number): Promise<StoredMsg | undefined> {
    return (await this.broker().jsm.streams.getMessage(this.stream, { seq: sequence })) ?? undefined;
  }

  /** Takes a dead letter out; its bytes are overwritten. */
  async remove(sequence: number): Promise<void> {
    await this.broker().jsm.streams.deleteMessage(this.stream, sequence, true);
  }

  /** How many wait. */
  async count(): Promise<number> {
    return (await this.broker().jsm.streams.info(this.stream)).state.messages;
  }

  private async nextFrom(sequence: number, handler: string | undefined): Promise<StoredMsg | undefined> {
    const { department } = this.options;
    const query = { seq: sequence, next_by_subj: handler ? deadLetterSubject(department, handler) : deadLetterSubjects(department) };
    try {
      return (await this.broker().jsm.streams.getMessage(this.stream, query)) ?? undefined;
    } catch (error) {
      // a service that has just started for the first time has declared no stream yet, and so has no dead letters
      if (error instanceof Error && error.name === 'StreamNotFoundError') return undefined;
      throw error;
    }
  }

  private broker(): Broker {
    const broker = this.connection.now();
    if (!broker) throw new BrokerAway();
    return broker;
  }
}
