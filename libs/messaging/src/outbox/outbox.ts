import { Inject, Injectable } from '@nestjs/common';
import type { EntityManager } from '@mikro-orm/postgresql';
import type { DraftOf, EventDefinition } from '@jingzhun/events/define-event';
import { MAX_DATA_BYTES } from '@jingzhun/events/envelope';
import { Clock, Database, newId } from '@jingzhun/persistence';
import { describeIssues } from '../cloud-event/codec.js';
import type { ReceivedEvent } from '../consume/received-event.js';
import { MESSAGING_OPTIONS, type MessagingOptions } from '../messaging-options.js';
import { OutboxMessageEntity } from './outbox-message.entity.js';

export interface Draft<Definition extends EventDefinition> {
  /** Division code of 12 digits: where it happened. */
  division: string;
  /** The record it is about: messages with the same key are published and handled in order. */
  orderingKey: string;
  data: DraftOf<Definition>;
  /** Absent: now. */
  occurredAt?: Date;
  /** The event this one follows from; carries correlation and trace on. */
  causedBy?: ReceivedEvent;
  /** Absent: that of `causedBy`, else this event begins a new chain. */
  correlationId?: string;
  traceparent?: string;
}

/** The event is not what its contract says, or not this department's to publish. A fault of the program, found before commit. */
export class EventRefused extends Error {
  constructor(type: string, detail: string) {
    super(`${type}: ${detail}`);
    this.name = 'EventRefused';
  }
}

/** The only way to publish: a row in the transaction of the change. */
@Injectable()
export class Outbox {
  constructor(
    @Inject(Database) private readonly database: Database,
    @Inject(Clock) private readonly clock: Clock,
    @Inject(MESSAGING_OPTIONS) private readonly options: Pick<MessagingOptions, 'department'>,
  ) {}

  /**
   * Adds one message to the caller's unit of work. Fields the contract does not know are left out.
   *
   * @returns the event's id
   * @throws EventRefused
   */
  add<Definition extends EventDefinition>(em: EntityManager, definition: Definition, draft: Draft<Definition>): string {
    const { division, orderingKey, causedBy } = draft;
    const data = this.check(definition, draft.data);
    const id = newId(this.clock);
    const now = this.clock.now();
    const message = em.create(OutboxMessageEntity, {
      id,
      type: definition.type,
      subject: definition.subject(division),
      orderingKey,
      occurredAt: draft.occurredAt ?? now,
      recordedAt: now,
      correlationId: draft.correlationId ?? causedBy?.correlationId ?? id,
      causationId: causedBy?.id ?? null,
      traceparent: draft.traceparent ?? causedBy?.traceparent ?? null,
      data,
    });
    em.persist(message);
    this.database.announce(em);
    return id;
  }

  private check(definition: EventDefinition, draft: unknown): unknown {
    if (definition.department !== this.options.department)
      throw new EventRefused(definition.type, `only ${definition.department} publishes it, not ${this.options.department}`);
    const parsed = definition.data.safeParse(draft);
    if (!parsed.success) throw new EventRefused(definition.type, describeIssues(parsed.error.issues));
    const bytes = Buffer.byteLength(JSON.stringify(parsed.data));
    if (bytes > MAX_DATA_BYTES) throw new EventRefused(definition.type, `${bytes} bytes of data, limit ${MAX_DATA_BYTES}`);
    return parsed.data;
  }
}
