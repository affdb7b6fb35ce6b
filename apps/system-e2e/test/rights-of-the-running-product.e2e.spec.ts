import { readFileSync } from 'node:fs';
import path from 'node:path';
import { jetstreamManager } from '@nats-io/jetstream';
import { nkeyAuthenticator, type NatsConnection } from '@nats-io/nats-core';
import { connect } from '@nats-io/transport-node';
import pg from 'pg';

const DATA = process.env['E2E_DATA'] ?? '';
const DEPARTMENTS = ['identification', 'industry', 'finance', 'relocation', 'medical', 'accountability', 'gateway'];
const secret = (...at: string[]): string => readFileSync(path.join(DATA, 'secrets', ...at), 'utf8').trim();

describe('the broker of the running product', () => {
  const servers = (): string => `nats://127.0.0.1:${/^port: (\d+)$/m.exec(secret('nats', 'server.conf'))?.[1]}`;
  const as = (department: string): Promise<NatsConnection> =>
    connect({
      servers: servers(),
      inboxPrefix: `_INBOX_${department}`,
      authenticator: nkeyAuthenticator(new TextEncoder().encode(secret('nats', `${department}.seed`))),
    });

  it('keeps every message through a power failure, and lets nobody in without a key', async () => {
    expect(secret('nats', 'server.conf')).toContain('sync_interval: "always"');
    await expect(connect({ servers: servers() })).rejects.toThrow(/authoriz/i);
  });

  it("refuses a department that speaks under another's name, listens to all, or touches another's history", async () => {
    const [finance, identification] = [await as('finance'), await as('identification')];
    const stateOf = async () =>
      (await (await jetstreamManager(identification, { checkAPI: false })).streams.info('JZ_IDENTIFICATION')).state;
    try {
      const jsm = await jetstreamManager(finance, { checkAPI: false });
      const before = await stateOf();
      expect((await jsm.streams.info('JZ_FINANCE')).config.name).toBe('JZ_FINANCE');
      const forbidden = [
        'jz.identification.household.changed.v1.360781.102.208',
        '$JS.API.STREAM.DELETE.JZ_IDENTIFICATION',
        '$JS.API.STREAM.PURGE.JZ_FINANCE',
        '$JS.API.STREAM.MSG.DELETE.JZ_FINANCE',
        '$JS.API.CONSUMER.DELETE.JZ_IDENTIFICATION.medical__project-households',
      ];
      for (const subject of forbidden) await expect(finance.request(subject, '{}', { timeout: 30_000 })).rejects.toThrow(/permission/i);
      const listening = finance.subscribe('jz.>');
      await expect(listening.closed.then((error) => Promise.reject(error ?? new Error('allowed')))).rejects.toThrow(/permission/i);
      const after = await stateOf();
      expect(after.last_seq).toBe(before.last_seq);
    } finally {
      await Promise.all([finance.close(), identification.close()]);
    }
  });
});

describe('the databases of the running product', () => {
  const port = Number(readFileSync(path.join(DATA, 'postgres', 'postmaster.pid'), 'utf8').split('\n')[3]);
  const clients: pg.Client[] = [];
  const open = async (role: string, database: string, password: string): Promise<pg.Client> => {
    const client = new pg.Client({ host: '127.0.0.1', port, user: role, database, password });
    clients.push(client);
    client.on('error', () => undefined);
    await client.connect();
    return client;
  };
  const asService = (department: string): Promise<pg.Client> =>
    open(`jz_${department}`, `jz_${department}`, secret('postgres', `jz_${department}`));
  afterAll(() => Promise.all(clients.map((client) => client.end().catch(() => undefined))));

  it('each service is connected as its own login role and no other', async () => {
    const superuser = await open('postgres', 'postgres', secret('postgres', 'superuser'));
    const { rows } = await superuser.query<{ datname: string; roles: string[] }>(
      `select datname, array_agg(distinct usename::text) as roles from pg_stat_activity where datname like 'jz\\_%' group by 1 order by 1`,
    );
    expect(rows).toEqual(DEPARTMENTS.toSorted().map((name) => ({ datname: `jz_${name}`, roles: [`jz_${name}`] })));
  });

  it.each(DEPARTMENTS)(
    '%s: the role owns no table, passes by no row security, and every table with an area is guarded',
    async (department) => {
      const client = await asService(department);
      const ask = async <Row extends object>(sql: string): Promise<Row[]> => (await client.query<Row & pg.QueryResultRow>(sql)).rows;
      expect(
        await ask(
          `select rolname from pg_roles where pg_has_role(current_user, oid, 'member') and (rolsuper or rolbypassrls or rolcreaterole or rolcreatedb or rolreplication)`,
        ),
      ).toEqual([]);
      expect(
        await ask(
          `select c.relname from pg_class c where c.relnamespace::regnamespace::text in ('public', 'pgboss') and pg_has_role(current_user, c.relowner, 'member')`,
        ),
      ).toEqual([]);
      const open = await ask(
        `select c.relname from pg_class c where c.relnamespace = 'public'::regnamespace and c.relkind in ('r', 'p')
         and exists (select from pg_attribute a where a.attrelid = c.oid and a.attname in ('village_code', 'area_code', 'place_code') and not a.attisdropped)
         and not (c.relrowsecurity and c.relforcerowsecurity and exists (select from pg_policy p where p.polrelid = c.oid))`,
      );
      expect(open).toEqual([]);
      await expect(client.query('create table planted (id int)')).rejects.toThrow(/permission denied/);
    },
  );

  it('a connection without a session sees no household, and one with a village sees that village', async () => {
    const client = await asService('identification');
    const villages = async (): Promise<string[]> =>
      (await client.query<{ village_code: string }>('select distinct village_code from household')).rows.map((row) => row.village_code);
    expect(await villages()).toEqual([]);
    await client.query(`select set_config('app.area_from', '360781', false), set_config('app.area_to', '360781999999', false)`);
    const [some = ''] = await villages();
    expect(some).toMatch(/^360781/);
    await client.query(`select set_config('app.area_from', $1, false), set_config('app.area_to', $1, false)`, [some]);
    expect(await villages()).toEqual([some]);
    await client.query('set row_security = off');
    await expect(villages()).rejects.toThrow(/row-level security/);
  });

  it("nobody enters without a password, nor another department's database with its own", async () => {
    await expect(open('postgres', 'postgres', '')).rejects.toThrow();
    await expect(open('jz_finance', 'jz_identification', secret('postgres', 'jz_finance'))).rejects.toThrow(/permission denied/);
  });
});
