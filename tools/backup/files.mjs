import { createHash } from 'node:crypto';
import { copyFileSync, existsSync, globSync, mkdirSync, readFileSync, statSync } from 'node:fs';
import path from 'node:path';

/** Made anew at any start, or worth nothing elsewhere. */
const LEFT_OUT = new Set(['jwks.json', 'setup-link.txt']);

const digestOf = (file) => createHash('sha256').update(readFileSync(file)).digest('hex');

/** Copies what the service keeps beside its database; returns relative path → digest. */
export function copyFiles(from, to) {
  if (!existsSync(from)) return {};
  const names = globSync('**/*', { cwd: from }).filter(
    (name) => statSync(path.join(from, name)).isFile() && !LEFT_OUT.has(path.basename(name)),
  );
  for (const name of names) {
    mkdirSync(path.dirname(path.join(to, name)), { recursive: true, mode: 0o700 });
    copyFileSync(path.join(from, name), path.join(to, name));
  }
  return Object.fromEntries(names.sort().map((name) => [name, digestOf(path.join(to, name))]));
}

/** Names of files that are missing or not what the manifest says. */
export const damagedFiles = (folder, digests) =>
  Object.entries(digests)
    .filter(([name, digest]) => !existsSync(path.join(folder, name)) || digestOf(path.join(folder, name)) !== digest)
    .map(([name]) => name);
