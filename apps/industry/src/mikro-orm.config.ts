import type { DatabaseDefinition } from '@jingzhun/persistence';
import { entities } from './entities.js';
import { Migration20261128060000_KeepJointLists } from './migrations/Migration20261128060000_KeepJointLists.js';
import { Migration20261201080000_CreateServiceTables } from './migrations/Migration20261201080000_CreateServiceTables.js';

/** One definition for the service, its migrator and its tests. */
export const definition: DatabaseDefinition = {
  department: 'industry',
  entities,
  migrations: [Migration20261201080000_CreateServiceTables, Migration20261128060000_KeepJointLists],
};
