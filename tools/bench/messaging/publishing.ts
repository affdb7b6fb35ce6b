import { jetstream } from '@nats-io/jetstream';
import { OrderedPublisher, type Publication } from '../../../libs/messaging/src/outbox/ordered-publisher.js';
import { interleave, ratios } from '../interleave.js';
import type { BenchEnvironment } from '../main.js';
import { resultOf, type BenchResult } from '../result.js';
import type { Broker } from './broker.js';
import { publications, publishInBatches, type Town } from './town.js';

export async function publishing(
  { rounds }: BenchEnvironment,
  { nc, purge, stored, sync, messages: count, againstPeers }: Broker,
  town: Town,
): Promise<BenchResult[]> {
  const publisher = new OrderedPublisher(nc, '_INBOX_bench', 30_000);
  const js = jetstream(nc, { timeout: 60_000 });
  let messages: Publication[] = [];
  const prepare = async (): Promise<void> => {
    await purge();
    messages = await publications(town, count);
  };
  const peer = {
    name: 'js.publish, window 1000',
    prepare,
    run: async () => {
      for (let at = 0; at < messages.length; at += 1_000)
        await Promise.all(messages.slice(at, at + 1_000).map(({ subject, data, headers }) => js.publish(subject, data, { headers })));
    },
  };
  const timings = await interleave(
    [
      {
        name: 'core publish until stored',
        prepare,
        run: async () => {
          for (const { subject, data, headers } of messages) nc.publish(subject, data, { headers });
          await stored(count);
        },
      },
      ...(againstPeers ? [peer] : []),
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
