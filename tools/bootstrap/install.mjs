import { spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';

const lockHash = (root) =>
  createHash('sha256')
    .update(readFileSync(path.join(root, 'package-lock.json')))
    .digest('hex');
const marker = (root) => path.join(root, 'node_modules', '.jingzhun-installed');
const readJson = (file) => JSON.parse(readFileSync(file, 'utf8'));

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
    return found ? found.version === entry.version && found.integrity === entry.integrity : Boolean(entry.optional || entry.peer);
  });
}

/** Installs exactly what the lock file names, when it is not there already. */
export async function installPackages(root, say) {
  if (!isInstalled(root)) {
    say('installing packages (npm ci, about a minute) …');
    await npmCi(root);
  }
  writeFileSync(marker(root), lockHash(root));
}

function npmCi(root) {
  const options = ['ci', '--no-audit', '--no-fund', '--loglevel=error', '--include=dev', '--include=optional'];
  // the npm that runs this script, if one does: PATH may name another
  const npm = process.env.npm_execpath?.endsWith('.js') ? [process.execPath, process.env.npm_execpath] : ['npm'];
  const [command, ...first] = npm;
  const child = spawn(command, [...first, ...options], { cwd: root, stdio: ['ignore', 'inherit', 'inherit'] });
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
            `npm ci ended with ${signal ?? code}. The lines above say why; most often the package registry cannot be reached (npm ping) or the disk is full (2 GB are needed).`,
          ),
        );
    });
  });
}
