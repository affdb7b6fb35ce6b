import { spawn } from 'node:child_process';
import { chmod, mkdtemp, rm } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { freePort } from '../../../tools/local-stack/ports.mjs';

const root = path.resolve(import.meta.dirname, '../../..');
const LIMIT_MS = 15 * 60_000;

/**
 * The composed product as `npm start` brings it up, with a small city, in a folder of its own.
 *
 * @returns `{ address, data, pid, stop() }`; `stop` presses Ctrl-C and removes the folder
 */
export async function startOwnProduct(variables = {}) {
  const data = await mkdtemp(path.join(os.tmpdir(), 'jingzhun-e2e-'));
  // the database server runs as its own user and must be able to pass through, else it keeps its files elsewhere
  await chmod(data, 0o711);
  const env = { ...process.env, JINGZHUN_DATA: data, JINGZHUN_PORT: String(await freePort()) };
  // as from a shell, not as from a test
  delete env.NODE_ENV;
  for (const name of Object.keys(env)) if (/^JINGZHUN_.*_(DATABASE_URL|URL|PORT)$/.test(name)) delete env[name];
  const child = spawn(process.execPath, ['tools/launch/main.mjs'], {
    cwd: root,
    env: { ...env, ...variables },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const ended = new Promise((resolve) => child.once('exit', resolve));
  const stop = async () => {
    if (child.exitCode === null) child.kill('SIGINT');
    await ended;
    await rm(data, { recursive: true, force: true });
  };
  const address = await untilReady(child).catch(async (error) => {
    await stop();
    throw error;
  });
  return { address, data, pid: child.pid, stop };
}

function untilReady(child) {
  let output = '';
  return new Promise((resolve, reject) => {
    const timer = setTimeout(() => reject(new Error(`the product was not ready within ${LIMIT_MS / 1000} s:\n${output}`)), LIMIT_MS);
    const read = (chunk) => {
      output += chunk;
      const ready = /^ready (http\S+)/m.exec(output);
      if (!ready) return;
      clearTimeout(timer);
      // the product stays up with half a demonstration; the tests need all of it
      if (/The demonstration is not complete/.test(output)) reject(new Error(output));
      else resolve(ready[1]);
    };
    child.stdout.on('data', read);
    child.stderr.on('data', read);
    child.once('exit', (code) => reject(new Error(`the launcher ended with ${code}:\n${output}`)));
  });
}
