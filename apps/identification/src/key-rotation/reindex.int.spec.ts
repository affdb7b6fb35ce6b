import { spawnSync } from 'node:child_process';
import { copyFileSync, existsSync, renameSync } from 'node:fs';
import path from 'node:path';
import { openVault } from '@jingzhun/vault';
import pg from 'pg';
import { registerHousehold, type MadeHousehold } from '../../test/household.factory.js';
import { importExtract } from '../../test/registers.js';
import { startIdentification, type Identification } from '../../test/service.js';

const root = path.resolve(import.meta.dirname, '../../../..');

describe('a new index key', () => {
  let service: Identification;
  let household: MadeHousehold;
  let superuser: pg.Client;
  const env: NodeJS.ProcessEnv = {};
  const keys = (): string => path.join(service.folder, 'keys');
  const file = (name: string): string => path.join(keys(), 'identification', name);

  beforeAll(async () => {
    service = await startIdentification();
    household = await registerHousehold(service, { phone: '19900001111', bankAccount: '6217000012345678901' });
    await registerHousehold(service, { villageCode: '360781102209' });
    const [head] = household.members;
    const rows = [{ name: head?.name ?? '', idNumber: head?.idNumber ?? '', class: '小型轿车' }];
    expect((await importExtract(service, { kind: 'vehicle', rows })).counts).toMatchObject({ matched: 1 });
    superuser = new pg.Client({ connectionString: service.database.superuserUrl });
    await superuser.connect();
    Object.assign(env, process.env, { NODE_OPTIONS: '', JINGZHUN_CLOCK: '2016-06-15T02:00:00Z' });
    env['JINGZHUN_IDENTIFICATION_OWNER_DATABASE_URL'] = service.database.ownerUrl;
  });
  afterAll(async () => {
    await superuser?.end();
    await service?.stop();
  });

  const run = (script: string): { status: number | null; stdout: string; stderr: string } =>
    spawnSync(process.execPath, ['--conditions=@jingzhun/source', '--import', './tools/ts.mjs', script], {
      cwd: root,
      encoding: 'utf8',
      env,
    });
  const start = (): { status: number | null; stderr: string } => run('apps/identification/test/start-and-stop.ts');
  const ask = async <Row extends object>(sql: string, values: unknown[] = []): Promise<Row[]> =>
    (await superuser.query<Row & pg.QueryResultRow>(sql, values)).rows;
  const indexes = async (): Promise<string[]> =>
    (
      await ask<{ value: string }>(
        `select encode(id_index, 'hex') as value from person union all select encode(phone_index, 'hex') from household where phone_index is not null
         union all select encode(bank_index, 'hex') from household where bank_index is not null order by 1`,
      )
    ).map(({ value }) => value);

  it('is refused while the service runs: it would go on writing under the old one', () => {
    const { status, stderr } = run('apps/identification/src/reindex.ts');
    expect([status, stderr]).toEqual([1, expect.stringContaining('识别服务仍在运行')]);
    expect(existsSync(file('index-next.json'))).toBe(false);
  });

  it('makes every index anew; the same numbers find the same records, and nothing else of a record changed', async () => {
    const before = await indexes();
    const records = await ask('select id, name, id_cipher, match_key from person order by id');
    copyFileSync(file('index.json'), path.join(service.folder, 'old-index.json'));
    await service.app.close();

    const { status, stdout, stderr } = run('apps/identification/src/reindex.ts');
    expect([status, stderr, stdout]).toEqual([0, '', expect.stringMatching(/made \d+ indexes anew under key [0-9a-f]{8}/)]);
    const after = await indexes();
    expect(after).toHaveLength(before.length);
    expect(after.filter((value) => before.includes(value))).toEqual([]);
    expect(await ask('select id, name, id_cipher, match_key from person order by id')).toEqual(records);

    const vault = openVault({ keysFolder: keys(), department: 'identification', now: new Date() });
    const [member] = household.members;
    expect(await ask('select id from person where id_index = $1', [vault.index.of('idNumber', member?.idNumber ?? '')])).toEqual([
      { id: member?.personId },
    ]);
    const entries = await ask<{ id_index: Buffer }>('select id_index from register_entry');
    expect(entries.map(({ id_index: index }) => index)).toEqual([vault.index.of('idNumber', member?.idNumber ?? '')]);
    for (const [column, kind, number] of [
      ['phone_index', 'phone', '19900001111'],
      ['bank_index', 'bankAccount', '6217000012345678901'],
    ] as const)
      expect(await ask(`select id from household where ${column} = $1`, [vault.index.of(kind, number)])).toEqual([{ id: household.id }]);
    expect(await ask('select key_id from index_key')).toEqual([{ key_id: vault.keys.index.active.label }]);
    expect(await ask(`select detail ->> 'key' as key from audit_log where action = 'keys.reindex'`)).toEqual([
      { key: vault.keys.index.active.label },
    ]);
    expect(start()).toMatchObject({ status: 0, stderr: '' });
  });

  it('interrupted before the key was put in place: the next start finishes it, the one after runs', () => {
    renameSync(file('index.json'), file('index-next.json'));
    copyFileSync(path.join(service.folder, 'old-index.json'), file('index.json'));
    expect(start()).toMatchObject({ status: 1, stderr: expect.stringContaining('现已完成') });
    expect(start()).toMatchObject({ status: 0, stderr: '' });
  });

  it('lost, with the old one in its place: the service does not start, because it would find nobody', () => {
    copyFileSync(path.join(service.folder, 'old-index.json'), file('index.json'));
    const { status, stderr } = start();
    expect(status).toBe(1);
    expect(stderr).toMatch(/index\.json.*restore that file from the backup/);
  });
});
