import { Inject, Module, type DynamicModule, type OnApplicationShutdown } from '@nestjs/common';
import { MikroORM } from '@mikro-orm/postgresql';
import { Clock } from './clock.js';
import { Database } from './database.js';
import { variableOf, type Department } from './department.js';
import { assertSchemaVersion } from './migrate.js';
import { ormOptions, type DatabaseDefinition } from './orm-config.js';

/** Opens the department's database as its runtime role and provides `Database` and `Clock` to every module. */
@Module({})
export class PersistenceModule implements OnApplicationShutdown {
  constructor(@Inject(Database) private readonly database: Database) {}

  static forRoot(definition: DatabaseDefinition): DynamicModule {
    return {
      module: PersistenceModule,
      global: true,
      providers: [
        { provide: Clock, useFactory: () => clockFromEnvironment(definition.department) },
        { provide: Database, useFactory: () => openDatabase(definition) },
        { provide: MikroORM, useFactory: (database: Database) => database.orm, inject: [Database] },
      ],
      exports: [Clock, Database, MikroORM],
    };
  }

  async onApplicationShutdown(): Promise<void> {
    await this.database.close();
  }
}

async function openDatabase(definition: DatabaseDefinition): Promise<Database> {
  const variable = variableOf(definition.department, 'DATABASE_URL');
  const url = process.env[variable];
  if (!url) throw new Error(`${variable} is not set: the URL of the department's database, as its runtime role`);
  const orm = await MikroORM.init({ ...ormOptions(definition, url), logger: () => undefined });
  const database = new Database(orm, url);
  try {
    await assertSchemaVersion(definition, database.pool);
  } catch (error) {
    await database.close();
    throw error;
  }
  return database;
}

/** `JINGZHUN_CLOCK` sets the clock, in the demonstration only; of a department whose past is filled in, `JINGZHUN_<DEPARTMENT>_CLOCK`. */
export function clockFromEnvironment(department?: Department): Clock {
  const own = department && variableOf(department, 'CLOCK');
  const variable = own && process.env[own] ? own : 'JINGZHUN_CLOCK';
  const start = process.env[variable];
  if (!start) return new Clock();
  if (process.env['JINGZHUN_DEMO'] === 'off')
    throw new Error(`${variable} is for tests and the demonstration: it is refused when JINGZHUN_DEMO is off`);
  const instant = new Date(start);
  if (Number.isNaN(instant.getTime())) throw new Error(`${variable} is not an ISO instant such as 2014-12-01T08:00:00+08:00`);
  return new Clock(instant);
}
