import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { lockData } from '../local-stack/data-lock.mjs';
import { startPostgres } from '../local-stack/postgres.mjs';
import { passwordIn } from '../local-stack/secrets.mjs';
import { exists } from '../local-stack/process-identity.mjs';

/**
 * A superuser's URL of the server that holds the data: JINGZHUN_DATABASE_URL, the embedded server that is running, or, when
 * Jingzhun is stopped, the embedded server started for the while.
 *
 * @returns `{ url, close, running }`
 */
export async function reachServer(data) {
  if (process.env.JINGZHUN_DATABASE_URL) return { url: process.env.JINGZHUN_DATABASE_URL, close: async () => undefined };
  const folder = path.join(data, 'postgres');
  const password = passwordIn(path.join(data, 'secrets', 'postgres', 'superuser'));
  const running = runningPort(folder);
  if (running)
    return {
      url: `postgresql://postgres:${encodeURIComponent(password)}@127.0.0.1:${running}/postgres`,
      close: async () => undefined,
      running: true,
    };
  const unlock = lockData(data);
  const server = await startPostgres({ dataDir: folder, password, logFile: path.join(data, 'logs', 'postgres.log') });
  return {
    url: server.url(),
    async close() {
      await server.stop();
      unlock();
    },
  };
}

function runningPort(folder) {
  const file = path.join(folder, 'postmaster.pid');
  if (!existsSync(file)) return undefined;
  const [pid, , , port] = readFileSync(file, 'utf8').split('\n');
  return exists(Number(pid)) ? Number(port) : undefined;
}

/** The same server, another database. */
export function databaseUrl(serverUrl, database) {
  const url = new URL(serverUrl);
  url.pathname = `/${database}`;
  return url.toString();
}
