// Two departments with a database each and one broker between them: what every promise is tested on.
import { Migration } from '@mikro-orm/migrations';
import { Injectable, type INestApplicationContext, type Type } from '@nestjs/common';
import type { EntityManager } from '@mikro-orm/postgresql';
import { goldenSample } from '@jingzhun/events/samples';
import { HouseholdRegisteredV1 } from '@jingzhun/events/identification/household-registered.v1';
import type { DraftOf } from '@jingzhun/events/define-event';
import {
  grant,
  persistenceFoundation,
  systemSession,
  type Database,
  type DatabaseDefinition,
  type Department,
} from '@jingzhun/persistence';
import { createTestDatabase, type TestDatabase } from '@jingzhun/persistence/testing';
import type { EventHandler } from '../consume/event-handler.js';
import { OnEvent } from '../consume/on-event.decorator.js';
import type { ReceivedEvent } from '../consume/received-event.js';
import type { Outbox } from '../outbox/outbox.js';
import { messagingEntities, messagingTables } from '../tables.js';
import { startLocalNats, startMessaging, type LocalNats, type TestMessaging } from '../testing/index.js';

const tablesFor = (department: Department): DatabaseDefinition['migrations'][number] =>
  class Tables extends Migration {
    override up(): void {
      for (const sql of [
        ...persistenceFoundation(department),
        ...messagingTables(department),
        'create table "seen" ("position" bigserial primary key, "event_id" uuid not null, "household" text not null, "version" int not null)',
        grant(department, 'seen'),
      ])
        this.addSql(sql);
    }
  };

export const definitionOf = (department: Department): DatabaseDefinition => ({
  department,
  entities: messagingEntities,
  migrations: [tablesFor(department)],
});

/** Writes down what it got; unique only by the inbox. */
@OnEvent('project-households')
@Injectable()
export class WriteDown implements EventHandler {
  async handle(batch: readonly ReceivedEvent[], em: EntityManager): Promise<void> {
    for (const { id, data } of batch) await writeDown(em, id, data as Published);
  }
}

export type Published = DraftOf<typeof HouseholdRegisteredV1>;
export const writeDown = (em: EntityManager, id: string, { householdId, version }: Published): Promise<unknown> =>
  em.execute('insert into "seen" ("event_id", "household", "version") values (?, ?, ?)', [id, householdId, version]);

const SAMPLE = goldenSample(HouseholdRegisteredV1.type).data as Published;

/** A household that differs from the golden one by its id. @param n names it */
export const household = (n: number, version = 1): Published => ({ ...SAMPLE, householdId: householdId(n), version });
export const householdId = (n: number): string => `014c2b0e-6a00-7000-8000-${n.toString(16).padStart(12, '0')}`;

export const register = (outbox: Outbox, em: EntityManager, n: number, version = 1): string =>
  outbox.add(em, HouseholdRegisteredV1, {
    division: '360781102208',
    orderingKey: householdId(n),
    data: household(n, version),
  });

export interface Seen {
  event_id: string;
  household: string;
  version: number;
}

export const seenBy = (database: Database): Promise<Seen[]> =>
  database.connection(systemSession('consumer'), async (client) => {
    const { rows } = await client.query<Seen>('select "event_id", "household", "version" from "seen" order by "position"');
    return rows;
  });

export interface Town {
  nats: LocalNats;
  identification: Database;
  finance: Database;
  databases: Record<'identification' | 'finance', TestDatabase>;
  /** identification with its relay. */
  publisher(settings?: Partial<TestMessaging>): Promise<INestApplicationContext>;
  /** finance with a handler. */
  subscriber(handlers?: Type<EventHandler>[], settings?: Partial<TestMessaging>): Promise<INestApplicationContext>;
  close(): Promise<void>;
}

/** Everything the test starts is stopped by `close`. */
export async function buildTown(databaseServer?: string): Promise<Town> {
  const nats = await startLocalNats();
  const databases = {
    identification: await createTestDatabase(definitionOf('identification'), databaseServer),
    finance: await createTestDatabase(definitionOf('finance'), databaseServer),
  };
  const [identification, finance] = [await databases.identification.open(), await databases.finance.open()];
  const apps: INestApplicationContext[] = [];
  const start = async (setup: TestMessaging): Promise<INestApplicationContext> => {
    const app = await startMessaging({ servers: nats.url, ...setup });
    apps.push(app);
    return app;
  };
  return {
    nats,
    databases,
    identification,
    finance,
    publisher: (settings) => start({ department: 'identification', database: identification, ...settings }),
    subscriber: (handlers = [WriteDown], settings) => start({ department: 'finance', database: finance, handlers, ...settings }),
    async close() {
      for (const app of apps) await app.close();
      await Promise.all([identification.close(), finance.close()]);
      await nats.remove();
      await Promise.all(Object.values(databases).map((database) => database.drop()));
    },
  };
}
