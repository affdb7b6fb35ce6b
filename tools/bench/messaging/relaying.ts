import type { INestApplicationContext } from '@nestjs/common';
import { jetstream } from '@nats-io/jetstream';
import { startMessaging, until } from '@jingzhun/messaging/testing';
import { systemSession } from '@jingzhun/persistence';
import { OrderedPublisher, type Publication } from '../../../libs/messaging/src/outbox/ordered-publisher.js';
import { OutboxRelay } from '../../../libs/messaging/src/outbox/outbox-relay.js';
import { READ_OUTBOX, type OutboxRow } from '../../../libs/messaging/src/outbox/outbox-row.js';
import { interleave, ratios } from '../interleave.js';
import type { BenchEnvironment } from '../main.js';
import { resultOf, type BenchResult } from '../result.js';
import type { Broker } from './broker.js';
import { insertRows, plainHeaders, publications, publishInBatches, type Town } from './town.js';

export async function relaying(
  { rounds }: BenchEnvironment,
  { nc, url: natsUrl, purge, sync, messages: count, againstPeers }: Broker,
  town: Town,
): Promise<BenchResult[]> {
  const js = jetstream(nc, { timeout: 60_000 });
  const publisher = new OrderedPublisher(nc, '_INBOX_limit', 30_000);
  let messages: Publication[] = [];
  let app: INestApplicationContext | undefined;
  const fill = async (): Promise<void> => {
    await purge();
    await town.truncate('outbox');
    await town.database.connection(systemSession('import'), (client) => insertRows(client, count));
  };
  const peer = {
    name: 'poll 500 and js.publish',
    prepare: fill,
    run: async () => {
      for (let left = count; left > 0; left -= 500)
        await town.database.connection(systemSession('relay'), async (client) => {
          const { rows } = await client.query<OutboxRow>(READ_OUTBOX, [500, []]);
          await Promise.all(rows.map((row) => js.publish(row.subject, row.data, { headers: plainHeaders(row) })));
          await client.query('delete from outbox where seq = any ($1::bigint[])', [rows.map(({ seq }) => seq)]);
        });
    },
  };
  const timings = await interleave(
    [
      {
        name: 'publish only',
        prepare: async () => {
          await purge();
          messages = await publications(town, count);
        },
        run: () => publishInBatches(publisher, messages),
      },
      ...(againstPeers ? [peer] : []),
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
          await until('all rows are published', () => (app?.get(OutboxRelay).state.published ?? 0) >= count, 120_000);
        },
        finish: async () => {
          await app?.close();
          await town.truncate('outbox');
        },
      },
    ],
    rounds,
  );
  publisher.close();
  const name = `relay of ${count} outbox rows, ${sync}`;
  const limit = resultOf(name, 'publish only, the same messages', ratios(timings, 'publish only', 'ours'), 0.4);
  if (!againstPeers) return [limit];
  return [limit, resultOf(name, 'poll 500 rows, js.publish, delete', ratios(timings, 'poll 500 and js.publish', 'ours'), 2.5)];
}
