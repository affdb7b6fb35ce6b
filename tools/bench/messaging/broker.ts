import { jetstreamManager, RetentionPolicy, StorageType } from '@nats-io/jetstream';
import { connect, type NatsConnection } from '@nats-io/transport-node';
import { until } from '@jingzhun/messaging/testing';

export const STREAM = 'JZ_IDENTIFICATION';

export interface Broker {
  nc: NatsConnection;
  url: string;
  sync: string;
  /** How many are published: fewer where each waits for the disk. */
  messages: number;
  /** Where every message waits for the disk, no client is faster than another: peers are compared where they differ. */
  againstPeers: boolean;
  purge: () => Promise<void>;
  stored: (count: number) => Promise<void>;
}

export async function openBroker(mode: Pick<Broker, 'sync' | 'url' | 'messages' | 'againstPeers'>): Promise<Broker> {
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
