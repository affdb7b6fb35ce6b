import { join } from 'node:path';
import { MikroORM } from '@mikro-orm/postgresql';
import type pg from 'pg';
import { AuditLog } from '@jingzhun/audit';
import { assertSchemaVersion, clockFromEnvironment, Database, ormOptions, systemSession, type Clock } from '@jingzhun/persistence';
import { BlindIndex, makeNextIndexKey, openVault, putNextIndexKeyInPlace } from '@jingzhun/vault';
import { serviceConfig } from '../config.js';
import { definition } from '../mikro-orm.config.js';
import { reindexRegister } from './reindex-register.js';

/** What stops the command before it has changed anything. */
class NotNow extends Error {}

/**
 * One-shot, while the service is stopped (docs/operate/keys.md): a new index key, and every index made anew under it. The key is put
 * in place after the commit; interrupted between the two, the next start of the service finishes it.
 */
export async function runReindex(env = process.env): Promise<void> {
  const url = env['JINGZHUN_IDENTIFICATION_OWNER_DATABASE_URL'];
  try {
    if (!url) throw new NotNow('JINGZHUN_IDENTIFICATION_OWNER_DATABASE_URL is not set: the URL of the database as its owner');
    const clock = clockFromEnvironment();
    const folder = join(serviceConfig().keysFolder, 'identification');
    const vault = openVault({ keysFolder: serviceConfig().keysFolder, department: 'identification', now: clock.now() });
    const database = new Database(await MikroORM.init({ ...ormOptions(definition, url), logger: () => undefined }), url);
    try {
      await assertSchemaVersion(definition, database.pool);
      await assertAlone(database);
      const next = makeNextIndexKey(folder, clock.now());
      const done = await replaceIndexes(database, clock, next.active.label, (client) =>
        reindexRegister(client, { fields: vault.fields, before: vault.index, after: new BlindIndex(next) }),
      );
      putNextIndexKeyInPlace(folder);
      process.stdout.write(
        `已用新密钥 ${next.active.label} 重建 ${done} 个索引 made ${done} indexes anew under key ${next.active.label}\n`,
      );
    } finally {
      await database.close();
    }
  } catch (error) {
    process.stderr.write(`${error instanceof Error ? error.message : 'unknown error'}\n`);
    process.exitCode = 1;
  }
}

function replaceIndexes(
  database: Database,
  clock: Clock,
  keyId: string,
  work: (client: pg.PoolClient) => Promise<number>,
): Promise<number> {
  return database.connection(systemSession('scheduler'), async (client) => {
    await client.query('lock table person, household in exclusive mode');
    const { rows } = await client.query<{ staged: boolean }>(
      'select exists (select from import_batch where state in ($1, $2, $3)) as staged',
      ['uploaded', 'checking', 'releasing'],
    );
    if (rows[0]?.staged) throw new NotNow('有导入批次正在处理，请等它完成。An import is being worked on: let it end first.');
    const waiting = await stagedBatches(client);
    if (waiting > 0)
      throw new NotNow(
        `有 ${waiting} 个导入批次等待发布，其暂存数据使用旧索引：请先发布或放弃。${waiting} imports wait for release and hold old indexes: release or discard them first.`,
      );
    const done = await work(client);
    await client.query('update index_key set key_id = $1, used_since = $2', [keyId, clock.now()]);
    await new AuditLog(database, clock).record(client, {
      action: 'keys.reindex',
      result: 'success',
      detail: { indexes: done, key: keyId },
    });
    return done;
  });
}

/** Staging is open to the import's own session only. */
async function stagedBatches(client: pg.ClientBase): Promise<number> {
  await client.query(`select set_config('app.system', 'import', true)`);
  const { rows } = await client.query<{ n: number }>('select count(distinct batch_id) as n from import_household');
  await client.query(`select set_config('app.system', 'scheduler', true)`);
  return rows[0]?.n ?? 0;
}

/** A running service would go on writing indexes under the old key. */
async function assertAlone(database: Database): Promise<void> {
  const { rows } = await database.pool.query<{ n: number }>(
    `select count(*) as n from pg_stat_activity where datname = current_database() and usename = 'jz_identification'`,
  );
  if (rows[0]?.n)
    throw new NotNow('识别服务仍在运行，请先停止。Identification still runs: stop it first (the other departments may go on).');
}
