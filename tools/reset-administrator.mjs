// node tools/reset-administrator.mjs <user name> <reason>   — docs/operate/troubleshooting.md. Without arguments it lists them.
import path from 'node:path';
import { root, run } from './backup/command-line.mjs';
import { reachServer } from './backup/reach-database.mjs';
import { ownerUrl } from './local-stack/databases.mjs';

const data = path.resolve(root, process.env.JINGZHUN_DATA ?? '.data');

await run(async () => {
  const server = await reachServer(data);
  try {
    process.env.JINGZHUN_GATEWAY_OWNER_DATABASE_URL ??= ownerUrl(server.url, 'gateway', path.join(data, 'secrets'));
    await import(new URL('../apps/gateway/dist/reset-administrator.js', import.meta.url));
  } finally {
    await server.close();
  }
});
