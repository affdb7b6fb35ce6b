// Publishing, relaying and consuming with effect once, against the broker's own limit and against what one would write first.
import { randomUUID } from 'node:crypto';
import { Injectable, type INestApplicationContext } from '@nestjs/common';
import type { EntityManager } from '@mikro-orm/postgresql';
import { Migration } from '@mikro-orm/migrations';
import { AckPolicy, jetstream, jetstreamManager, RetentionPolicy, StorageType } from '@nats-io/jetstream';
import { connect, type NatsConnection } from '@nats-io/transport-node';
import type pg from 'pg';
import { HouseholdRegisteredV1 } from '@jingzhun/events/identification/household-registered.v1';
import { goldenSample } from '@jingzhun/events/samples';
import { OnEvent, type EventHandler, type ReceivedEvent } from '@jingzhun/messaging';
import { messagingEntities, messagingTables } from '@jingzhun/messaging';
import { startMessaging, until } from '@jingzhun/messaging/testing';
import {
  grant,
  persistenceFoundation,
  systemSession,
  type Database,
  type DatabaseDefinition,
  type Department,
} from '@jingzhun/persistence';
import { createTestDatabase } from '@jingzhun/persistence/testing';
import { Consumers } from '../../libs/messaging/src/consume/consumers.js';
import { OrderedPublisher, type Publication } from '../../libs/messaging/src/outbox/ordered-publisher.js';
import { OutboxRelay } from '../../libs/messaging/src/outbox/outbox-relay.js';
import { READ_OUTBOX, toPublication, type OutboxRow } from '../../libs/messaging/src/outbox/outbox-row.js';
import { interleave, ratios } from './interleave.js';
import type { Benchmark, BenchEnvironment } from './main.js';
import { resultOf, type BenchResult } from './result.js';

const MESSAGES = 10_000;
/** More, because the start of the service counts too. */
const EVENTS = 30_000;
const PEER_MESSAGES = 1_000;
const STREAM = 'JZ_IDENTIFICATION';

const benchmark: Benchmark = {
  name: 'Messaging: publish, relay, consume with effect once (file storage; the same sync mode on both sides)',
  async run(environment) {
    const town = await openTown();
    try {
      const results: BenchResult[] = [];
      for (const mode of [
        { sync: 'sync always', url: environment.natsUrl, againstPeers: false },
        { sync: 'sync every 2 minutes', url: environment.relaxedNatsUrl, againstPeers: true },
      ]) {
        const broker = await openBroker(mode);
        results.push(...(await publishing(environment, broker, town)), ...(await relaying(environment, broker, town)));
        if (mode.sync === 'sync always') results.push(...(await consuming(environment, broker, town)));
        await broker.nc.close();
      }
      return results;
    } finally {
      await town.close();
    }
  },
};
export default benchmark;

/** Rows as a service leaves them, each a household of its own. */
const insertRows = async (client: pg.ClientBase, count: number): Promise<void> => {
  const { data } = goldenSample(HouseholdRegisteredV1.type);
  await client.query(
    `insert into outbox (id, type, subject, ordering_key, occurred_at, recorded_at, correlation_id, data)
     select uuidv7(), $1, $2, i::text, $3, $3, $4, $5::jsonb || jsonb_build_object('householdId', uuidv7(), 'version', 1)
     from generate_series(1, $6) i`,
    [HouseholdRegisteredV1.type, `jz.${HouseholdRegisteredV1.type}.360781.102.208`, new Date(0), randomUUID(), JSON.stringify(data), count],
  );
};

async function publications(database: Database, count: number): Promise<Publication[]> {
  return database.connection(systemSession('relay'), async (client) => {
    await insertRows(client, count);
    const { rows } = await client.query<OutboxRow>(READ_OUTBOX, [count, []]);
    await client.query('delete from outbox');
    return rows.map((row) => {
      const publication = toPublication(row);
      if ('unpublishable' in publication) throw new Error(publication.unpublishable);
      return publication;
    });
  });
}

async function publishInBatches(publisher: OrderedPublisher, messages: readonly Publication[]): Promise<void> {
  for (let at = 0; at < messages.length; at += 1_000) {
    const batch = messages.slice(at, at + 1_000);
    const { stored } = await publisher.publish(batch);
    if (stored.length !== batch.length) throw new Error(`${batch.length - stored.length} messages were not stored`);
  }
}

interface Broker {
  nc: NatsConnection;
  url: string;
  sync: string;
  /** Where every message waits for the disk, no client is faster than another: peers are compared where they differ. */
  againstPeers: boolean;
  purge: () => Promise<void>;
  stored: (count: number) => Promise<void>;
}

