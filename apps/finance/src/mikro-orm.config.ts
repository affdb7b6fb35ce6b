import { migrationsIn, type DatabaseDefinition } from '@jingzhun/persistence';
import { entities } from './entities.js';
import { RELEASED } from './migrations/released.js';

/** One definition for the service, its migrator and its tests. */
export const definition: DatabaseDefinition = {
  department: 'finance',
  entities,
  migrations: await migrationsIn(new URL('./migrations/', import.meta.url), RELEASED),
};
