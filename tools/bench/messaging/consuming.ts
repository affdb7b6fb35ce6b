import { Injectable, type INestApplicationContext } from '@nestjs/common';
import type { EntityManager } from '@mikro-orm/postgresql';
import { AckPolicy, jetstream, jetstreamManager } from '@nats-io/jetstream';
import { OnEvent, type EventHandler, type ReceivedEvent } from '@jingzhun/messaging';
import { startMessaging, until } from '@jingzhun/messaging/testing';
import { grant, systemSession } from '@jingzhun/persistence';
import { Consumers } from '../../../libs/messaging/src/consume/consumers.js';
import { OrderedPublisher } from '../../../libs/messaging/src/outbox/ordered-publisher.js';
import { interleave, ratios } from '../interleave.js';
import type { BenchEnvironment } from '../main.js';
import { resultOf, type BenchResult } from '../result.js';
import { STREAM, type Broker } from './broker.js';
import { openTown, publications, publishInBatches, type Town } from './town.js';

const EVENTS = 30_000;
const PEER_MESSAGES = 1_000;

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

export async function consuming({ rounds }: BenchEnvironment, { nc, url: natsUrl, purge }: Broker, town: Town): Promise<BenchResult[]> {
  const manager = await jetstreamManager(nc);
  const finance = await openTown('finance', [
    'create table projection (household uuid primary key, version int not null)',
    grant('finance', 'projection'),
  ]);
  const publisher = new OrderedPublisher(nc, '_INBOX_fill', 30_000);
  await purge();
  await publishInBatches(publisher, await publications(town, EVENTS));
  const durable = 'finance__project-households';
  const forget = async (): Promise<void> => {
    await manager.consumers.delete(STREAM, durable).catch(() => undefined);
    await finance.truncate('inbox', 'projection');
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
        prepare: async () => {
          await forget();
          app = await startMessaging({ department: 'finance', database: finance.database, servers: natsUrl, handlers: [Project] });
        },
        run: async () => {
          const handled = (): number => app?.get(Consumers).get('project-households').state.handled ?? 0;
          // the start of the service is not what is measured: what it has done until now does not count
          const before = handled();
          const started = performance.now();
          await until('all events are handled', () => handled() >= EVENTS, 120_000);
          return { seconds: (((performance.now() - started) / 1000) * EVENTS) / (EVENTS - before) };
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
    resultOf('consume with effect once', 'consume, parse, acknowledge, no database', ratios(timings, 'consume, parse, ack', 'ours'), 0.4),
    resultOf('consume with effect once', 'one message, one transaction', ratios(timings, 'one message, one transaction', 'ours'), 15),
  ];
}
