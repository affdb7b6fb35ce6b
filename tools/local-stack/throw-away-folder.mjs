import { existsSync, statfsSync } from 'node:fs';
import { mkdtemp } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';

const MEMORY = '/dev/shm';
/** Linux calls a file system in memory by this number. */
const TMPFS = 0x01021994;
const GIGABYTE = 2 ** 30;

/**
 * Where the files of a throw-away server need no disk: in memory, if there is plenty of it (the server of all tests wants about one
 * gigabyte), otherwise the machine's folder for temporary files. A container has 64 MB there unless somebody asked for more.
 *
 * @returns a new folder whose name begins with `prefix`
 */
export const throwAwayFolder = (prefix, { inMemory = false } = {}) =>
  mkdtemp(path.join(inMemory && hasPlenty() ? MEMORY : os.tmpdir(), prefix));

function hasPlenty() {
  if (!existsSync(MEMORY)) return false;
  const { type, bavail, bsize } = statfsSync(MEMORY);
  return type === TMPFS && bavail * bsize > 3 * GIGABYTE && process.availableMemory() > 6 * GIGABYTE;
}
