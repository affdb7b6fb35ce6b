import { spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, globSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { assertWritable } from './own-folder.mjs';

const SHARED = ['package-lock.json', 'tsconfig.base.json', '.swcrc', 'nx.json'];
const IGNORED = /(^|\/)(dist|node_modules|test|coverage|screenshots)(\/|$)|\.(spec|test)\.tsx?$/;

/** One hash over every file that goes into a build. */
function sourceHash(root) {
  const hash = createHash('sha256');
  const files = globSync('{apps,libs}/**/*', { cwd: root, exclude: (name) => IGNORED.test(name), withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => path.relative(root, path.join(entry.parentPath, entry.name)))
    .filter((file) => !IGNORED.test(file));
  for (const file of [...SHARED, ...files.sort()])
    hash
      .update(`${file}\0`)
      .update(readFileSync(path.join(root, file)))
      .update('\0');
  return hash.digest('hex');
}

/** Folders of all packages that have something to build. */
const builtPackages = (root) =>
  globSync('{apps,libs}/*/package.json', { cwd: root })
    .filter((file) => JSON.parse(readFileSync(path.join(root, file), 'utf8')).nx?.targets?.build)
    .map((file) => path.dirname(file));

/**
 * Builds what changed. Nothing at all when the sources are those of the last build; otherwise Nx decides project by project.
 *
 * @returns false when nothing had to be done
 */
export async function build(root, { say, onChild = () => undefined }) {
  const marker = path.join(root, '.nx', 'jingzhun-built');
  const hash = sourceHash(root);
  const current = existsSync(marker) && readFileSync(marker, 'utf8') === hash;
  if (current && builtPackages(root).every((folder) => existsSync(path.join(root, folder, 'dist')))) return false;
  assertWritable(root, 'The sources are not built, or have changed since');
  say('building …');
  const child = spawn(process.execPath, [path.join(root, 'node_modules/.bin/nx'), 'run-many', '-t', 'build', '--outputStyle=static'], {
    cwd: root,
    stdio: ['ignore', 'pipe', 'pipe'],
    env: { ...process.env, NX_DAEMON: 'false', NX_TUI: 'false', NO_COLOR: '1' },
    detached: true,
  });
  onChild(child);
  const output = [];
  child.stdout.on('data', (data) => output.push(data));
  child.stderr.on('data', (data) => output.push(data));
  const code = await new Promise((resolve, reject) => child.once('error', reject).once('close', resolve));
  if (code !== 0) throw new Error(`The build failed:\n${Buffer.concat(output).toString('utf8').trim().split('\n').slice(-60).join('\n')}`);
  mkdirSync(path.dirname(marker), { recursive: true });
  writeFileSync(marker, hash);
  return true;
}
