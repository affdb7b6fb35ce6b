import path from 'node:path';
import pg from 'pg';
import { databaseOf } from './departments.mjs';
import { passwordIn } from './secrets.mjs';

export const roleFile = (secrets, role) => path.join(secrets, 'postgres', role);

/**
 * Makes the department's database and its three roles where they are missing: the owner (migrations), the group that gets the
 * grants, and the login in it that the service runs as. Passwords are set at every call to what the secret files say.
 *
 * @param serverUrl of a role that may create databases and roles
 * @returns URLs for the service and for its migrations
 */
export async function ensureDatabase(serverUrl, department, secrets) {
  const owner = `jz_${department}_owner`;
  const group = `jz_${department}_runtime`;
  const runtime = `jz_${department}`;
  const database = databaseOf(department);
  const passwords = { [owner]: passwordIn(roleFile(secrets, owner)), [runtime]: passwordIn(roleFile(secrets, runtime)) };
  await asAdministrator(serverUrl, async (client) => {
    await ensureRole(client, group, 'nologin');
    await ensureRole(client, owner, `login password ${client.escapeLiteral(passwords[owner])}`);
    await ensureRole(client, runtime, `login password ${client.escapeLiteral(passwords[runtime])}`);
    await client.query(`grant ${group} to ${runtime}`);
    const { rows } = await client.query('select exists (select from pg_database where datname = $1) as "exists"', [database]);
    if (!rows[0].exists) {
      // an administrator who is no superuser must be a member of the role it gives the database to
      await client.query(
        `do $$ begin if not (select rolsuper from pg_roles where rolname = current_user) then grant ${owner} to current_user; end if; end $$`,
      );
      await client.query(`create database ${database} owner ${owner} encoding 'UTF8' template template0`);
    }
    await client.query(`revoke connect, temporary on database ${database} from public`);
    await client.query(`grant connect, temporary on database ${database} to ${group}`);
  });
  const url = (role) => urlOf(serverUrl, role, passwords[role], database);
  return { runtimeUrl: url(runtime), ownerUrl: url(owner) };
}

/** URL of a department's database as its owner, for one-shot commands. */
export function ownerUrl(serverUrl, department, secrets) {
  const owner = `jz_${department}_owner`;
  return urlOf(serverUrl, owner, passwordIn(roleFile(secrets, owner)), databaseOf(department));
}

function urlOf(serverUrl, role, password, database) {
  const at = new URL(serverUrl);
  at.username = role;
  at.password = password;
  at.pathname = `/${database}`;
  return at.toString();
}

async function ensureRole(client, role, options) {
  const { rows } = await client.query('select exists (select from pg_roles where rolname = $1) as "exists"', [role]);
  await client.query(`${rows[0].exists ? 'alter' : 'create'} role ${role} ${options}`);
}

async function asAdministrator(url, work) {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    // two starts at once on one server would both find a role missing; in the server's own database no department keeps locks
    await client.query('select pg_advisory_lock(7360781)');
    return await work(client);
  } finally {
    await client.end();
  }
}
