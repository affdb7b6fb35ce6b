import { Inject, Module, type BeforeApplicationShutdown, type DynamicModule, type OnApplicationBootstrap } from '@nestjs/common';
import { Clock, Database, type Department } from '@jingzhun/persistence';
import { AuditController } from './audit.controller.js';
import { AuditLog } from './audit-log.js';
import { AuditQueries } from './audit.queries.js';
import { BUSINESS_NUMBERS, type BusinessNumbers } from './business-numbers.js';
import { ChainLinker } from './chain-linker.js';
import { headFileOf } from './head-file.js';
import { HeadWitness } from './head-witness.js';

/** The audit log of a service: `AuditLog` for everybody, `GET /audit` for auditors, the linker behind both. */
@Module({})
export class AuditModule implements OnApplicationBootstrap, BeforeApplicationShutdown {
  constructor(@Inject(ChainLinker) private readonly linker: ChainLinker) {}

  /** @param numbers how the objects of the log are called in the office; absent: by their kind alone */
  static forRoot(department: Department, numbers: BusinessNumbers = {}): DynamicModule {
    return {
      module: AuditModule,
      global: true,
      controllers: [AuditController],
      providers: [
        AuditLog,
        AuditQueries,
        { provide: BUSINESS_NUMBERS, useValue: numbers },
        { provide: HeadWitness, useFactory: () => new HeadWitness(headFileOf(department)) },
        { provide: ChainLinker, useFactory: linkerOf, inject: [Database, Clock, HeadWitness] },
      ],
      exports: [AuditLog],
    };
  }

  onApplicationBootstrap(): void {
    this.linker.start();
  }

  async beforeApplicationShutdown(): Promise<void> {
    await this.linker.stop();
  }
}

function linkerOf(database: Database, clock: Clock, witness: HeadWitness): ChainLinker {
  const { connectionString } = database.pool.options;
  if (!connectionString) throw new Error('the audit chain needs the URL of the database');
  return new ChainLinker({ databaseUrl: connectionString, clock, witness });
}
