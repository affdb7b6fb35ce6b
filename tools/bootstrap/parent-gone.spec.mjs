import assert from 'node:assert/strict';
import { fork } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { after, test } from 'node:test';

const folder = mkdtempSync(path.join(os.tmpdir(), 'jz-parent-'));
after(() => rmSync(folder, { recursive: true }));
const subject = pathToFileURL(path.join(import.meta.dirname, 'parent-gone.mjs')).href;

function start(name, lines) {
  const file = path.join(folder, `${name}.mjs`);
  writeFileSync(
    file,
    `import { whenParentGone } from ${JSON.stringify(subject)};\nconst done = whenParentGone(() => process.exit(1));\n${lines}`,
  );
  return fork(file);
}

test('work that is done ends with the code it has chosen', async () => {
  const child = start('done', 'process.exitCode = 0; done();');
  assert.deepEqual(await once(child, 'exit'), [0, null]);
});

test('a parent that is gone stops the work', async () => {
  const child = start('gone', "setInterval(() => {}, 1000); process.send('up');");
  await once(child, 'message');
  child.disconnect();
  assert.deepEqual(await once(child, 'exit'), [1, null]);
});
