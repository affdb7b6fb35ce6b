import pg from 'pg';
import { systemSession, type Database } from '@jingzhun/persistence';
import { createTestDatabase, type TestDatabase } from '@jingzhun/persistence/testing';
import { definition } from '../src/mikro-orm.config.js';

describe('the database of the gateway', () => {
  let test: TestDatabase;
  let database: Database;
  let superuser: pg.Client;
  beforeAll(async () => {
    test = await createTestDatabase(definition);
    database = await test.open();
    superuser = new pg.Client({ connectionString: test.superuserUrl });
    await superuser.connect();
    for (const [i, area] of ['360781', '360781102', '360781102208', '360781103'].entries()) {
      await superuser.query(
        `insert into account (id, user_name, name, department, roles, area, status, must_change_password, tokens_valid_from, version, created_at, changed_at)
         values (uuidv7(), $1, 'x', 'identification', '{county-officer}', $2, 'enabled', false, '2016-01-01', 1, '2016-01-01', '2016-01-01')`,
        [`person${i}`, area],
      );
    }
  });
  afterAll(async () => {
    await superuser.end();
    await database.close();
    await test.drop();
  });

  const seen = (session: Parameters<Database['connection']>[0]): Promise<string[]> =>
    database.connection(session, async (client) =>
      (await client.query<{ area: string }>('select area from account order by area')).rows.map(({ area }) => area),
    );

  it('shows an administrator the accounts of his area only, whatever the query', async () => {
    const account = (area: string) => ({ kind: 'account' as const, accountId: '00000000-0000-7000-8000-000000000001', area });
    expect(await seen(account('360781102'))).toEqual(['360781102', '360781102208']);
    expect(await seen(account('360781102208'))).toEqual(['360781102208']);
    expect(await seen(account('360782'))).toEqual([]);
    expect(await seen(systemSession('sign-in'))).toHaveLength(4);
    expect((await database.pool.query('select from account')).rowCount).toBe(0);
  });

  it('forces row security wherever there is an area, and the running role owns nothing', async () => {
    const { rows } = await superuser.query<{ relname: string; owner: string; forced: boolean; has_area: boolean }>(
      `select c.relname, pg_get_userbyid(c.relowner) as owner, c.relforcerowsecurity as forced,
              exists (select from pg_attribute where attrelid = c.oid and attname in ('area_code', 'village_code')) as has_area
       from pg_class c where c.relnamespace = 'public'::regnamespace and c.relkind in ('r', 'p')`,
    );
    expect(rows.filter(({ has_area }) => has_area).map(({ relname, forced }) => [relname, forced])).toEqual([['account', true]]);
    expect(new Set(rows.map(({ owner }) => owner))).toEqual(new Set(['jz_gateway_owner']));
  });

  it('lets the running role delete no account', async () => {
    await expect(database.connection(systemSession('sign-in'), (client) => client.query('delete from account'))).rejects.toThrow(
      /permission denied/,
    );
  });
});
