import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { Test } from '@nestjs/testing';
import type { NestExpressApplication } from '@nestjs/platform-express';
import { Clock } from '@jingzhun/persistence';
import { createTestDatabase, type TestDatabase } from '@jingzhun/persistence/testing';
import { configureService } from '@jingzhun/service-shell';
import { AppModule } from '../src/app.module.js';
import { MACHINE_TIME } from '../src/machine-time.js';
import { definition } from '../src/mikro-orm.config.js';
import { openPublicDoor } from '../src/public-door.js';
import { Browser } from './browser.js';

export interface TestGateway {
  app: NestExpressApplication;
  origin: string;
  folder: string;
  database: TestDatabase;
  /** Machine time of the gateway; can be moved forward. */
  machine: Clock;
  browser(): Browser;
  stop(): Promise<void>;
}

/** The gateway as `main.ts` starts it, on a free port with a database of its own; nothing in it is replaced but the machine's time. */
export async function startGateway(env: Record<string, string> = {}, known: { database?: TestDatabase } = {}): Promise<TestGateway> {
  const folder = await mkdtemp(path.join(tmpdir(), 'jingzhun-gateway-'));
  const database = known.database ?? (await createTestDatabase(definition));
  const variables: Record<string, string> = {
    JINGZHUN_GATEWAY_DATABASE_URL: database.runtimeUrl,
    JINGZHUN_GATEWAY_PORT: '0',
    JINGZHUN_DATA: path.join(folder, 'data'),
    JINGZHUN_KEYS: path.join(folder, 'keys'),
    JINGZHUN_NATS_URL: process.env['TEST_NATS_URL'] ?? '',
    JINGZHUN_LOG_LEVEL: 'silent',
    JINGZHUN_DEMO: 'on',
    JINGZHUN_ISSUER: 'http://jingzhun.test',
    ...env,
  };
  const before = Object.keys(variables).map((name) => [name, process.env[name]] as const);
  Object.assign(process.env, variables);
  const machine = new Clock();
  const testing = await Test.createTestingModule({ imports: [AppModule] })
    .overrideProvider(MACHINE_TIME)
    .useValue(machine)
    .compile();
  const app = testing.createNestApplication<NestExpressApplication>({ bodyParser: false, logger: ['error'], forceCloseConnections: true });
  openPublicDoor(app);
  configureService(app, 'gateway');
  await app.listen(0, '127.0.0.1');
  const origin = (await app.getUrl()).replace('[::1]', '127.0.0.1');
  return {
    app,
    origin,
    folder,
    database,
    machine,
    browser: () => new Browser(origin),
    stop: async () => {
      await app.close();
      if (!known.database) await database.drop();
      for (const [name, value] of before) {
        if (value === undefined) delete process.env[name];
        else process.env[name] = value;
      }
      await rm(folder, { recursive: true, force: true });
    },
  };
}
