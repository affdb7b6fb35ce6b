import { systemSession, type Database } from '@jingzhun/persistence';
import type { Inbox } from '../inbox/inbox.js';
import type { EventHandler } from './event-handler.js';
import type { ReceivedEvent } from './received-event.js';

/** What a handler does to the database, once an event: inbox rows and effect share a transaction. */
export class Effect {
  constructor(
    readonly handlerName: string,
    private readonly handler: EventHandler,
    private readonly database: Database,
    private readonly inbox: Inbox,
  ) {}

  /** @returns how many of the events were new */
  once(events: readonly ReceivedEvent[]): Promise<number> {
    return this.database.transaction(systemSession('consumer'), async (em) => {
      const unseen = await this.inbox.claim(
        em,
        this.handlerName,
        events.map(({ id }) => id),
      );
      // delete() is true once an id: the same event twice in a batch is handled once
      const fresh = events.filter(({ id }) => unseen.delete(id));
      if (fresh.length > 0) await this.handler.handle(fresh, em);
      return fresh.length;
    });
  }
}
