// The launcher with real PostgreSQL and NATS, and seven small programs in place of the services.
import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import {
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { after, before, describe, it } from 'node:test';
import { PROCESSES } from '../local-stack/departments.mjs';
import { freePort } from '../local-stack/ports.mjs';

const source = path.resolve(import.meta.dirname, '../..');
const service = (name) => `
import { createServer } from 'node:http';
import pg from 'pg';
const client = new pg.Client(process.env.JINGZHUN_${name.toUpperCase()}_DATABASE_URL);
client.on('error', () => process.exit(1));
await client.connect();
const rights = Object.keys(process.env).filter((key) => /^JINGZHUN_.*(DATABASE_URL|SEED_FILE)$/.test(key));
const server = createServer(async (request, response) => {
  if (request.url === '/crash') process.exit(3);
  if (request.url === '/api/gateway/v1/demo-accounts') return response.end(JSON.stringify({ password: 'known-to-all', items: [] }));
  const { rows } = await client.query('select current_user as role, current_database() as database');
  response.end(JSON.stringify({ ...rows[0], rights }));
}).listen(Number(process.env.JINGZHUN_${name.toUpperCase()}_PORT), '127.0.0.1', () => console.log('port', server.address().port));
process.on('SIGTERM', () => setTimeout(() => { console.log('closed in order'); process.exit(0); }, 100));
`;
const migration = (name) => `
import pg from 'pg';
const client = new pg.Client(process.env.JINGZHUN_${name.toUpperCase()}_OWNER_DATABASE_URL);
await client.connect();
await client.query('create table if not exists migrated (at timestamptz default clock_timestamp())');
await client.query('insert into migrated default values');
await client.end();
`;

/** A checkout with the real tools and packages, but small services, so that only the launcher is looked at. */
function makeCheckout() {
  const root = mkdtempSync(path.join(os.tmpdir(), 'jingzhun-launch-'));
  cpSync(path.join(source, 'tools'), path.join(root, 'tools'), { recursive: true });
  for (const file of ['package.json', 'package-lock.json', 'nx.json', 'tsconfig.base.json', '.swcrc'])
    cpSync(path.join(source, file), path.join(root, file));
  // npm must never run here: these node_modules are those of the real checkout
  writeFileSync(
    path.join(root, 'tools', 'start.mjs'),
    "import { runOnPinnedNode } from './bootstrap/reexecute.mjs';\nrunOnPinnedNode(process.cwd(), 'tools/launch/main.mjs', process.argv.slice(2));\n",
  );
  symlinkSync(path.join(source, 'node_modules'), path.join(root, 'node_modules'));
  for (const name of PROCESSES) {
    const dist = path.join(root, 'apps', name, 'dist');
    mkdirSync(dist, { recursive: true });
    writeFileSync(path.join(root, 'apps', name, 'package.json'), JSON.stringify({ name: `launch-${name}`, type: 'module' }));
    writeFileSync(path.join(dist, 'main.js'), service(name));
    writeFileSync(path.join(dist, 'migrate.js'), migration(name));
  }
  return root;
}

const processesOf = (root) =>
  readdirSync('/proc')
    .filter((entry) => /^\d+$/.test(entry))
    .filter((pid) => {
      try {
        return (
          readFileSync(`/proc/${pid}/cmdline`, 'utf8').includes(root) &&
          !/^Z/.test(readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ')[1])
        );
      } catch {
        return false;
      }
    });

async function until(what, check, limitMs = 60_000) {
  const deadline = performance.now() + limitMs;
  while (performance.now() < deadline) {
    const value = await check();
    if (value) return value;
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
  throw new Error(`did not happen: ${what}`);
}

describe('launcher', () => {
  let root;
  let port;
  const launchers = [];

  const launch = (env = {}) => {
    const child = spawn('node', ['tools/start.mjs'], {
      cwd: root,
      detached: true,
      env: { ...process.env, JINGZHUN_PORT: String(port), JINGZHUN_DEMO: 'off', ...env },
    });
    const launcher = { child, output: '', ended: new Promise((resolve) => child.once('exit', resolve)) };
    for (const stream of [child.stdout, child.stderr]) stream.setEncoding('utf8').on('data', (text) => (launcher.output += text));
    launchers.push(launcher);
    return launcher;
  };
  const ready = async (launcher) =>
    until('ready', () => {
      assert.equal(launcher.child.exitCode, null, launcher.output);
      return /^ready http:\/\/127\.0\.0\.1:\d+$/m.test(launcher.output);
    });
  const portOf = (name) => {
    const log = readFileSync(path.join(root, '.data', 'logs', `${name}.log`), 'utf8');
    return [...log.matchAll(/^port (\d+)$/gm)].at(-1)?.[1];
  };
  // a service may answer before its log is on the disk
  const ask = async (name) => (await fetch(`http://127.0.0.1:${await until(`the port of ${name}`, () => portOf(name))}/`)).json();

  before(async () => {
    root = makeCheckout();
    port = await freePort();
  });
  after(() => {
    for (const { child } of launchers.filter(({ child }) => child.exitCode === null && child.signalCode === null))
      process.kill(-child.pid, 'SIGKILL');
    for (const pid of processesOf(root)) process.kill(Number(pid), 'SIGKILL');
    rmSync(root, { recursive: true, force: true });
  });

  it('brings everything up, keeps it up, and leaves nothing behind', async (t) => {
    const launcher = launch();
    await ready(launcher);

    await t.test('each service runs as its own login role and gets no other right', async () => {
      for (const name of PROCESSES) {
        const { role, database, rights } = await ask(name);
        assert.deepEqual([role, database], [`jz_${name}`, `jz_${name}`]);
        assert.deepEqual(rights.sort(), [`JINGZHUN_${name.toUpperCase()}_DATABASE_URL`, `JINGZHUN_${name.toUpperCase()}_NATS_SEED_FILE`]);
      }
    });

    await t.test('secrets are open to their owner only', () => {
      const secrets = path.join(root, '.data', 'secrets');
      const files = readdirSync(secrets, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile());
      assert.ok(files.length >= 7 * 3 + 2, `${files.length} secrets`);
      for (const file of files) assert.equal(statSync(path.join(file.parentPath, file.name)).mode & 0o077, 0, file.name);
    });

    await t.test('a second launcher on the same data is refused', async () => {
      const second = launch();
      assert.equal(await second.ended, 1);
      assert.match(second.output, /already runs on .*JINGZHUN_DATA/s);
    });

    await t.test('a crashed service starts again and its log is named', async () => {
      const before = portOf('medical');
      await fetch(`http://127.0.0.1:${before}/crash`).catch(() => undefined);
      await until('the line about it', () => /medical ended \(code 3\).*medical\.log/.test(launcher.output));
      await until('medical answers again', () => ask('medical').catch(() => undefined));
    });

    await t.test('Ctrl-C ends everything in order', async () => {
      process.kill(-launcher.child.pid, 'SIGINT');
      assert.equal(await launcher.ended, 0);
      assert.match(launcher.output, /stopped\s*$/);
      assert.match(readFileSync(path.join(root, '.data', 'logs', 'finance.log'), 'utf8'), /closed in order/);
      assert.match(readFileSync(path.join(root, '.data', 'logs', 'postgres.log'), 'utf8'), /database system is shut down/);
      assert.deepEqual(processesOf(root), []);
      assert.equal(existsSync(path.join(root, '.data', 'launcher.lock')), false);
    });
  });

  it('starts again on its data after being killed, and leaves nothing behind when killed', async () => {
    const launcher = launch();
    await ready(launcher);
    launcher.child.kill('SIGKILL');
    await until('everything to end by itself', () => processesOf(root).length === 0);
    const again = launch();
    await ready(again);
    process.kill(again.child.pid, 'SIGTERM');
    assert.equal(await again.ended, 0);
    assert.deepEqual(processesOf(root), []);
  });

  it('runs all in one process when asked', async () => {
    const child = spawn('node', ['tools/start.mjs', '--single'], {
      cwd: root,
      detached: true,
      env: { ...process.env, JINGZHUN_PORT: String(port), JINGZHUN_DEMO: 'off' },
    });
    const launcher = { child, output: '', ended: new Promise((resolve) => child.once('exit', resolve)) };
    for (const stream of [child.stdout, child.stderr]) stream.setEncoding('utf8').on('data', (text) => (launcher.output += text));
    launchers.push(launcher);
    await ready(launcher);
    assert.ok(!existsSync(path.join(root, '.data', 'run', 'finance.json')));
    child.kill('SIGINT');
    assert.equal(await launcher.ended, 0);
    assert.deepEqual(processesOf(root), []);
  });

  it('stays up when the demonstration cannot be filled, and says what failed, where to read about it and how to try again', async () => {
    // nobody can sign in to the small program that stands for the gateway
    const launcher = launch({ JINGZHUN_DEMO: 'on', JINGZHUN_DEMO_HOUSEHOLDS: '100' });
    await ready(launcher);
    const log = path.join(root, '.data', 'logs', 'demonstration.log');
    const told = launcher.output.slice(launcher.output.indexOf('known-to-all'));
    assert.match(
      told,
      /演示数据没有全部装入：导入全市农户时出错.*The demonstration is not complete: it failed while importing the city\. The product is up/,
    );
    assert.match(told, new RegExp(`why: the sign-in page did not appear.*log: ${log}\n`, 's'));
    assert.match(told, /再试一次.*To try again: Ctrl-C, then npm start/);
    assert.match(readFileSync(log, 'utf8'), /generating the city.*sign-in page did not appear.*\n +at /s);
    assert.equal(existsSync(path.join(root, '.data', 'demo-city.json')), false);
    assert.equal((await ask('finance')).database, 'jz_finance');
    process.kill(-launcher.child.pid, 'SIGINT');
    assert.equal(await launcher.ended, 0);
    assert.deepEqual(processesOf(root), []);
  });

  const refusals = [
    ['a clock without the demonstration', { JINGZHUN_CLOCK: '2016-03-01T08:00:00+08:00' }, /JINGZHUN_CLOCK .* refused/],
    [
      'a clock of one department',
      { JINGZHUN_FINANCE_CLOCK: '2015-04-20T08:00:00+08:00' },
      /JINGZHUN_FINANCE_CLOCK is set by npm start itself/,
    ],
    ['a wrong port', { JINGZHUN_PORT: 'http' }, /JINGZHUN_PORT is a port/],
    ['half a certificate', { JINGZHUN_TLS_CERT_FILE: '/etc/cert.pem' }, /belong together/],
    ['the demonstration of another county', { JINGZHUN_DEMO: 'on', JINGZHUN_COUNTY_PACK: '/srv/county' }, /JINGZHUN_DEMO=off/],
    ['an unknown mode', { JINGZHUN_DEMO: 'maybe' }, /on \(default\) or off/],
  ];
  for (const [what, env, message] of refusals)
    it(`refuses ${what}`, async () => {
      const launcher = launch(env);
      assert.equal(await launcher.ended, 1);
      assert.match(launcher.output, message);
    });
});
