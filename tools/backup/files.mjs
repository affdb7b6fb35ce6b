import { createHash } from 'node:crypto';
import { copyFileSync, existsSync, globSync, mkdirSync, readFileSync, statSync } from 'node:fs';
import path from 'node:path';

/** Made anew at any start, or worth nothing elsewhere. */
const LEFT_OUT = new Set(['jwks.json', 'setup-link.txt']);
/** Still on its way: whoever sends it begins again after a restore. */
const UNFINISHED = /\.(arriving|part|renewed)$/;

const digestOf = (file) => createHash('sha256').update(readFileSync(file)).digest('hex');

/** Copies what the service keeps beside its database; returns relative path → digest. */
export function copyFiles(from, to) {
  if (!existsSync(from)) return {};
  const isKept = (name) => !LEFT_OUT.has(path.basename(name)) && !UNFINISHED.test(name);
  const names = globSync('**/*', { cwd: from }).filter((name) => isKept(name) && copyFile(path.join(from, name), path.join(to, name)));
  return Object.fromEntries(names.sort().map((name) => [name, digestOf(path.join(to, name))]));
}

/** False for a folder, and for a file that the running service has just removed. */
function copyFile(from, to) {
  if (!statSync(from, { throwIfNoEntry: false })?.isFile()) return false;
  mkdirSync(path.dirname(to), { recursive: true, mode: 0o700 });
  try {
    copyFileSync(from, to);
  } catch (error) {
    if (error.code === 'ENOENT') return false;
    throw error;
  }
  return true;
}

/** Names of files that are missing or not what the manifest says. */
export const damagedFiles = (folder, digests) =>
  Object.entries(digests)
    .filter(([name, digest]) => !existsSync(path.join(folder, name)) || digestOf(path.join(folder, name)) !== digest)
    .map(([name]) => name);
