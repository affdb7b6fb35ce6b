import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { Type } from '@nestjs/common';
import { Test } from '@nestjs/testing';
import type { NestExpressApplication } from '@nestjs/platform-express';
import { serveIssuer, type ServedIssuer } from '@jingzhun/auth/testing';
import { Clock, variableOf, type DatabaseDefinition } from '@jingzhun/persistence';
import { createTestDatabase, type TestDatabase } from '@jingzhun/persistence/testing';
import { configureService } from '../configure-service.js';

export interface TestService {
  app: NestExpressApplication;
  issuer: ServedIssuer;
  database: TestDatabase;
  /** Data and keys folder of this run. */
  folder: string;
  stop(): Promise<void>;
}

export interface TestServiceOptions {
  definition: DatabaseDefinition;
  module: Type;
  /** A standing clock, for instance; absent: the machine's time. */
  clock?: Clock;
  /** Further variables for this process; restored at the end. */
  env?: Record<string, string>;
}

/**
 * The whole service in this process: own database, own keys, an issuer of tokens, the broker of the test run. Listens on a free
 * loopback port so that routes are walked over real HTTP.
 */
export async function startTestService(options: TestServiceOptions): Promise<TestService> {
  const { department } = options.definition;
  const folder = await mkdtemp(path.join(tmpdir(), `jingzhun-${department}-`));
  const [issuer, database] = await Promise.all([serveIssuer(), createTestDatabase(options.definition)]);
  const restore = setEnvironment({
    [variableOf(department, 'DATABASE_URL')]: database.runtimeUrl,
    [variableOf(department, 'PORT')]: '0',
    JINGZHUN_DATA: path.join(folder, 'data'),
    JINGZHUN_KEYS: path.join(folder, 'keys'),
    JINGZHUN_NATS_URL: process.env['TEST_NATS_URL'] ?? '',
    JINGZHUN_LOG_LEVEL: 'silent',
    JINGZHUN_DEMO: 'on',
    ...issuer.environment,
    ...options.env,
  });
  const cleanUp = async (): Promise<void> => {
    await issuer.stop();
    await database.drop();
    restore();
    await rm(folder, { recursive: true, force: true });
  };
  let app: NestExpressApplication | undefined;
  try {
    app = await startApplication(options);
  } catch (error) {
    await cleanUp();
    throw error;
  }
  return {
    app,
    issuer,
    database,
    folder,
    async stop() {
      await app.close();
      await cleanUp();
    },
  };
}

async function startApplication(options: TestServiceOptions): Promise<NestExpressApplication> {
  const builder = Test.createTestingModule({ imports: [options.module] });
  if (options.clock) builder.overrideProvider(Clock).useValue(options.clock);
  const testingModule = await builder.compile();
  const app = testingModule.createNestApplication<NestExpressApplication>({ bodyParser: false, logger: ['error'] });
  configureService(app, options.definition.department);
  try {
    await app.listen(0, '127.0.0.1');
  } catch (error) {
    await app.close();
    throw error;
  }
  return app;
}

function setEnvironment(values: Record<string, string>): () => void {
  const before = Object.keys(values).map((name) => [name, process.env[name]] as const);
  Object.assign(process.env, values);
  return () => {
    for (const [name, value] of before) {
      if (value === undefined) delete process.env[name];
      else process.env[name] = value;
    }
  };
}
