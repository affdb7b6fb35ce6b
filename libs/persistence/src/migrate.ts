import { MikroORM } from '@mikro-orm/postgresql';
import pg from 'pg';
import { ADVISORY_LOCKS } from './advisory-locks.js';
import { runtimeGroup } from './area-policy.js';
import { ormOptions, type DatabaseDefinition } from './orm-config.js';

/**
 * Brings a department's database to the schema of this build. Runs as the owner role, as a step of its own, under an advisory
 * lock; the service itself has no right to change tables.
 *
 * @returns names of the migrations applied now
 */
export async function applyMigrations(definition: DatabaseDefinition, ownerUrl: string): Promise<string[]> {
  const guard = new pg.Client({ connectionString: ownerUrl });
  await guard.connect();
  try {
    await guard.query('select pg_advisory_lock($1)', [ADVISORY_LOCKS.migrations]);
    const orm = await MikroORM.init({ ...ormOptions(definition, ownerUrl), logger: () => undefined });
    try {
      const applied = await orm.migrator.up();
      await guard.query(`grant select on "migrations" to "${runtimeGroup(definition.department)}"`);
      return applied.map(({ name }) => name);
    } finally {
      await orm.close();
    }
  } finally {
    await guard.end();
  }
}

/** Thrown at start when the database is not the one this build was made for. */
export class SchemaVersionMismatch extends Error {
  constructor(department: string, missing: readonly string[], unknown: readonly string[]) {
    const older =
      missing.length > 0
        ? `the database is older: ${missing.join(', ')} not applied; run the migration step (node apps/${department}/dist/migrate.js)`
        : '';
    const newer = unknown.length > 0 ? `the database is newer: ${unknown.join(', ')} unknown to this build; start the newer release` : '';
    super([`${department} does not start`, older, newer].filter(Boolean).join('; '));
    this.name = 'SchemaVersionMismatch';
  }
}

/** Refuses an older or newer schema. */
export async function assertSchemaVersion(definition: DatabaseDefinition, pool: pg.Pool): Promise<void> {
  const expected = definition.migrations.map(({ name }) => name);
  const { rows } = await pool.query<{ exists: boolean }>(`select to_regclass('public.migrations') is not null as "exists"`);
  const applied = rows[0]?.exists
    ? (await pool.query<{ name: string }>('select name from migrations order by id')).rows.map(({ name }) => name)
    : [];
  const missing = expected.filter((name) => !applied.includes(name));
  const unknown = applied.filter((name) => !expected.includes(name));
  if (missing.length > 0 || unknown.length > 0) throw new SchemaVersionMismatch(definition.department, missing, unknown);
}
