import { execFile } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, lstatSync, mkdirSync, readFileSync, readlinkSync, symlinkSync } from 'node:fs';
import path from 'node:path';
import { promisify } from 'node:util';

const run = promisify(execFile);

function idsOf(user) {
  const line = readFileSync('/etc/passwd', 'utf8')
    .split('\n')
    .map((entry) => entry.split(':'))
    .find(([name]) => name === user);
  return line && { uid: Number(line[2]), gid: Number(line[3]) };
}

/** PostgreSQL refuses uid 0: as root it runs as `postgres` if that user exists, else as `nobody`. Otherwise as ourselves. */
export function unprivilegedUser() {
  if (process.getuid?.() !== 0) return {};
  return idsOf('postgres') ?? idsOf('nobody') ?? { uid: 65534, gid: 65534 };
}

async function canEnter(folder, ids) {
  return run('/bin/sh', ['-c', 'cd "$1"', 'sh', folder], { ...ids, cwd: '/' }).then(
    () => true,
    () => false,
  );
}

/**
 * A folder for the server's data that its user can reach. Where the wanted place lies below a closed folder (a checkout in
 * /root), the data go to /var/lib/jingzhun and the wanted place becomes a link to them.
 */
export async function reachableFolder(wanted, ids) {
  const parent = path.dirname(wanted);
  mkdirSync(parent, { recursive: true });
  if (ids.uid === undefined) return wanted;
  if (existsSync(wanted) && lstatSync(wanted).isSymbolicLink()) return readlinkSync(wanted);
  if (await canEnter(parent, ids)) return wanted;
  const elsewhere = `/var/lib/jingzhun/${createHash('sha256').update(wanted).digest('hex').slice(0, 12)}`;
  mkdirSync(elsewhere, { recursive: true, mode: 0o711 });
  const folder = path.join(elsewhere, path.basename(wanted));
  symlinkSync(folder, wanted);
  return folder;
}
