import type { DatabaseDefinition } from '@jingzhun/persistence';
import { entities } from './entities.js';
import { Migration20261201090000_CreateGateway } from './migrations/Migration20261201090000_CreateGateway.js';
import { Migration20261204090000_AllowMoreRoles } from './migrations/Migration20261204090000_AllowMoreRoles.js';
import { Migration20261205090000_RememberLanguage } from './migrations/Migration20261205090000_RememberLanguage.js';
import { Migration20261206100000_BankOfClerk } from './migrations/Migration20261206100000_BankOfClerk.js';

/** One definition for the gateway, its migrator and its tests. */
export const definition: DatabaseDefinition = {
  department: 'gateway',
  entities,
  migrations: [
    Migration20261201090000_CreateGateway,
    Migration20261204090000_AllowMoreRoles,
    Migration20261205090000_RememberLanguage,
    Migration20261206100000_BankOfClerk,
  ],
};
