import { mkdirSync, renameSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import pg from 'pg';
import { copyFiles } from './files.mjs';
import { keyIds, keysDigest, readKeys, sealKeys } from './keys.mjs';
import { sequencesOf, tablesOf, writeTable } from './tables.mjs';

/**
 * Writes one department's backup: all rows as of one moment, its files, and its keys sealed with the passphrase. The service may
 * go on working meanwhile. The folder gets its name only once it is complete.
 *
 * @param databaseUrl of the department's database, as a role that row security does not filter (superuser or BYPASSRLS)
 */
export async function writeBackup({ department, databaseUrl, keysFolder, filesFolder, to, passphrase, release, at }) {
  const keys = readKeys(keysFolder, department);
  if (!Object.keys(keys).some((name) => name.startsWith(`${department}/`)))
    throw new Error(
      `${keysFolder}/${department} holds no keys. A backup without its keys could not be read; set JINGZHUN_KEYS to where they are.`,
    );
  const folder = path.join(to, `${department}-${at.toISOString().replace(/[:.]/g, '-')}`);
  const draft = `${folder}.incomplete`;
  mkdirSync(path.join(draft, 'tables'), { recursive: true, mode: 0o700 });

  const database = await dump(databaseUrl, path.join(draft, 'tables'));
  const files = copyFiles(filesFolder, path.join(draft, 'files'));
  writeFileSync(path.join(draft, 'keys.sealed'), sealKeys(keys, passphrase), { mode: 0o600 });
  const manifest = {
    version: 1,
    department,
    release,
    at: at.toISOString(),
    ...database,
    files,
    keys: { ids: keyIds(keys), sha256: keysDigest(keys) },
  };
  writeFileSync(path.join(draft, 'manifest.json'), `${JSON.stringify(manifest, null, 2)}\n`, { mode: 0o600 });
  renameSync(draft, folder);
  return { folder, manifest };
}

async function dump(url, folder) {
  const client = new pg.Client({ connectionString: url, application_name: 'jingzhun backup' });
  await client.connect();
  try {
    await client.query('begin isolation level repeatable read read only');
    // a filtered dump would look complete: better an error than rows left out
    await client.query('set local row_security = off');
    const { rows: migrations } = await client.query('select name from migrations order by id');
    const tables = [];
    for (const [i, table] of (await tablesOf(client)).entries()) {
      const file = `${String(i + 1).padStart(3, '0')}.copy.gz`;
      tables.push({ ...table, file, ...(await writeTable(client, table, path.join(folder, file))) });
    }
    const sequences = await sequencesOf(client);
    await client.query('commit');
    return { migrations: migrations.map(({ name }) => name), tables, sequences };
  } finally {
    await client.end();
  }
}