async function openBroker(mode: Pick<Broker, 'sync' | 'url' | 'againstPeers'>): Promise<Broker> {
  const nc = await connect({ servers: mode.url });
  const manager = await jetstreamManager(nc);
  await manager.streams.add({
    name: STREAM,
    subjects: ['jz.identification.>'],
    storage: StorageType.File,
    retention: RetentionPolicy.Limits,
    duplicate_window: 120 * 1e9,
  });
  return {
    ...mode,
    nc,
    purge: async () => void (await manager.streams.purge(STREAM)),
    stored: (count) =>
      until('the stream holds all', async () => (await manager.streams.info(STREAM)).state.messages >= count, 60_000).then(() => undefined),
  };
}

async function publishing(
  { rounds }: BenchEnvironment,
  { nc, purge, stored, sync, againstPeers }: Broker,
  town: Town,
): Promise<BenchResult[]> {
  const publisher = new OrderedPublisher(nc, '_INBOX_bench', 30_000);
  const js = jetstream(nc, { timeout: 60_000 });
  let messages: Publication[] = [];
  const prepare = async (): Promise<void> => {
    await purge();
    messages = await publications(town.database, MESSAGES);
  };
  const timings = await interleave(
    [
      {
        name: 'core publish until stored',
        prepare,
        run: async () => {
          for (const { subject, data, headers } of messages) nc.publish(subject, data, { headers });
          await stored(MESSAGES);
        },
      },
      {
        name: 'js.publish, window 1000',
        prepare,
        run: async () => {
          for (let at = 0; at < messages.length; at += 1_000)
            await Promise.all(messages.slice(at, at + 1_000).map(({ subject, data, headers }) => js.publish(subject, data, { headers })));
        },
      },
      { name: 'ours', prepare, run: () => publishInBatches(publisher, messages) },
    ],
    rounds,
  );
  publisher.close();
  const name = `publish with an ack and a message id, ${sync}`;
  const limit = resultOf(name, 'core publish until the stream holds all', ratios(timings, 'core publish until stored', 'ours'), 0.35);
  if (!againstPeers) return [limit];
  return [limit, resultOf(name, 'js.publish, window 1000', ratios(timings, 'js.publish, window 1000', 'ours'), 2.5)];
}

async function relaying(
  { rounds }: BenchEnvironment,
  { nc, url: natsUrl, purge, sync, againstPeers }: Broker,
  town: Town,
): Promise<BenchResult[]> {
  const js = jetstream(nc, { timeout: 60_000 });
  const publisher = new OrderedPublisher(nc, '_INBOX_limit', 30_000);
  let messages: Publication[] = [];
  let app: INestApplicationContext | undefined;
  const fill = async (): Promise<void> => {
    await purge();
    await town.database.connection(systemSession('import'), (client) => insertRows(client, MESSAGES));
  };
  const empty = (): Promise<void> =>
    town.database.connection(systemSession('relay'), async (client) => void (await client.query('delete from outbox')));
  const timings = await interleave(
    [
      {
        name: 'publish only',
        prepare: async () => {
          await purge();
          messages = await publications(town.database, MESSAGES);
        },
        run: () => publishInBatches(publisher, messages),
      },
      {
        name: 'poll 500 and js.publish',
        prepare: fill,
        run: async () => {
          for (let left = MESSAGES; left > 0; left -= 500)
            await town.database.connection(systemSession('relay'), async (client) => {
              const { rows } = await client.query<OutboxRow>(READ_OUTBOX, [500, []]);
              await Promise.all(
                rows.map((row) => {
                  const made = toPublication(row);
                  if ('unpublishable' in made) throw new Error(made.unpublishable);
                  return js.publish(made.subject, made.data, { headers: made.headers });
                }),
              );
              await client.query('delete from outbox where seq = any ($1::bigint[])', [rows.map(({ seq }) => seq)]);
            });
        },
      },
      {
        name: 'ours',
        prepare: async () => {
          app = await startMessaging({
            department: 'identification',
            database: town.database,
            servers: natsUrl,
            relay: { pollMs: 3_600_000 },
          });
          await until('the relay is connected', () => app?.get(OutboxRelay).state.problem === undefined, 5_000);
          await fill();
        },
        run: async () => {
          app?.get(OutboxRelay).ring();
          await until('all rows are published', () => (app?.get(OutboxRelay).state.published ?? 0) >= MESSAGES, 120_000);
        },
        finish: async () => {
          await app?.close();
          await empty();
        },
      },
    ],
    rounds,
  );
  publisher.close();
  const name = `relay of ${MESSAGES} outbox rows, ${sync}`;
  const limit = resultOf(name, 'publish only, the same messages', ratios(timings, 'publish only', 'ours'), 0.4);
  if (!againstPeers) return [limit];
  return [limit, resultOf(name, 'poll 500 rows, js.publish, delete', ratios(timings, 'poll 500 and js.publish', 'ours'), 2.5)];
}

const UPSERT = `insert into projection (household, version)
  select household, version from unnest($1::uuid[], $2::int[]) as fresh (household, version)
  on conflict (household) do update set version = excluded.version where projection.version < excluded.version`;

