import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { after, before, it } from 'node:test';

const root = path.resolve(import.meta.dirname, '../..');
const FILES = {
  green: `it('holds', () => expect(1).toBe(1));`,
  wrong: `it('holds not', () => expect(1).toBe(2));`,
  hook: `beforeAll(() => { throw new Error('no beginning'); }); it('would hold', () => undefined);`,
  unloadable: `throw new Error('cannot be loaded');`,
  uncaught: `it('ends before', async () => { setTimeout(() => { throw new Error('thrown to nobody'); }, 5); await new Promise((go) => setTimeout(go, 20)); });`,
  rejected: `it('takes no notice', () => void Promise.reject(new Error('rejected to nobody')));`,
  property: `import fc from 'fast-check'; it('holds for some', () => fc.assert(fc.property(fc.constant(1), () => { throw new Error('met by one'); })));`,
  after: `it('holds as well', () => expect(1).toBe(1));`,
};

let folder;
let result;
before(() => {
  mkdirSync(path.join(root, 'tmp'), { recursive: true });
  folder = mkdtempSync(path.join(root, 'tmp', 'runner-'));
  for (const [name, text] of Object.entries(FILES)) writeFileSync(path.join(folder, `${name}.spec.ts`), text);
  const config = `import preset from '${path.join(root, 'jest.preset.js')}'; export default { ...preset, testMatch: ['<rootDir>/*.spec.ts'] };`;
  writeFileSync(path.join(folder, 'jest.config.mjs'), config);
  const jest = path.join(root, 'node_modules', 'jest', 'bin', 'jest.js');
  const args = [
    jest,
    '--rootDir',
    folder,
    '-c',
    path.join(folder, 'jest.config.mjs'),
    '--json',
    '--outputFile',
    path.join(folder, 'out.json'),
  ];
  spawnSync('node', args, { cwd: root, stdio: 'ignore' });
  result = JSON.parse(readFileSync(path.join(folder, 'out.json'), 'utf8'));
});
after(() => rmSync(folder, { recursive: true, force: true }));

it('fails every file in which something went wrong, and no other', () => {
  const failed = result.testResults.filter(({ status }) => status === 'failed').map(({ name }) => path.basename(name, '.spec.ts'));
  assert.deepEqual(failed.sort(), ['hook', 'property', 'rejected', 'uncaught', 'unloadable', 'wrong']);
  assert.equal(result.numTotalTestSuites, Object.keys(FILES).length);
});

it('says what nobody caught', () => {
  const said = (name) => result.testResults.find((one) => one.name.endsWith(`${name}.spec.ts`)).message;
  assert.match(said('uncaught'), /thrown to nobody/);
  assert.match(said('rejected'), /rejected to nobody/);
});

it('says what a property met', () => {
  const [{ assertionResults }] = result.testResults.filter(({ name }) => name.endsWith('property.spec.ts'));
  assert.match(assertionResults[0].failureMessages.join(), /met by one/);
});
