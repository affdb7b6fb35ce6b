// Plants one violation of every rule and expects ESLint, with the real configuration, to find it.
import assert from 'node:assert/strict';
import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { after, before, describe, it } from 'node:test';
import { ESLint } from 'eslint';
import { fileOf } from './import-graph.mjs';

const root = path.resolve(import.meta.dirname, '../..');
const planted = path.join(root, 'tmp', `planted-${process.pid}`);

async function findings(file) {
  const eslint = new ESLint({ cwd: root, ignore: false });
  const [result] = await eslint.lintFiles([file]);
  return result.messages.map(({ ruleId, message, fatal }) => (fatal ? message : ruleId));
}

/** Lints sources written into a throw-away TypeScript project; the first file is the one that is looked at. */
async function lint(sources) {
  for (const [name, code] of Object.entries(sources)) {
    mkdirSync(path.dirname(path.join(planted, name)), { recursive: true });
    writeFileSync(path.join(planted, name), code);
  }
  return findings(path.join(planted, Object.keys(sources)[0]));
}

/** Lints a text as if it were a file of a real package. Types are not asked for, the file is not on the disk. */
async function lintAs(filePath, code) {
  const eslint = new ESLint({
    cwd: root,
    overrideConfig: [{ files: ['**/*.ts'], languageOptions: { parserOptions: { projectService: false } } }],
    ruleFilter: ({ ruleId }) => !ruleId.startsWith('@typescript-eslint/') && ruleId !== 'jingzhun/no-cycle',
  });
  const [result] = await eslint.lintText(code, { filePath: path.join(root, filePath) });
  return result.messages.map(({ ruleId, message, fatal }) => (fatal ? message : ruleId));
}

