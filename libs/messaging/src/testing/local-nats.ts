import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { natsServerConfig, type BrokerUser } from '@jingzhun/events/broker-config';

interface Started {
  url: string;
  port: number;
  stop(): Promise<void>;
}
type StartNats = (options?: { port?: number; config?: { text: string; file: string }; logFile?: string }) => Promise<Started>;

export interface LocalNats {
  readonly url: string;
  /** Configuration, log and `store`, the broker's files. */
  readonly folder: string;
  stop(): Promise<void>;
  /** Comes back on the same port, with the same files unless they are lost. */
  start(options?: { filesLost?: boolean }): Promise<void>;
  /** Stops it for good and removes its files. */
  remove(): Promise<void>;
}

/**
 * A NATS server of the test's own, with the product's configuration: files that survive a restart, `sync_interval: always`.
 *
 * @param users with their rights; without any there is no authentication
 */
export async function startLocalNats(users: readonly BrokerUser[] = []): Promise<LocalNats> {
  const stack = new URL('../../../../tools/local-stack/', import.meta.url);
  const { startNats } = (await import(new URL('nats.mjs', stack).href)) as { startNats: StartNats };
  const { freePort } = (await import(new URL('ports.mjs', stack).href)) as { freePort(): Promise<number> };
  const folder = await mkdtemp(join(tmpdir(), 'jingzhun-test-nats-'));
  const port = await freePort();
  const text = natsServerConfig({ port, storeDirectory: join(folder, 'store'), users });
  // without users an authorization block would refuse everybody
  const open = users.length > 0 ? text : text.slice(0, text.indexOf('authorization'));
  const begin = (): Promise<Started> =>
    startNats({ port, config: { text: open, file: join(folder, 'nats.conf') }, logFile: join(folder, 'nats.log') });
  let server: Started | undefined = await begin();
  const stop = async (): Promise<void> => {
    await server?.stop();
    server = undefined;
  };
  return {
    url: server.url,
    folder,
    stop,
    async start({ filesLost = false } = {}) {
      if (filesLost) await rm(join(folder, 'store'), { recursive: true, force: true });
      server ??= await begin();
    },
    async remove() {
      await stop();
      await rm(folder, { recursive: true, force: true });
    },
  };
}
