import path from 'node:path';
import { ensureDatabase } from '../local-stack/databases.mjs';
import { PROCESSES } from '../local-stack/departments.mjs';
import { forgetGroup, noteGroup } from '../local-stack/leftovers.mjs';
import { brokerConfig } from '../local-stack/nats-users.mjs';
import { startNats } from '../local-stack/nats.mjs';
import { freePorts } from '../local-stack/ports.mjs';
import { startPostgres } from '../local-stack/postgres.mjs';
import { passwordIn } from '../local-stack/secrets.mjs';
import { keepRunning } from './keep-running.mjs';

/** Every service holds up to three pools of eight or ten connections. */
const MAX_CONNECTIONS = 400;

/**
 * The database server and the broker, embedded or as the environment names them.
 *
 * @returns `{ databases: department → { runtimeUrl, ownerUrl }, natsUrl }`
 */
export async function startInfrastructure(settings, { stops, say }) {
  const [postgresPort, natsPort] = await freePorts(2);
  const databases = await startDatabases(settings, postgresPort, { stops, say });
  stops.throwIfStopping();
  stops.nextGroup();
  const natsUrl = settings.natsUrl ?? (await startBroker(settings, natsPort, { stops, say }));
  return { databases, natsUrl };
}

async function startDatabases(settings, port, { stops, say }) {
  const own = PROCESSES.filter((name) => !settings.readyDatabases[name]);
  if (own.length === 0) return settings.readyDatabases;
  const serverUrl = settings.serverUrl ?? (await startDatabaseServer(settings, port, { stops, say }));
  const databases = { ...settings.readyDatabases };
  for (const name of own) databases[name] = await ensureDatabase(serverUrl, name, settings.secrets);
  return databases;
}

async function startDatabaseServer(settings, port, { stops, say }) {
  const password = passwordIn(path.join(settings.secrets, 'postgres', 'superuser'));
  const logFile = path.join(settings.logs, 'postgres.log');
  const dataDir = path.join(settings.data, 'postgres');
  const start = async () =>
    noted(settings, 'postgres', await startPostgres({ dataDir, port, password, logFile, maxConnections: MAX_CONNECTIONS }));
  stops.add(await keepRunning({ name: 'postgres', start, log: logFile, say }));
  return `postgresql://postgres:${encodeURIComponent(password)}@127.0.0.1:${port}/postgres`;
}

async function startBroker(settings, port, { stops, say }) {
  const logFile = path.join(settings.logs, 'nats.log');
  const config = {
    file: path.join(settings.secrets, 'nats', 'server.conf'),
    text: await brokerConfig({ secrets: settings.secrets, port, storeDirectory: path.join(settings.data, 'nats') }),
  };
  const start = async () => noted(settings, 'nats', await startNats({ port, config, logFile }));
  stops.add(await keepRunning({ name: 'nats', start, log: logFile, say }));
  return `nats://127.0.0.1:${port}`;
}

function noted(settings, name, server) {
  noteGroup(settings.run, name, server.child.pid);
  return {
    child: server.child,
    async stop() {
      await server.stop();
      forgetGroup(settings.run, name);
    },
  };
}
