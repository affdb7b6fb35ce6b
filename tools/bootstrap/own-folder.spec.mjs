// A checkout that belongs to somebody else: what can be done is done, what cannot is said.
import assert from 'node:assert/strict';
import { chmodSync, copyFileSync, cpSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { after, before, describe, it } from 'node:test';
import { execFileSync } from 'node:child_process';

/** Root may write everywhere, so the code runs as nobody. */
const ids = process.getuid() === 0 ? { uid: 65534, gid: 65534 } : {};

describe('a checkout of somebody else', () => {
  let root;
  let node = process.execPath;
  before(() => {
    root = mkdtempSync(path.join(os.tmpdir(), 'jingzhun-foreign-'));
    cpSync(import.meta.dirname, path.join(root, 'bootstrap'), { recursive: true });
    if (!canRun(node)) copyFileSync(process.execPath, (node = path.join(root, 'node')));
    mkdirSync(path.join(root, 'node_modules'));
    writeFileSync(path.join(root, 'package-lock.json'), JSON.stringify({ packages: {} }));
    writeFileSync(path.join(root, 'node_modules', '.package-lock.json'), JSON.stringify({ packages: {} }));
    for (const folder of [path.join(root, 'node_modules'), root]) chmodSync(folder, 0o555);
  });
  after(() => {
    chmodSync(root, 0o755);
    rmSync(root, { recursive: true, force: true });
  });

  /** A checkout in /root is out of reach for anybody else. */
  function canRun(program) {
    try {
      execFileSync('/bin/sh', ['-c', 'test -x "$1"', 'sh', program], { cwd: '/', ...ids });
      return true;
    } catch {
      return false;
    }
  }
  const asOrdinaryUser = (code) => execFileSync(node, ['--input-type=module', '-e', code], { encoding: 'utf8', cwd: '/', ...ids });
  const from = (file) => JSON.stringify(path.join(root, 'bootstrap', file));

  it('starts when everything is installed', () => {
    asOrdinaryUser(
      `const { installPackages } = await import(${from('install.mjs')}); await installPackages(${JSON.stringify(root)}, () => undefined);`,
    );
  });

  it('says who has to do what when it is not', () => {
    const said = asOrdinaryUser(`const { assertWritable } = await import(${from('own-folder.mjs')});
      try { assertWritable(${JSON.stringify(root)}, 'The packages are not installed'); console.log('no word'); } catch (error) { console.log(error.message); }`);
    assert.match(said, /The packages are not installed, and \w+ may not write in .*JINGZHUN_DATA.*git clone/);
  });
});
