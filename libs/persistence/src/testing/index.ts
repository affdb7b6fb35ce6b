import { randomUUID } from 'node:crypto';
import { MikroORM } from '@mikro-orm/postgresql';
import pg from 'pg';
import { runtimeGroup } from '../area-policy.js';
import { Database } from '../database.js';
import type { Department } from '../department.js';
import { ormOptions, type DatabaseDefinition } from '../orm-config.js';
import { templateOf } from './template.js';

export { startLocalPostgres, type LocalPostgres } from './local-postgres.js';

export interface TestDatabase {
  /** As the service would open it: a login role that owns nothing. */
  runtimeUrl: string;
  /** As the migrator. */
  ownerUrl: string;
  /** Superuser, to look behind row security or to tamper. */
  superuserUrl: string;
  /** Opens it as the runtime role; close it yourself. */
  open(): Promise<Database>;
  drop(): Promise<void>;
}

const PASSWORD = 'test';

/**
 * A database of its own on the test server, a copy of what the owner role has migrated once for this process. Roles are shared by all test databases of the server and
 * have the names of production.
 *
 * @param server URL of a superuser
 */
export async function createTestDatabase(definition: DatabaseDefinition, server = process.env['TEST_DATABASE_URL']): Promise<TestDatabase> {
  const { department } = definition;
  if (!server) throw new Error('TEST_DATABASE_URL is not set: run the test through jest with tools/jest/global-setup.mjs');
  const name = `test_${department}_${randomUUID().slice(0, 8)}`;
  const create = (database: string, template?: string): Promise<void> =>
    asSuperuser(server, async (client) => {
      await client.query('select pg_advisory_lock(4711)');
      await createRoles(client, department);
      const copied = template ? ` template "${template}"` : '';
      await client.query(`create database "${database}" owner "jz_${department}_owner"${copied}`);
      await client.query('select pg_advisory_unlock(4711)');
    });
  const ownerOf = (database: string): string => urlOf(server, database, `jz_${department}_owner`);
  await create(name, await templateOf(definition, server, { create, ownerUrl: ownerOf }));
  const ownerUrl = ownerOf(name);
  const runtimeUrl = urlOf(server, name, `jz_${department}`);
  return {
    ownerUrl,
    runtimeUrl,
    superuserUrl: urlOf(server, name),
    async open() {
      return new Database(await MikroORM.init({ ...ormOptions(definition, runtimeUrl), logger: () => undefined }), runtimeUrl);
    },
    drop: () => asSuperuser(server, async (client) => void (await client.query(`drop database if exists "${name}" with (force)`))),
  };
}

async function createRoles(client: pg.Client, department: Department): Promise<void> {
  const wanted = [
    [`jz_${department}_owner`, `login password '${PASSWORD}'`],
    [runtimeGroup(department), 'nologin'],
    [`jz_${department}`, `login password '${PASSWORD}' in role "${runtimeGroup(department)}"`],
  ] as const;
  for (const [role, options] of wanted) {
    const { rowCount } = await client.query('select from pg_roles where rolname = $1', [role]);
    if (rowCount === 0) await client.query(`create role "${role}" ${options}`);
  }
}

async function asSuperuser<T>(url: string, work: (client: pg.Client) => Promise<T>): Promise<T> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    return await work(client);
  } finally {
    await client.end();
  }
}

function urlOf(server: string, database: string, user?: string): string {
  const url = new URL(server);
  url.pathname = `/${database}`;
  if (user) {
    url.username = user;
    url.password = PASSWORD;
  }
  return url.toString();
}
