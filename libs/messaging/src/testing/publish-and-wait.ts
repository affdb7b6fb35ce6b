import type { INestApplicationContext } from '@nestjs/common';
import type { EntityManager } from '@mikro-orm/postgresql';
import { Database, systemSession } from '@jingzhun/persistence';
import { Outbox } from '../outbox/outbox.js';
import { until } from './until.js';

/** Runs a change that adds messages, and waits until the relay has published everything in the outbox. */
export async function publishAndWait(app: INestApplicationContext, change: (outbox: Outbox, em: EntityManager) => void): Promise<void> {
  const database = app.get(Database, { strict: false });
  const outbox = app.get(Outbox, { strict: false });
  await database.transaction(systemSession('import'), async (em) => change(outbox, em));
  await outboxEmpty(database);
}

export const outboxEmpty = (database: Database): Promise<boolean> =>
  until('the outbox is empty', async () => (await outboxSize(database)) === 0);

export const outboxSize = (database: Database): Promise<number> =>
  database.connection(systemSession('relay'), async (client) => {
    const { rows } = await client.query<{ count: number }>('select count(*) as count from "outbox"');
    return rows[0]!.count;
  });
