import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import pg from 'pg';
import { copyFiles, damagedFiles } from './files.mjs';
import { keysDigest, openKeys, placeKeys } from './keys.mjs';
import { loadTable, measureFile, measureTable, nameOf, tablesOf } from './tables.mjs';

/**
 * Checks a backup as far as it goes without a database: is it whole, and are these its keys?
 *
 * @param keysFile where the sealed keys are, when they were kept apart from the rows
 */
export async function checkBackup({ folder, keysFile = path.join(folder, 'keys.sealed'), passphrase, department }) {
  const manifest = JSON.parse(readFileSync(path.join(folder, 'manifest.json'), 'utf8'));
  if (manifest.department !== department) throw new Error(`${folder} is a backup of ${manifest.department}, not of ${department}.`);
  if (!existsSync(keysFile))
    throw new Error(
      `There are no keys: ${keysFile} is missing. Without them ID numbers, accounts and telephone numbers could never be read again, so nothing is restored. Name the file with --keys.`,
    );
  const keys = openKeys(readFileSync(keysFile, 'utf8'), passphrase);
  if (keysDigest(keys) !== manifest.keys.sha256) throw new Error(`${keysFile} holds the keys of another backup, not those of ${folder}.`);
  for (const table of manifest.tables) {
    const file = path.join(folder, 'tables', table.file);
    const { rows, sha256 } = await measureFile(file).catch(() => ({}));
    if (rows !== table.rows || sha256 !== table.sha256)
      throw new Error(`The backup is damaged: ${file} is not what was written (${nameOf(table)}).`);
  }
  const damaged = damagedFiles(path.join(folder, 'files'), manifest.files);
  if (damaged.length > 0) throw new Error(`The backup is damaged: ${damaged.join(', ')} in ${folder}/files.`);
  return { manifest, keys };
}

/**
 * Restores a checked backup into a database that has just been migrated and holds nothing else.
 *
 * @param databaseUrl as a superuser: triggers that refuse changes are set aside while the rows come back
 */
export async function restoreBackup({ folder, manifest, keys, databaseUrl, keysFolder, filesFolder }) {
  placeKeys(keysFolder, keys);
  const client = new pg.Client({ connectionString: databaseUrl, application_name: 'jingzhun restore' });
  await client.connect();
  try {
    await client.query('begin');
    await client.query("set local session_replication_role = 'replica'");
    await assertSameSchema(client, manifest);
    await client.query(`truncate ${manifest.tables.map(nameOf).join(', ')}`);
    for (const table of manifest.tables) await restoreTable(client, table, path.join(folder, 'tables', table.file));
    for (const sequence of manifest.sequences)
      await client.query('select setval($1::regclass, $2, $3)', [nameOf(sequence), sequence.value, sequence.called]);
    await client.query('commit');
    await client.query('analyze');
  } finally {
    await client.end();
  }
  copyFiles(path.join(folder, 'files'), filesFolder);
}

async function restoreTable(client, table, file) {
  await loadTable(client, table, file);
  const { rows, sha256 } = await measureTable(client, table);
  if (rows !== table.rows || sha256 !== table.sha256)
    throw new Error(`${nameOf(table)} came back with ${rows} rows and another content; ${table.rows} were written. Nothing was restored.`);
  // numbers of transactions belong to the old server: 3 is the first there is, older than anything that happens here
  for (const column of table.transactionColumns) await client.query(`update ${nameOf(table)} set "${column}" = '3'`);
}

async function assertSameSchema(client, { migrations, release, tables }) {
  const { rows } = await client.query('select name from migrations order by id');
  const here = rows.map(({ name }) => name);
  if (here.join() !== migrations.join())
    throw new Error(
      `The backup was written by release ${release} with the migrations ${migrations.join(', ')}; this build makes ${here.join(', ')}. Restore with that release, then upgrade.`,
    );
  const missing = tables.filter((table) => table.rows > 0).map(nameOf);
  const present = new Set((await tablesOf(client)).map(nameOf));
  const absent = missing.filter((name) => !present.has(name));
  if (absent.length > 0) throw new Error(`This build has no table ${absent.join(', ')}, which the backup holds rows of.`);
}

/** Whether the database has tables already. */
export async function holdsTables(url) {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    return (await tablesOf(client)).length > 0;
  } finally {
    await client.end();
  }
}
