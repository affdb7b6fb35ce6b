// node tools/restore.mjs identification --from /backups/identification-… --passphrase-file /root/passphrase   — docs/operate/backup.md
import { execFileSync } from 'node:child_process';
import path from 'node:path';
import { readCommand, root, run } from './backup/command-line.mjs';
import { passphraseIn } from './backup/keys.mjs';
import { databaseUrl, reachServer } from './backup/reach-database.mjs';
import { checkBackup, holdsTables, restoreBackup } from './backup/read-backup.mjs';
import { ensureDatabase } from './local-stack/databases.mjs';
import { databaseOf, variableOf } from './local-stack/departments.mjs';

await run(async () => {
  const { department, data, keysFolder, filesFolder, passphraseFile, from: folder, keys: keysFile } = readCommand(['from', 'keys']);
  if (!folder) throw new Error('--from is missing: the folder of the backup');
  const { manifest, keys } = await checkBackup({ folder, keysFile, passphrase: passphraseIn(passphraseFile), department });
  const server = await reachServer(data);
  try {
    if (server.running) throw new Error('Jingzhun is running. Stop it with Ctrl-C, then restore.');
    const { ownerUrl } = await ensureDatabase(server.url, department, path.join(data, 'secrets'));
    const url = databaseUrl(server.url, databaseOf(department));
    if (await holdsTables(url))
      throw new Error(
        `The database ${databaseOf(department)} is not empty. Nothing was changed. Rename or drop it first (docs/operate/backup.md says how).`,
      );
    execFileSync(process.execPath, [path.join(root, 'apps', department, 'dist', 'migrate.js')], {
      cwd: root,
      env: { ...process.env, JINGZHUN_DATA: data, JINGZHUN_KEYS: keysFolder, [variableOf(department, 'OWNER_DATABASE_URL')]: ownerUrl },
      stdio: ['ignore', 'inherit', 'inherit'],
    });
    await restoreBackup({ folder, manifest, keys, databaseUrl: url, keysFolder, filesFolder });
    const rows = manifest.tables.reduce((sum, table) => sum + table.rows, 0);
    console.log(
      `${department} is back as of ${manifest.at}: ${rows} rows of ${manifest.tables.length} tables, each compared with what was written`,
    );
    if (department === 'identification')
      console.log(
        'The broker may hold what was published after the backup: see "After identification was restored" in docs/operate/backup.md.',
      );
  } finally {
    await server.close();
  }
});
