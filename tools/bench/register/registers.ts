import { fork, type ChildProcess } from 'node:child_process';
import { openSync } from 'node:fs';
import path from 'node:path';
import { MikroORM } from '@mikro-orm/postgresql';
import pg from 'pg';
import { Database } from '@jingzhun/persistence';
import { ormOptions } from '../../../libs/persistence/src/orm-config.js';
import { definition } from '../../../apps/identification/src/mikro-orm.config.js';
import { writeCityWorkbook } from '../import/city-files.js';
import { NODE_FLAGS } from '../../launch/service-process.mjs';
import { ImportHarness } from '../import/import-harness.js';
import { multiplyRegister } from './multiply.js';

/** One register as the service meets it. */
export interface Register {
  runtimeUrl: string;
  /** As the service's role. */
  database: Database;
  superuser: pg.Client;
}

/** The city, imported from its workbook by the product's own code, and a copy ten times as large. */
export interface Registers {
  city: Register;
  ten: Register;
  villages: readonly string[];
  drop: () => Promise<void>;
}

export async function makeRegisters(folder: string): Promise<Registers> {
  const harness = await ImportHarness.start(folder);
  const villages = harness.villagesOn('2014-12-01');
  await harness.takeOver(await writeCityWorkbook(folder, villages, 1));
  await harness.superuser.query('vacuum (analyze)');
  const { test } = harness;
  const name = new URL(test.superuserUrl).pathname.slice(1);
  const at = (url: string, database: string): string => Object.assign(new URL(url), { pathname: `/${database}` }).toString();
  const server = new pg.Client({ connectionString: at(test.superuserUrl, 'postgres') });
  await harness.letGo();
  await server.connect();
  await server.query(`create database "${name}_ten" template "${name}" owner jz_identification_owner`);
  const open = async (database: string): Promise<Register> => {
    const runtimeUrl = at(test.runtimeUrl, database);
    const superuser = new pg.Client({ connectionString: at(test.superuserUrl, database) });
    await superuser.connect();
    const orm = await MikroORM.init({ ...ormOptions(definition, runtimeUrl), logger: () => undefined });
    return { runtimeUrl, database: new Database(orm, runtimeUrl), superuser };
  };
  const [city, ten] = [await open(name), await open(`${name}_ten`)];
  await multiplyRegister(ten.superuser, 10);
  await ten.superuser.query('checkpoint');
  return {
    city,
    ten,
    villages,
    drop: async () => {
      for (const { database, superuser } of [city, ten]) {
        await database.close();
        await superuser.end();
      }
      for (const one of [name, `${name}_ten`]) await server.query(`drop database "${one}" with (force)`);
      await server.end();
    },
  };
}

/** The service, and the hand-written route beside it in the same process. */
export interface ReadServer {
  ours: number;
  limit: number;
  /** Seconds of processor time the process has used. */
  cpu: () => Promise<number>;
  stop: () => Promise<void>;
}

export async function startReadServer(
  folder: string,
  databaseUrl: string,
  issuer: Record<string, string>,
  natsUrl: string,
): Promise<ReadServer> {
  const place = path.join(folder, `service-${new URL(databaseUrl).pathname.slice(1)}`);
  const child = fork(new URL('./read-server.ts', import.meta.url), {
    execArgv: [...process.execArgv, ...NODE_FLAGS],
    // its log is written as in production, to a file
    stdio: ['ignore', openSync(`${place}.log`, 'w'), 'inherit', 'ipc'],
    env: {
      ...process.env,
      NODE_ENV: 'production',
      JINGZHUN_IDENTIFICATION_DATABASE_URL: databaseUrl,
      JINGZHUN_IDENTIFICATION_PORT: '0',
      JINGZHUN_DATA: place,
      JINGZHUN_KEYS: path.join(folder, 'keys'),
      JINGZHUN_NATS_URL: natsUrl,
      ...issuer,
    },
  });
  const { ours, limit } = await answerOf<{ ours: number; limit: number }>(child);
  return {
    ours,
    limit,
    cpu: async () => {
      child.send('cpu');
      return (await answerOf<{ seconds: number }>(child)).seconds;
    },
    stop: () =>
      new Promise((resolve) => {
        child.once('exit', () => resolve());
        child.kill('SIGTERM');
      }),
  };
}

const answerOf = <T>(child: ChildProcess): Promise<T> =>
  new Promise((resolve, reject) => {
    const ended = (code: number | null): void => reject(new Error(`the service ended with ${code}`));
    child.once('exit', ended);
    child.once('message', (message) => {
      child.off('exit', ended);
      resolve(message as T);
    });
  });
