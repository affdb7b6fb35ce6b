import type { EntityManager } from '@mikro-orm/postgresql';
import type { EventDefinition } from '@jingzhun/events/define-event';
import { EventRefused, type Draft } from '../outbox/outbox.js';

export interface RememberedMessage {
  type: string;
  subject: string;
  orderingKey: string;
  data: unknown;
}

/** In place of `Outbox` where a test asks only what would be published. Checks the contract like the real one. */
export class MemoryOutbox {
  readonly messages: RememberedMessage[] = [];

  add<Definition extends EventDefinition>(_em: EntityManager, definition: Definition, draft: Draft<Definition>): string {
    const parsed = definition.data.safeParse(draft.data);
    if (!parsed.success) throw new EventRefused(definition.type, 'the data is not what the contract says');
    const { type } = definition;
    this.messages.push({ type, subject: definition.subject(draft.division), orderingKey: draft.orderingKey, data: parsed.data });
    return `memory-${this.messages.length}`;
  }
}
