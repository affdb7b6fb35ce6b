import { existsSync } from 'node:fs';
import { PROCESSES, variableOf } from '../local-stack/departments.mjs';
import { seedFile } from '../local-stack/nats-users.mjs';

/** Variables that hold a right of one department; none of them is handed to another's process. */
const PRIVATE = /^JINGZHUN_(DATABASE_URL|[A-Z]+_(DATABASE_URL|OWNER_DATABASE_URL|NATS_SEED_FILE|ERASURE_SEED_FILE))$/;

const inherited = () =>
  Object.fromEntries(Object.entries(process.env).filter(([name]) => !PRIVATE.test(name) && name !== 'NODE_CHANNEL_FD'));

/** Name under which tokens are issued; services compare it, nobody resolves it. */
export const ISSUER = 'http://jingzhun.local';

/**
 * What each process gets: the shared addresses, and of the rights only its own.
 *
 * @param ports department → loopback port, the gateway's being the public one; and the issuer's inner port
 * @param databases department → `{ runtimeUrl, ownerUrl }`
 */
export function environments(settings, { ports, databases, natsUrl }) {
  const shared = {
    ...inherited(),
    NODE_ENV: 'production',
    JINGZHUN_DATA: settings.data,
    JINGZHUN_KEYS: settings.keys,
    JINGZHUN_NATS_URL: natsUrl,
    JINGZHUN_DEMO: settings.demo ? 'on' : 'off',
    JINGZHUN_PORT: String(ports.gateway),
    JINGZHUN_ISSUER: process.env.JINGZHUN_ISSUER ?? ISSUER,
    // the issuer's inner address: with TLS the public one carries a name that nobody here resolves
    JINGZHUN_GATEWAY_INNER_PORT: String(ports.issuer),
    JINGZHUN_JWKS_URL: process.env.JINGZHUN_JWKS_URL ?? `http://127.0.0.1:${ports.issuer}/jwks`,
    ...Object.fromEntries(PROCESSES.map((name) => [variableOf(name, 'PORT'), String(ports[name])])),
  };
  const ownRights = (name) => ({
    [variableOf(name, 'DATABASE_URL')]: databases[name].runtimeUrl,
    ...seedOf(settings, name),
  });
  return {
    ofService: (name) => ({ ...shared, ...ownRights(name) }),
    ofAllInOne: () => Object.assign({ ...shared }, ...PROCESSES.map(ownRights)),
    ofMigration: (name) => ({ ...shared, [variableOf(name, 'OWNER_DATABASE_URL')]: databases[name].ownerUrl }),
  };
}

export const addressOf = (settings, port) => `${settings.tls ? 'https' : 'http'}://127.0.0.1:${port}`;

function seedOf(settings, name) {
  const variable = variableOf(name, 'NATS_SEED_FILE');
  const file = process.env[variable] ?? seedFile(settings.secrets, name);
  return existsSync(file) ? { [variable]: file } : {};
}
