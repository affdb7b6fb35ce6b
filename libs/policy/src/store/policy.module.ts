import { Module, type DynamicModule } from '@nestjs/common';
import { AuditLog } from '@jingzhun/audit';
import { Clock, Database } from '@jingzhun/persistence';
import { loadWorkingDays } from '../calendars/load-calendars.js';
import { WorkingDays } from '../calendars/working-days.js';
import { CountyPack } from '../pack/county-pack.js';
import type { PolicyPack } from '../pack/policy-pack.js';
import { POLICY_PACK, PolicyController } from './policy.controller.js';
import { PolicyQueries } from './policy.queries.js';
import { PolicyService } from './policy.service.js';
import { seedPack } from './seed-pack.js';

/** Dated parameters for every feature of a service, with the routes to read and record them. */
@Module({})
export class PolicyModule {
  /** @param packOf what the county brings, read when the service starts: `() => loadPack('ruijin')` */
  static forRoot(packOf: () => PolicyPack): DynamicModule {
    return {
      module: PolicyModule,
      global: true,
      controllers: [PolicyController],
      providers: [
        { provide: POLICY_PACK, useFactory: packOf },
        { provide: CountyPack, useFactory: (pack: PolicyPack) => new CountyPack(pack), inject: [POLICY_PACK] },
        { provide: PolicyQueries, useFactory: (database: Database) => new PolicyQueries(database), inject: [Database] },
        { provide: WorkingDays, useFactory: () => loadWorkingDays(process.env['JINGZHUN_CALENDARS']) },
        {
          provide: PolicyService,
          // whoever gets the service may ask at once, also while starting
          useFactory: async (database: Database, clock: Clock, audit: AuditLog, pack: PolicyPack) => {
            await seedPack(database, clock, pack);
            return new PolicyService(database, clock, audit);
          },
          inject: [Database, Clock, AuditLog, POLICY_PACK],
        },
      ],
      exports: [PolicyService, WorkingDays, CountyPack],
    };
  }
}
