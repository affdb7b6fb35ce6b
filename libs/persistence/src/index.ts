export { Clock, StandingClock } from './clock.js';
export { newId } from './ids.js';
export { Database, type Handle } from './database.js';
export { DEPARTMENTS, variableOf, type Department } from './department.js';
export { sessionOf, sessionVariables, systemSession, type AccountSession, type Session, type SystemSession } from './session.js';
export { appendOnly, areaPolicy, grant, persistenceFoundation, runtimeGroup } from './area-policy.js';
export { ormOptions, type DatabaseDefinition, type MigrationClass } from './orm-config.js';
export { applyMigrations, assertSchemaVersion, SchemaVersionMismatch } from './migrate.js';
export { clockFromEnvironment, PersistenceModule } from './persistence.module.js';