@OnEvent('project-households')
@Injectable()
class Project implements EventHandler {
  async handle(batch: readonly ReceivedEvent[], em: EntityManager): Promise<void> {
    const data = batch.map((event) => event.data as { householdId: string; version: number });
    await em.execute(UPSERT.replace(/\$\d/g, '?'), [
      `{${data.map(({ householdId }) => householdId).join(',')}}`,
      `{${data.map(({ version }) => version).join(',')}}`,
    ]);
  }
}

async function consuming({ rounds }: BenchEnvironment, { nc, url: natsUrl, purge }: Broker, town: Town): Promise<BenchResult[]> {
  const manager = await jetstreamManager(nc);
  const finance = await openTown('finance', [
    'create table projection (household uuid primary key, version int not null)',
    grant('finance', 'projection'),
  ]);
  const publisher = new OrderedPublisher(nc, '_INBOX_fill', 30_000);
  await purge();
  await publishInBatches(publisher, await publications(town.database, EVENTS));
  const durable = 'finance__project-households';
  const forget = async (): Promise<void> => {
    await manager.consumers.delete(STREAM, durable).catch(() => undefined);
    await finance.database.connection(systemSession('consumer'), (client) =>
      client.query('delete from inbox').then(() => client.query('delete from projection')),
    );
  };
  const consume = async (
    count: number,
    batch: number,
    effect: (events: { id: string; data: { householdId: string; version: number } }[]) => Promise<void>,
  ): Promise<void> => {
    await manager.consumers.add(STREAM, { durable_name: durable, ack_policy: AckPolicy.Explicit, max_ack_pending: 10_000 });
    const consumer = await jetstream(nc).consumers.get(STREAM, durable);
    let done = 0;
    while (done < count) {
      const messages = [];
      for await (const message of await consumer.fetch({ max_messages: batch, expires: 2_000 })) messages.push(message);
      await effect(messages.map((message) => ({ id: message.headers?.get('ce-id') ?? '', data: message.json() })));
      for (const message of messages) message.ack();
      done += messages.length;
    }
  };
  const once = (events: { id: string; data: { householdId: string; version: number } }[]): Promise<void> =>
    finance.database.connection(systemSession('consumer'), async (client) => {
      for (const { id, data } of events) {
        const { rowCount } = await client.query(
          'insert into inbox (handler, event_id, received_at) values ($1, $2, $3) on conflict do nothing',
          ['peer', id, new Date(0)],
        );
        if (rowCount === 1) await client.query(UPSERT, [[data.householdId], [data.version]]);
      }
    });
  let app: INestApplicationContext | undefined;
  const timings = await interleave(
    [
      { name: 'consume, parse, ack', prepare: forget, run: () => consume(EVENTS, 500, async () => undefined) },
      {
        name: 'one message, one transaction',
        prepare: forget,
        run: async () => {
          const started = performance.now();
          await consume(PEER_MESSAGES, 1, once);
          // a tenth of the messages, because it takes that long
          return { seconds: ((performance.now() - started) / 1000) * (EVENTS / PEER_MESSAGES) };
        },
      },
      {
        name: 'ours',
        prepare: forget,
        run: async () => {
          app = await startMessaging({ department: 'finance', database: finance.database, servers: natsUrl, handlers: [Project] });
          await until(
            'all events are handled',
            () => (app?.get(Consumers).get('project-households').state.handled ?? 0) >= EVENTS,
            120_000,
          );
        },
        finish: async () => {
          await app?.close();
          const { rows } = await finance.database.pool.query<{ n: number }>('select count(*) n from projection');
          if (rows[0]?.n !== EVENTS) throw new Error(`the projection has ${rows[0]?.n} rows`);
        },
      },
    ],
    rounds,
  );
  publisher.close();
  await finance.close();
  return [
    resultOf(
      'consume with effect once, from the start of the service',
      'consume, parse, acknowledge, no database',
      ratios(timings, 'consume, parse, ack', 'ours'),
      0.4,
    ),
    resultOf(
      'consume with effect once, from the start of the service',
      'one message, one transaction',
      ratios(timings, 'one message, one transaction', 'ours'),
      15,
    ),
  ];
}

interface Town {
  database: Database;
  close: () => Promise<void>;
}

async function openTown(department: Department = 'identification', more: string[] = []): Promise<Town> {
  class Tables extends Migration {
    override up(): void {
      for (const sql of [...persistenceFoundation(department), ...messagingTables(department), ...more]) this.addSql(sql);
    }
  }
  const definition: DatabaseDefinition = { department, entities: messagingEntities, migrations: [Tables] };
  const test = await createTestDatabase(definition);
  const database = await test.open();
  return {
    database,
    close: async () => {
      await database.close();
      await test.drop();
    },
  };
}