describe('lint rules', () => {
  before(() => {
    mkdirSync(planted, { recursive: true });
    writeFileSync(path.join(planted, 'tsconfig.json'), JSON.stringify({ extends: '../../tsconfig.base.json', include: ['**/*.ts'] }));
  });
  after(() => rmSync(planted, { recursive: true, force: true }));

  it('accept a clean file', async () => {
    assert.deepEqual(await lint({ 'clean.ts': 'export const twice = (n: number): number => n * 2;\n' }), []);
  });

  const typed = {
    '@typescript-eslint/no-floating-promises':
      'const later = async (): Promise<void> => undefined;\nexport function go(): void {\n  later();\n}\n',
    '@typescript-eslint/no-misused-promises':
      'const asked = async (): Promise<boolean> => true;\nexport function go(): number {\n  if (asked()) return 1;\n  return 2;\n}\n',
    '@typescript-eslint/switch-exhaustiveness-check':
      "export function of(kind: 'a' | 'b'): number {\n  switch (kind) {\n    case 'a':\n      return 1;\n  }\n  return 0;\n}\n",
    '@typescript-eslint/no-explicit-any': 'export const anything = (value: any): string => String(value);\n',
    'no-restricted-syntax': 'export const today = (): Date => new Date();\n',
  };
  for (const [rule, code] of Object.entries(typed)) {
    it(`find ${rule}`, async () => assert.deepEqual(await lint({ 'planted.ts': code }), [rule]));
  }

  it('find a type imported as a value', async () => {
    const found = await lint({
      'uses.ts': "import { Shape } from './shape.js';\nexport const name = (shape: Shape): string => shape.name;\n",
      'shape.ts': 'export interface Shape {\n  name: string;\n}\n',
    });
    assert.deepEqual(found, ['@typescript-eslint/consistent-type-imports']);
  });

  it('leave an injected class a value import', async () => {
    const found = await lint({
      'uses.ts':
        "import { Ledger } from './ledger.js';\nconst Injectable = () => (_: unknown): void => undefined;\n@Injectable()\nexport class Books {\n  constructor(readonly ledger: Ledger) {}\n}\n",
      'ledger.ts': 'export class Ledger {\n  lines = 0;\n}\n',
    });
    assert.deepEqual(found, []);
  });

  it('find a cycle of imports', async () => {
    const found = await lint({
      'hen.ts': "import { egg } from './egg.js';\nexport const hen = (): string => egg();\n",
      'egg.ts': "import { hen } from './hen.js';\nexport const egg = (): string => hen();\n",
    });
    assert.deepEqual(found, ['jingzhun/no-cycle']);
  });

  it('find a cycle over what is passed on and what is loaded late', async () => {
    const found = await lint({
      'first.ts': "export const first = 1;\nexport const later = (): Promise<unknown> => import('./second.js');\n",
      'second.ts': "import {\n  third,\n} from './third.js';\nexport const second = third;\n",
      'third.ts': "import './fourth.js';\nexport const third = 3;\n",
      'fourth.ts': "export * from './first.js';\n",
    });
    assert.deepEqual(found, ['jingzhun/no-cycle']);
  });

  it('leave a cycle of nothing but types', async () => {
    const types = await lint({
      'shape.ts': "import type { Sheet } from './sheet.js';\nexport interface Shape {\n  on: Sheet;\n}\nexport const round = 1;\n",
      'sheet.ts':
        "import { type Shape } from './shape.js';\nexport type { Shape } from './shape.js';\nexport interface Sheet {\n  has: Shape[];\n}\n",
    });
    assert.deepEqual(types, []);
    const mixed = await lint({
      'form.ts': "import { type Page, page } from './page.js';\nexport const form = (): Page => page;\n",
      'page.ts': "import { type form as Form, form } from './form.js';\nexport type Page = object;\nexport const page: Page = { form };\n",
    });
    assert.deepEqual(mixed, ['jingzhun/no-cycle']);
  });

  it('know which file of another package is meant', () => {
    const from = path.join(root, 'apps/finance/src/app.module.ts');
    const meant = (name) => path.relative(root, fileOf(name, from) ?? root);
    assert.deepEqual(
      [
        '@jingzhun/persistence',
        '@jingzhun/persistence/testing',
        '@jingzhun/domain/money',
        '@jingzhun/persistence/nothing',
        'node:fs',
        'zod',
      ].map(meant),
      ['libs/persistence/src/index.ts', 'libs/persistence/src/testing/index.ts', 'libs/domain/src/money.ts', '', '', ''],
    );
  });

  it('find a focused and a disabled test', async () => {
    assert.deepEqual(await lint({ 'a.spec.ts': "it.only('runs alone', () => undefined);\n" }), ['jest/no-focused-tests']);
    assert.deepEqual(await lint({ 'b.spec.ts': "it.skip('never runs', () => undefined);\n" }), ['jest/no-disabled-tests']);
  });

  it('warn of a long file', async () => {
    assert.deepEqual(await lint({ 'long.ts': `${'export {};\n'.repeat(301)}` }), ['max-lines']);
  });

  it('find the time of the machine in SQL', async () => {
    assert.deepEqual(await lint({ 'query.ts': 'export const sql = `select * from notice where ends_at < now()`;\n' }), [
      'no-restricted-syntax',
    ]);
    assert.deepEqual(await lint({ 'other.ts': 'export const sql = `select * from notice where ends_at < $1 and known()`;\n' }), []);
  });

  it('find an advisory lock with a number of its own', async () => {
    const imported = "import { ADVISORY_LOCKS } from './locks.js';\n";
    const locks = { 'locks.ts': 'export const ADVISORY_LOCKS = { one: 1 };\n' };
    const run = (code) => lint({ 'takes.ts': `${imported}export const taken = [ADVISORY_LOCKS.one, ${code}];\n`, ...locks });
    const found = ['jingzhun/one-home-for-locks'];
    assert.deepEqual(await run("'select pg_advisory_xact_lock($1)'"), []);
    assert.deepEqual(await run("'select pg_advisory_xact_lock(4711)'"), found);
    assert.deepEqual(await run("`select pg_try_advisory_lock(hashtext('x'))`"), found);
    assert.deepEqual(await lint({ 'elsewhere.ts': "export const sql = ['select pg_advisory_lock($1)', 4711];\n" }), found);
  });

  it('allow clock.ts to ask the machine', async () => {
    assert.deepEqual(await lintAs('libs/persistence/src/clock.ts', 'export const now = (): Date => new Date(Date.now());\n'), []);
  });

  describe('of controllers', () => {
    const controller = (access) =>
      [
        'const mark = (..._: unknown[]) => (..._target: unknown[]): void => undefined;',
        'const [Controller, Get, RequirePermission] = [mark, mark, mark];',
        "@Controller('households')",
        'export class HouseholdController {',
        `  @Get(':id') ${access} one(): string {`,
        "    return '';",
        '  }',
        '}',
        'void RequirePermission;',
        '',
      ].join('\n');
    it('find a naked route', async () => assert.deepEqual(await lint({ 'naked.ts': controller('') }), ['jingzhun/guarded-route']));
    it('accept a route that says who may', async () =>
      assert.deepEqual(await lint({ 'guarded.ts': controller("@RequirePermission('household.read')") }), []));
  });

  describe('of event contracts', () => {
    const event = "export const X = defineEvent({ department: 'finance', noun: 'subsidy', verb: 'paid', version: 1 });\n";
    it('accept the file that its subject asks for', async () =>
      assert.deepEqual(await lintAs('libs/events/src/finance/subsidy-paid.v1.ts', event), []));
    it('find another file name', async () =>
      assert.deepEqual(await lintAs('libs/events/src/finance/subsidy-paid.v2.ts', event), ['events/file-matches-subject']));
    it("find another department's folder", async () =>
      assert.deepEqual(await lintAs('libs/events/src/medical/subsidy-paid.v1.ts', event), ['events/file-matches-subject']));
    it('find a computed name', async () =>
      assert.deepEqual(await lintAs('libs/events/src/finance/a-b.v1.ts', 'defineEvent({ ...parts, version: 1 });\n'), [
        'events/file-matches-subject',
      ]));
  });

  describe('of packages', () => {
    const boundary = ['@nx/enforce-module-boundaries'];
    const imports = (name) => `import * as other from '${name}';\nexport const used = other;\n`;
    const refused = [
      ['apps/finance/src/planted.ts', '@jingzhun/identification/main'],
      ['apps/finance/src/planted.ts', '../../identification/src/main.js'],
      ['apps/finance/src/planted.ts', '@jingzhun/client/events'],
      ['libs/domain/src/planted.ts', '@jingzhun/persistence'],
      ['libs/events/src/planted.ts', '@jingzhun/persistence'],
      ['libs/persistence/src/planted.ts', '@jingzhun/messaging'],
      ['libs/messaging/src/planted.ts', '@jingzhun/household-directory'],
      ['apps/portal/src/planted.ts', '@jingzhun/persistence'],
      ['libs/auth/src/planted.ts', '@jingzhun/finance/main'],
    ];
    for (const [file, name] of refused)
      it(`refuse ${name} in ${file}`, async () => {
        const found = await lintAs(file, imports(name));
        assert.ok(found.includes(boundary[0]), found.join());
      });
    it('accept what goes down', async () => {
      assert.deepEqual(await lintAs('apps/finance/src/planted.ts', imports('@jingzhun/messaging')), []);
      assert.deepEqual(await lintAs('apps/portal/src/planted.ts', imports('@jingzhun/domain/money')), []);
    });
  });
});
