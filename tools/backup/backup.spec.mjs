// Backup → lost database and lost keys → restore: rows, an encrypted field, the audit chain. Real PostgreSQL, the real libraries.
import assert from 'node:assert/strict';
import { appendFileSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { after, before, describe, it } from 'node:test';
import { AuditLog, auditTables, verifyChain } from '@jingzhun/audit';
import { linkNow } from '@jingzhun/audit/testing';
import {
  applyMigrations,
  areaPolicy,
  Clock,
  Database,
  grant,
  ormOptions,
  persistenceFoundation,
  systemSession,
} from '@jingzhun/persistence';
import { openVault } from '@jingzhun/vault';
import { Migration } from '@mikro-orm/migrations';
import { MikroORM } from '@mikro-orm/postgresql';
import pg from 'pg';
import { ensureDatabase } from '../local-stack/databases.mjs';
import { startPostgres } from '../local-stack/postgres.mjs';
import { databaseUrl } from './reach-database.mjs';
import { checkBackup, holdsTables, restoreBackup } from './read-backup.mjs';
import { writeBackup } from './write-backup.mjs';

class CreateAccounts extends Migration {
  up() {
    for (const sql of [
      ...persistenceFoundation('finance'),
      'create table account (id int primary key, village_code text collate "C" not null, number_cipher bytea not null, label text)',
      ...areaPolicy('account'),
      grant('finance', 'account'),
      'create table line (seq bigint generated always as identity primary key, account_id int not null references account, note text)',
      grant('finance', 'line'),
      ...auditTables('finance'),
    ])
      this.addSql(sql);
  }
}
const definition = { department: 'finance', entities: [], migrations: [CreateAccounts] };
const number = '6228480402564890018';
const place = { table: 'account', column: 'number_cipher', rowId: '1' };
const passphrase = 'correct horse battery staple';

describe('backup and restore of one department', () => {
  let server;
  let urls;
  let folder;
  let backup;
  const at = (...parts) => path.join(folder, ...parts);
  const vault = () => openVault({ keysFolder: at('keys'), department: 'finance', now: new Date() });
  const superuser = () => databaseUrl(server.url(), 'jz_finance');
  const query = async (url, sql, values) => {
    const client = new pg.Client({ connectionString: url });
    await client.connect();
    try {
      return (await client.query(sql, values)).rows;
    } finally {
      await client.end();
    }
  };
  const check = (options = {}) => checkBackup({ folder: backup.folder, passphrase, department: 'finance', ...options });
  const restore = async (checked) => {
    ({ ownerUrl: urls.ownerUrl, runtimeUrl: urls.runtimeUrl } = await ensureDatabase(server.url(), 'finance', at('secrets')));
    await applyMigrations(definition, urls.ownerUrl);
    await restoreBackup({ folder: backup.folder, ...checked, databaseUrl: superuser(), keysFolder: at('keys'), filesFolder: at('files') });
  };
  const loseEverything = async () => {
    await query(server.url(), 'drop database jz_finance with (force)');
    rmSync(at('keys'), { recursive: true });
    rmSync(at('files'), { recursive: true });
  };

  before(async () => {
    folder = mkdtempSync(path.join(os.tmpdir(), 'jingzhun-backup-'));
    server = await startPostgres();
    urls = await ensureDatabase(server.url(), 'finance', at('secrets'));
    await applyMigrations(definition, urls.ownerUrl);
    const database = new Database(
      await MikroORM.init({ ...ormOptions(definition, urls.runtimeUrl), logger: () => undefined }),
      urls.runtimeUrl,
    );
    await database.connection(systemSession('import'), async (client) => {
      await client.query('insert into account values (1, $1, $2, $3)', [
        '360781102208',
        vault().fields.encrypt(number, place),
        '换行\n制表\t反斜杠\\ NULL',
      ]);
      await client.query("insert into account select i, '360781204206', '\\x00', null from generate_series(2, 3000) i");
      await client.query("insert into line (account_id, note) select i, 'note ' || i from generate_series(1, 3000) i");
    });
    const audit = new AuditLog(database, new Clock());
    for (const action of ['account.open', 'account.pay', 'account.close']) await audit.recordAlone({ action, result: 'success' });
    await database.close();
    await linkNow(urls.runtimeUrl, new Date());
    mkdirSync(at('files', 'receipts'), { recursive: true });
    writeFileSync(at('files', 'receipts', 'one.bin'), 'a receipt');
    writeFileSync(at('files', 'jwks.json'), '{}');
    writeFileSync(at('files', 'receipts', 'two.arriving'), 'half a receipt');
    backup = await writeBackup({
      department: 'finance',
      databaseUrl: superuser(),
      keysFolder: at('keys'),
      filesFolder: at('files'),
      to: at('backups'),
      passphrase,
      release: '0.1.0',
      at: new Date('2026-12-01T00:00:00Z'),
    });
  });
  after(async () => {
    await server?.stop();
    rmSync(folder, { recursive: true, force: true });
  });

  it('writes what it says and nothing that can be read without the passphrase', () => {
    assert.deepEqual(readdirSync(at('backups')), ['finance-2026-12-01T00-00-00-000Z']);
    const rows = Object.fromEntries(backup.manifest.tables.map((table) => [table.name, table.rows]));
    assert.deepEqual(rows, { account: 3000, audit_chain: 3, audit_log: 3, line: 3000, migrations: 1 });
    const key = JSON.parse(readFileSync(at('keys', 'finance', 'field.json'), 'utf8'))[0].key;
    for (const entry of readdirSync(backup.folder, { recursive: true, withFileTypes: true }).filter((file) => file.isFile()))
      assert.ok(!readFileSync(path.join(entry.parentPath, entry.name)).includes(key), entry.name);
  });

  it('refuses a role that row security filters', async () => {
    const filtered = writeBackup({
      department: 'finance',
      databaseUrl: urls.ownerUrl,
      keysFolder: at('keys'),
      to: at('filtered'),
      filesFolder: at('files'),
      passphrase,
      release: '0',
      at: new Date(),
    });
    await assert.rejects(filtered, /row-level security/);
  });

  it('brings a lost department back', async () => {
    await loseEverything();
    await restore(await check());
    const [counts] = await query(
      superuser(),
      'select (select count(*)::int from account) as accounts, (select count(*)::int from line) as lines',
    );
    assert.deepEqual(counts, { accounts: 3000, lines: 3000 });
    const [row] = await query(superuser(), 'select number_cipher, label from account where id = 1');
    assert.equal(vault().fields.decrypt(row.number_cipher, place), number);
    assert.equal(row.label, '换行\n制表\t反斜杠\\ NULL');
    const client = new pg.Client({ connectionString: urls.runtimeUrl });
    await client.connect();
    const verification = await verifyChain(client, { now: new Date() });
    await client.end();
    assert.deepEqual([verification.intact, verification.verified], [true, 3]);
    assert.deepEqual(readdirSync(at('files')), ['receipts']);
    assert.deepEqual(readdirSync(at('files', 'receipts')), ['one.bin']);
    assert.equal(readFileSync(at('files', 'receipts', 'one.bin'), 'utf8'), 'a receipt');
  });

  it('goes on where it was: sequences, rights, rules', async () => {
    const [line] = await query(superuser(), "insert into line (account_id, note) values (1, 'after') returning seq::int");
    assert.equal(line.seq, 3001);
    assert.deepEqual(await query(urls.runtimeUrl, 'select id from account'), [], 'row security filters again');
    await assert.rejects(query(urls.ownerUrl, 'delete from audit_log'), /append-only/);
    await assert.rejects(query(superuser(), "insert into line (account_id, note) values (99999, 'x')"), /foreign key/);
  });

  it('refuses without the keys, with a wrong passphrase and with other keys', async () => {
    await assert.rejects(check({ keysFile: at('nowhere') }), /no keys.*--keys/s);
    await assert.rejects(check({ passphrase: 'another one entirely' }), /passphrase is another one/);
    rmSync(at('keys'), { recursive: true });
    vault();
    await assert.rejects(
      restoreBackup({
        folder: backup.folder,
        ...(await check()),
        databaseUrl: superuser(),
        keysFolder: at('keys'),
        filesFolder: at('files'),
      }),
      /holds other keys/,
    );
  });

  it('refuses a damaged backup', async () => {
    const [table] = backup.manifest.tables.filter(({ name }) => name === 'account');
    const file = path.join(backup.folder, 'tables', table.file);
    renameSync(file, `${file}.whole`);
    writeFileSync(file, readFileSync(`${file}.whole`).subarray(0, -200));
    await assert.rejects(check(), /damaged.*account/s);
    renameSync(`${file}.whole`, file);
    appendFileSync(path.join(backup.folder, 'files', 'receipts', 'one.bin'), 'x');
    await assert.rejects(check(), /damaged.*one\.bin/s);
  });

  it('refuses another department, and a schema that is not that of the backup', async () => {
    await assert.rejects(check({ department: 'medical' }), /backup of finance/);
    assert.equal(await holdsTables(superuser()), true);
    const { manifest } = backup;
    const other = { ...manifest, migrations: [...manifest.migrations, 'AddLater'] };
    rmSync(at('keys'), { recursive: true });
    await assert.rejects(
      restoreBackup({
        folder: backup.folder,
        manifest: other,
        keys: {},
        databaseUrl: superuser(),
        keysFolder: at('keys'),
        filesFolder: at('files'),
      }),
      /Restore with that release/,
    );
  });
});
