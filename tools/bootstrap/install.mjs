import { spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { assertWritable } from './own-folder.mjs';

const lockHash = (root) =>
  createHash('sha256')
    .update(readFileSync(path.join(root, 'package-lock.json')))
    .digest('hex');
const marker = (root) => path.join(root, 'node_modules', '.jingzhun-installed');
const readJson = (file) => JSON.parse(readFileSync(file, 'utf8'));

/** Whether a package is made for this very kind of machine. Those for others, and what they need, are left out on purpose. */
function isForHere({ os, cpu, libc }) {
  if (!os && !cpu) return false;
  const fits = (wanted, here) => wanted === undefined || [wanted].flat().includes(here);
  return fits(os, process.platform) && fits(cpu, process.arch) && fits(libc, 'glibc');
}

/** True when node_modules is what package-lock.json says: by our marker, or by npm's own record of what it installed. */
export function isInstalled(root) {
  if (existsSync(marker(root)) && readFileSync(marker(root), 'utf8') === lockHash(root)) return true;
  const record = path.join(root, 'node_modules', '.package-lock.json');
  if (!existsSync(record)) return false;
  const wanted = Object.entries(readJson(path.join(root, 'package-lock.json')).packages).filter(([at]) => at.startsWith('node_modules/'));
  const installed = readJson(record).packages;
  return wanted.every(([at, entry]) => {
    if (entry.link) return existsSync(path.join(root, at));
    const found = installed[at];
    if (found) return found.version === entry.version && found.integrity === entry.integrity;
    return Boolean(entry.peer) || (Boolean(entry.optional) && !isForHere(entry));
  });
}

/** Installs exactly what the lock file names, when it is not there already. */
export async function installPackages(root, say) {
  if (!isInstalled(root)) {
    assertWritable(root, 'The packages are not installed, or not those of this release');
    say('installing packages (npm ci, a minute or two) …');
    await npm(root, ['ci'], await nodeForNpm(root));
    rmSync(firstNode(root), { recursive: true, force: true });
  }
  remember(root);
}

/** In a checkout of somebody else there is nothing to remember. */
function remember(root) {
  try {
    writeFileSync(marker(root), lockHash(root));
  } catch (error) {
    if (error.code !== 'EACCES' && error.code !== 'EROFS') throw error;
  }
}

const firstNode = (root) => path.join(root, 'tmp', 'first-node');

/**
 * The Node that npm is to run on. On an old one npm leaves out, without a word, optional packages that ask for a newer Node, and
 * the broker is one: so the pinned Node comes first, by itself, and is used only if it is the one of the lock file.
 */
async function nodeForNpm(root) {
  const name = `node-${process.platform}-${process.arch}`;
  const pinned = readJson(path.join(root, 'package-lock.json')).packages[`node_modules/${name}`];
  if (Number(process.versions.node.split('.')[0]) >= 22 || !pinned) return process.execPath;
  const folder = firstNode(root);
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(folder, { recursive: true });
  await npm(root, ['install', '--no-save', '--prefix', folder, `${name}@${pinned.version}`], process.execPath);
  const got = readJson(path.join(folder, 'node_modules', '.package-lock.json')).packages[`node_modules/${name}`];
  if (got?.integrity !== pinned.integrity)
    throw new Error(`${name}@${pinned.version} from the package registry is not the one of package-lock.json; nothing was run.`);
  return path.join(folder, 'node_modules', name, 'bin', 'node');
}

/** Runs npm on the given Node. */
function npm(root, words, node) {
  const args = [...words, '--no-audit', '--no-fund', '--loglevel=error', '--include=dev', '--include=optional'];
  // the npm that runs this script, if one does: PATH may name another
  const [command, ...first] = process.env.npm_execpath?.endsWith('.js') ? [node, process.env.npm_execpath] : ['npm'];
  const PATH = `${path.dirname(node)}${path.delimiter}${process.env.PATH}`;
  const child = spawn(command, [...first, ...args], { cwd: root, stdio: ['ignore', 'inherit', 'inherit'], env: { ...process.env, PATH } });
  const forward = (signal) => child.kill(signal);
  process.on('SIGTERM', forward).on('SIGHUP', forward).on('SIGINT', forward);
  return new Promise((resolve, reject) => {
    child.once('error', (error) => reject(new Error(`npm cannot be run (${error.message}). Install npm 10 or newer.`)));
    child.once('exit', (code, signal) => {
      process.off('SIGTERM', forward).off('SIGHUP', forward).off('SIGINT', forward);
      if (code === 0) resolve();
      else
        reject(
          new Error(
            `npm ${words[0]} ended with ${signal ?? code}. The lines above say why; most often the package registry cannot be reached (npm ping) or the disk is full (2 GB are needed).`,
          ),
        );
    });
  });
}
