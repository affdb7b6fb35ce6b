// The composed product as `npm start` brings it up, with a small city, in a folder of its own.
import { spawn } from 'node:child_process';
import { chmod, mkdtemp } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { freePort } from '../../../tools/local-stack/ports.mjs';

const root = path.resolve(import.meta.dirname, '../../..');
const LIMIT_MS = 5 * 60_000;

export default async function startProduct() {
  // against a product that is up already, while writing a test: E2E_ADDRESS and E2E_DATA
  if (process.env.E2E_ADDRESS) return;
  const data = await mkdtemp(path.join(os.tmpdir(), 'jingzhun-e2e-'));
  // the database server runs as its own user and must be able to pass through, else it keeps its files elsewhere
  await chmod(data, 0o711);
  const env = {
    ...process.env,
    JINGZHUN_DATA: data,
    JINGZHUN_PORT: String(await freePort()),
    JINGZHUN_DEMO_HOUSEHOLDS: process.env.E2E_HOUSEHOLDS ?? '1200',
  };
  for (const name of Object.keys(env)) if (/^JINGZHUN_.*_(DATABASE_URL|URL|PORT)$/.test(name)) delete env[name];
  const child = spawn(process.execPath, ['tools/launch/main.mjs'], { cwd: root, env, stdio: ['ignore', 'pipe', 'pipe'] });
  let output = '';
  const address = await new Promise((resolve, reject) => {
    const timer = setTimeout(() => reject(new Error(`the product was not ready within ${LIMIT_MS / 1000} s:\n${output}`)), LIMIT_MS);
    const read = (chunk) => {
      output += chunk;
      const ready = /^ready (http\S+)/m.exec(output);
      if (ready) {
        clearTimeout(timer);
        resolve(ready[1]);
      }
    };
    child.stdout.on('data', read);
    child.stderr.on('data', read);
    child.once('exit', (code) => reject(new Error(`the launcher ended with ${code}:\n${output}`)));
  });
  globalThis.__PRODUCT__ = { child, data };
  Object.assign(process.env, { E2E_ADDRESS: address, E2E_DATA: data, E2E_LAUNCHER_PID: String(child.pid) });
}
