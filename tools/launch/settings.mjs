import { accessSync, constants, mkdirSync } from 'node:fs';
import path from 'node:path';
import { demoClocks } from '../demo/clock.mjs';
import { PROCESSES, variableOf } from '../local-stack/departments.mjs';

const refuse = (message) => {
  throw new Error(message);
};

/** What the command line and the environment ask for. Throws with what to change when that makes no sense. */
export function readSettings(root, args, env) {
  const unknown = args.filter((arg) => arg !== '--single');
  if (unknown.length > 0) refuse(`Unknown option ${unknown.join(' ')}. There is one: npm start -- --single (all services in one process).`);
  const demo = env.JINGZHUN_DEMO ?? 'on';
  if (demo !== 'on' && demo !== 'off') refuse(`JINGZHUN_DEMO is ${JSON.stringify(demo)}; it is on (default) or off.`);
  if (env.JINGZHUN_CLOCK && demo === 'off')
    refuse('JINGZHUN_CLOCK sets the clock of the demonstration; it is refused when JINGZHUN_DEMO is off. Unset one of the two.');
  const own = Object.keys(env).find((name) => /^JINGZHUN_[A-Z]+_CLOCK$/.test(name) && env[name]);
  if (own) refuse(`${own} is set by npm start itself while the past of a department is filled in. Unset it.`);
  if (env.JINGZHUN_CLOCK && Number.isNaN(Date.parse(env.JINGZHUN_CLOCK)))
    refuse('JINGZHUN_CLOCK is not an instant such as 2016-03-01T08:00:00+08:00.');
  const port = Number(env.JINGZHUN_PORT ?? 8080);
  if (!Number.isInteger(port) || port < 1 || port > 65_535) refuse('JINGZHUN_PORT is a port between 1 and 65535.');
  if (Boolean(env.JINGZHUN_TLS_CERT_FILE) !== Boolean(env.JINGZHUN_TLS_KEY_FILE))
    refuse('JINGZHUN_TLS_CERT_FILE and JINGZHUN_TLS_KEY_FILE belong together: set both or none.');
  if (demo === 'on' && (env.JINGZHUN_COUNTY_PACK || 'ruijin') !== 'ruijin')
    refuse('The demonstration is the city of Ruijin. With a county of your own (JINGZHUN_COUNTY_PACK) set JINGZHUN_DEMO=off.');
  const data = writableFolder(path.resolve(root, env.JINGZHUN_DATA ?? '.data'));
  return {
    root,
    data,
    secrets: path.join(data, 'secrets'),
    keys: path.resolve(root, env.JINGZHUN_KEYS ?? path.join(data, 'keys')),
    logs: path.join(data, 'logs'),
    run: path.join(data, 'run'),
    demo: demo === 'on',
    /** `clock()`: what the clock of the demonstration shows now, `behind`: that of finance; undefined: real time. */
    ...(demo === 'on' ? demoClocks(data, env.JINGZHUN_CLOCK) : {}),
    single: args.includes('--single'),
    port,
    tls: Boolean(env.JINGZHUN_TLS_CERT_FILE),
    publicUrl: env.JINGZHUN_PUBLIC_URL || undefined,
    countyPack: env.JINGZHUN_COUNTY_PACK || undefined,
    serverUrl: env.JINGZHUN_DATABASE_URL,
    natsUrl: env.JINGZHUN_NATS_URL,
    /** Databases made by an administrator: department → URLs. */
    readyDatabases: Object.fromEntries(
      PROCESSES.filter((name) => env[variableOf(name, 'DATABASE_URL')]).map((name) => [
        name,
        { runtimeUrl: env[variableOf(name, 'DATABASE_URL')], ownerUrl: env[variableOf(name, 'OWNER_DATABASE_URL')] },
      ]),
    ),
  };
}

function writableFolder(folder) {
  try {
    // others may pass through (the database server runs as its own user) but not look
    mkdirSync(folder, { recursive: true, mode: 0o711 });
    accessSync(folder, constants.W_OK);
    return folder;
  } catch (error) {
    return refuse(`The data folder ${folder} cannot be written (${error.code}). Set JINGZHUN_DATA to a folder that can.`);
  }
}
