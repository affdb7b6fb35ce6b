// node tools/erase-history.mjs --household ID --purpose WHY --by WHO   — docs/operate/erase.md
// While Jingzhun runs. What it needs is taken from the data folder unless the environment says otherwise.
import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { root, run } from './backup/command-line.mjs';
import { reachServer } from './backup/reach-database.mjs';
import { ownerUrl } from './local-stack/databases.mjs';
import { erasureUser, seedFile } from './local-stack/nats-users.mjs';

const department = 'identification';
const data = path.resolve(root, process.env.JINGZHUN_DATA ?? '.data');
const secrets = path.join(data, 'secrets');

await run(async () => {
  const broker = path.join(secrets, 'nats', 'server.conf');
  if (!process.env.JINGZHUN_NATS_URL && !existsSync(broker))
    throw new Error(`There is no ${broker}: has Jingzhun run on this data folder?`);
  const server = await reachServer(data);
  try {
    process.env.JINGZHUN_NATS_URL ??= `nats://127.0.0.1:${/^port: (\d+)$/m.exec(readFileSync(broker, 'utf8'))[1]}`;
    process.env.JINGZHUN_IDENTIFICATION_OWNER_DATABASE_URL ??= ownerUrl(server.url, department, secrets);
    const seed = seedFile(secrets, erasureUser(department));
    if (existsSync(seed)) process.env.JINGZHUN_IDENTIFICATION_ERASURE_SEED_FILE ??= seed;
    await import(new URL(`../apps/${department}/dist/erase-history.js`, import.meta.url));
  } finally {
    await server.close();
  }
});
