import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import path from 'node:path';
import { it } from 'node:test';

const WITHIN_MS = 60_000;

/** Starts a throw-away server in a process of its own. @returns that process and the server's folder */
async function startedElsewhere() {
  const server = path.join(import.meta.dirname, 'postgres.mjs');
  const script = `const { startPostgres } = await import(${JSON.stringify(server)});
    const pg = await startPostgres({ inMemory: true });
    console.log(pg.folder);
    setInterval(() => undefined, 1_000);`;
  const child = spawn(process.execPath, ['--input-type=module', '-e', script], { stdio: ['ignore', 'pipe', 'inherit'] });
  let said = '';
  for await (const text of child.stdout.setEncoding('utf8')) if ((said += text).includes('\n')) break;
  return { child, folder: said.trim() };
}

it('leaves nothing in memory when the process that started it is killed', async () => {
  const { child, folder } = await startedElsewhere();
  try {
    assert.ok(existsSync(path.join(folder, 'data', 'PG_VERSION')), folder);
  } finally {
    child.kill('SIGKILL');
  }
  for (const end = Date.now() + WITHIN_MS; existsSync(folder) && Date.now() < end;) await new Promise((go) => setTimeout(go, 50));
  assert.ok(!existsSync(folder), folder);
});
