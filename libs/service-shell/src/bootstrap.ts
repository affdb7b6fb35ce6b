import 'reflect-metadata';
import type { NestApplicationOptions, Type } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import type { NestExpressApplication } from '@nestjs/platform-express';
import type { Logger } from 'pino';
import type { Department } from '@jingzhun/persistence';
import { shellConfig } from './config.js';
import { configureService } from './configure-service.js';
import { describeError, NestLogger } from './logs/logger.js';
import { LOGGER } from './tokens.js';

/**
 * Starts one service: environment, database at the right schema, routes with permissions, then the port. Anything wrong ends the
 * process with one line that says what to do.
 */
export async function bootstrap(options: {
  department: Department;
  module: Type;
  /** What the gateway has besides: a certificate, and middleware in front of everything else. */
  application?: NestApplicationOptions;
  prepare?: (app: NestExpressApplication) => void;
}): Promise<NestExpressApplication> {
  const { department } = options;
  try {
    const config = shellConfig(department);
    const app = await NestFactory.create<NestExpressApplication>(options.module, {
      bodyParser: false,
      logger: ['error', 'warn'],
      abortOnError: false,
      ...options.application,
    });
    app.useLogger(new NestLogger(app.get<Logger>(LOGGER)));
    options.prepare?.(app);
    configureService(app, department);
    app.enableShutdownHooks();
    await app.listen(config.port, config.host);
    app.get<Logger>(LOGGER).info({ address: await app.getUrl() }, 'ready');
    return app;
  } catch (error) {
    process.stderr.write(`${department}: ${error instanceof Error ? error.message : 'unknown error'}\n${describeError(error)}\n`);
    process.exitCode = 1;
    setImmediate(() => process.exit(1));
    throw error;
  }
}
