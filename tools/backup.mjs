// node tools/backup.mjs identification --to /backups --passphrase-file /root/passphrase   — docs/operate/backup.md
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { readCommand, root, run } from './backup/command-line.mjs';
import { passphraseIn } from './backup/keys.mjs';
import { databaseUrl, reachServer } from './backup/reach-database.mjs';
import { writeBackup } from './backup/write-backup.mjs';
import { databaseOf, variableOf } from './local-stack/departments.mjs';

await run(async () => {
  const { department, data, keysFolder, filesFolder, passphraseFile, to } = readCommand(['to']);
  if (!to) throw new Error('--to is missing: the folder that takes the backup');
  const passphrase = passphraseIn(passphraseFile);
  const { version: release } = JSON.parse(readFileSync(path.join(root, 'package.json'), 'utf8'));
  const ready = process.env[variableOf(department, 'DATABASE_URL')];
  const server = ready ? undefined : await reachServer(data);
  try {
    const url = ready ?? databaseUrl(server.url, databaseOf(department));
    const { folder, manifest } = await writeBackup({
      department,
      databaseUrl: url,
      keysFolder,
      filesFolder,
      to,
      passphrase,
      release,
      at: new Date(),
    });
    const rows = manifest.tables.reduce((sum, table) => sum + table.rows, 0);
    console.log(`${folder}: ${rows} rows of ${manifest.tables.length} tables, ${Object.keys(manifest.files).length} files, keys sealed`);
  } finally {
    await server?.close();
  }
});
