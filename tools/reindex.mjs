// node tools/reindex.mjs   — docs/operate/keys.md. While Jingzhun is stopped.
import path from 'node:path';
import { root, run } from './backup/command-line.mjs';
import { reachServer } from './backup/reach-database.mjs';
import { ownerUrl } from './local-stack/databases.mjs';

const data = path.resolve(root, process.env.JINGZHUN_DATA ?? '.data');

await run(async () => {
  const server = await reachServer(data);
  try {
    process.env.JINGZHUN_KEYS ??= path.join(data, 'keys');
    process.env.JINGZHUN_IDENTIFICATION_OWNER_DATABASE_URL ??= ownerUrl(server.url, 'identification', path.join(data, 'secrets'));
    await import(new URL('../apps/identification/dist/reindex.js', import.meta.url));
  } finally {
    await server.close();
  }
});
