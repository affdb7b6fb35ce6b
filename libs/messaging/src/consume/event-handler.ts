import type { EntityManager } from '@mikro-orm/postgresql';
import type { ReceivedEvent } from './received-event.js';

/**
 * Handles events in the transaction that also remembers them as handled: what it does through `em` happens once. Gets a batch in
 * stream order, each event once; when the batch fails, the events come again one by one. Throw to refuse: never catch to log.
 */
export interface EventHandler {
  handle(batch: readonly ReceivedEvent[], em: EntityManager): Promise<void>;
}
