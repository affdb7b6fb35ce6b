import { chmod, mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';

interface Started {
  url(): string;
  child: { exitCode: number | null; signalCode: string | null; once(event: 'exit', listener: () => void): void };
  stop(): Promise<void>;
}
type StartPostgres = (options: { dataDir: string; port: number; password: string; logFile: string }) => Promise<Started>;

export interface LocalPostgres {
  /** Of a superuser; for `createTestDatabase`. */
  readonly url: string;
  /** As a power failure ends it: the postmaster and all it has started, without a checkpoint. */
  kill(): Promise<void>;
  /** Comes back on the same port with the same files. */
  start(): Promise<void>;
  /** Stops it for good and removes its files. */
  remove(): Promise<void>;
}

/** A PostgreSQL server of the test's own, durable as in production, that can be killed and started again. */
export async function startLocalPostgres(): Promise<LocalPostgres> {
  const stack = new URL('../../../../tools/local-stack/', import.meta.url);
  const { startPostgres } = (await import(new URL('postgres.mjs', stack).href)) as { startPostgres: StartPostgres };
  const { freePort } = (await import(new URL('ports.mjs', stack).href)) as { freePort(): Promise<number> };
  const folder = await mkdtemp(path.join(tmpdir(), 'jingzhun-test-pg-'));
  // as root the server runs as a user of its own and must be able to pass through
  await chmod(folder, 0o711);
  const options = { dataDir: path.join(folder, 'data'), port: await freePort(), password: 'test', logFile: path.join(folder, 'log') };
  let server: Started | undefined = await startPostgres(options);
  const url = server.url();
  return {
    url,
    async kill() {
      const { child } = server as Started;
      const ended = new Promise<void>((resolve) => child.once('exit', resolve));
      const [pid] = (await readFile(path.join(options.dataDir, 'postmaster.pid'), 'utf8')).split('\n');
      process.kill(Number(pid), 'SIGKILL');
      await ended;
      server = undefined;
    },
    async start() {
      server ??= await startPostgres(options);
    },
    async remove() {
      await server?.stop();
      await rm(folder, { recursive: true, force: true });
    },
  };
}
