import assert from 'node:assert/strict';
import { mkdtempSync, mkdirSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { after, before, describe, it } from 'node:test';
import { jestTests } from './jest-tests.mjs';

const workspace = path.resolve(import.meta.dirname, '../..');

/** Fails the first time it is run in a folder and never again. */
const UNSTEADY = `
const { existsSync, writeFileSync } = require('node:fs');
it('holds', () => {});
it('is unsteady', () => {
  const before = existsSync('been-here');
  writeFileSync('been-here', '');
  expect(before).toBe(true);
});`;
const BROKEN = `it('is broken', () => expect(1).toBe(2));`;
const COUNTEREXAMPLE = `
const { existsSync, writeFileSync } = require('node:fs');
it('is a property', () => {
  const before = existsSync('drawn');
  writeFileSync('drawn', '');
  if (!before) throw new Error('Property failed after 3 tests\\n{ seed: 7 }\\nCounterexample: [0]');
});`;
const DIES = `throw new Error('cannot be loaded');`;

describe('a test file that failed is run once more, alone', () => {
  let root;
  let count = 0;
  before(() => {
    root = mkdtempSync(path.join(tmpdir(), 'jingzhun-check-'));
    symlinkSync(path.join(workspace, 'node_modules'), path.join(root, 'node_modules'));
  });
  after(() => rmSync(root, { recursive: true, force: true }));

  const run = (specs, { ignored, parts, ...options } = {}) => {
    const folder = `libs/p${++count}`;
    mkdirSync(path.join(root, folder, 'src'), { recursive: true });
    writeFileSync(
      path.join(root, folder, 'package.json'),
      JSON.stringify({
        name: folder,
        jest: { testMatch: ['**/*.spec.ts'], transform: {}, ...(ignored ? { testPathIgnorePatterns: [ignored] } : {}) },
      }),
    );
    specs.forEach((text, n) => writeFileSync(path.join(root, folder, 'src', `s${n}.spec.ts`), text));
    return jestTests(root, [{ name: folder, folder, targets: ['test'], parts }], {}, options);
  };

  it('and counted as passed and named when it passes then', async () => {
    const { passed, failed, failures, unsteady } = await run([UNSTEADY, `it('x', () => {});`], { again: true });
    assert.deepEqual([passed, failed, failures, unsteady.length], [3, 0, [], 1]);
    assert.match(unsteady[0], /s0\.spec\.ts[\s\S]*is unsteady/);
  });

  it('but not when it fails again', async () => {
    const { passed, failed, failures, unsteady } = await run([UNSTEADY, BROKEN], { again: true });
    assert.deepEqual([passed, failed, failures.length, unsteady.length], [2, 1, 1, 1]);
    assert.match(failures[0], /is broken/);
  });

  it('not for a counterexample, nor for a file that cannot be loaded: another run proves nothing', async () => {
    for (const spec of [COUNTEREXAMPLE, DIES]) {
      const { failed, unsteady } = await run([spec, `it('x', () => {});`], { again: true });
      assert.deepEqual([failed, unsteady], [1, []]);
    }
  });

  it('not when many files fail, and not when it was not asked for', async () => {
    const many = await run(
      [UNSTEADY, UNSTEADY, UNSTEADY, UNSTEADY].map((text, n) => text.replaceAll('been-here', `been-${n}`)),
      { again: true },
    );
    assert.deepEqual([many.passed, many.failed, many.unsteady], [4, 4, []]);
    const strict = await run([UNSTEADY]);
    assert.deepEqual([strict.passed, strict.failed, strict.unsteady], [1, 1, []]);
  });

  it('of a large package, which runs in two halves, as of any other', async () => {
    const halves = await run([UNSTEADY, `it('x', () => {});`, BROKEN], { again: true, most: 2 });
    assert.deepEqual([halves.passed, halves.failed, halves.failures.length, halves.unsteady.length], [3, 1, 1, 1]);
    assert.deepEqual(
      [halves.failures[0].split('\n')[0], halves.unsteady[0].split('\n')[0]],
      [`libs/p${count}/src/s2.spec.ts`, `libs/p${count}/src/s0.spec.ts`],
    );
    assert.deepEqual(
      await run([`it('x', () => {});`, DIES, `it('y', () => {});`], { most: 2 }).then(({ passed, failed }) => [passed, failed]),
      [2, 1],
    );
  });

  it('of a package that says which files belong together, in these parts; a file of none of them stops the run', async () => {
    const holds = `it('x', () => {});`;
    const parts = await run([UNSTEADY, holds, BROKEN], { again: true, parts: [['s1'], ['s2', 's0']] });
    assert.deepEqual([parts.passed, parts.failed, parts.failures.length, parts.unsteady.length], [3, 1, 1, 1]);
    await assert.rejects(run([holds, holds], { parts: [['s0']] }), /no part of libs\/p\d+ has src\/s1\.spec\.ts/);
    await assert.rejects(run([holds], { parts: [['s0'], ['renamed']] }), /have no file for, or have twice: renamed/);
    await assert.rejects(run([holds], { parts: [['s0'], ['s0']] }), /have no file for, or have twice: s0/);
  });

  it('and a file of a half that jest did not find is a failure', async () => {
    const { passed, failed, failures } = await run([`it('x', () => {});`, `it('y', () => {});`, `it('z', () => {});`], {
      most: 2,
      ignored: 's1',
    });
    assert.deepEqual([passed, failed], [2, 1]);
    assert.match(failures[0], /0 of 1 test files|no result/);
  });
});
