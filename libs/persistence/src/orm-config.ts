import { defineConfig, type Options } from '@mikro-orm/postgresql';
import { Migrator, type Migration } from '@mikro-orm/migrations';
import type { Department } from './department.js';
import { giveBackBroken } from './give-back-broken.js';

export type MigrationClass = new (...args: ConstructorParameters<typeof Migration>) => Migration;

export interface DatabaseDefinition {
  department: Department;
  entities: NonNullable<Options['entities']>;
  /** In order of application. The class name is the migration's name and never changes after release. */
  migrations: readonly MigrationClass[];
}

/** One configuration for the service, the migrator and the tests; only the URL differs. */
export function ormOptions(definition: DatabaseDefinition, url: string): Options {
  return defineConfig({
    clientUrl: url,
    // in one process with others a query inside another service's request would otherwise run on that service's database
    contextName: definition.department,
    entities: definition.entities,
    extensions: [Migrator],
    migrations: {
      migrationsList: definition.migrations.map((migration) => ({ name: migration.name, class: migration })),
      snapshot: false,
      tableName: 'migrations',
      allOrNothing: true,
    },
    pool: { min: 0, max: 8 },
    driverOptions: { onPoolCreated: giveBackBroken },
    discovery: { warnWhenNoEntities: false },
    debug: false,
  });
}
