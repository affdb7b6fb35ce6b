import { Inject, Module, type DynamicModule } from '@nestjs/common';
import { APP_FILTER, APP_INTERCEPTOR } from '@nestjs/core';
import { Database, type Department } from '@jingzhun/persistence';
import { shellConfig } from './config.js';
import { ClockController } from './demo/clock.controller.js';
import { HealthController } from './health/health.controller.js';
import { HealthRegistry } from './health/health.registry.js';
import { NO_RULES, type DatabaseRules } from './http/database-rules.js';
import { ProblemFilter } from './http/problem.filter.js';
import { IdempotencyInterceptor } from './idempotency/idempotency.interceptor.js';
import { IdempotencyStore } from './idempotency/idempotency.store.js';
import { RequestDigest } from './idempotency/request-digest.js';
import { createLogger } from './logs/logger.js';
import { createRegistry } from './metrics/http-metrics.js';
import { DATABASE_RULES, DEPARTMENT, LOGGER, METRICS_REGISTRY } from './tokens.js';

/** What surrounds every service: logs, metrics, health, problem+json, commands that happen once. */
@Module({})
export class ServiceShellModule {
  constructor(@Inject(HealthRegistry) health: HealthRegistry, @Inject(Database) database: Database) {
    health.register('database', async () => {
      await database.pool.query('select 1');
      return { state: 'up' };
    });
  }

  static forRoot(department: Department, rules: DatabaseRules = NO_RULES): DynamicModule {
    return {
      module: ServiceShellModule,
      global: true,
      controllers: [HealthController, ClockController],
      providers: [
        { provide: DEPARTMENT, useValue: department },
        { provide: DATABASE_RULES, useValue: rules },
        { provide: LOGGER, useFactory: () => createLogger(department, shellConfig(department).logLevel) },
        { provide: METRICS_REGISTRY, useFactory: () => createRegistry(department) },
        HealthRegistry,
        { provide: RequestDigest, useFactory: () => new RequestDigest(shellConfig(department).secretFile) },
        IdempotencyStore,
        { provide: APP_FILTER, useClass: ProblemFilter },
        { provide: APP_INTERCEPTOR, useClass: IdempotencyInterceptor },
      ],
      exports: [DEPARTMENT, LOGGER, METRICS_REGISTRY, HealthRegistry],
    };
  }
}
