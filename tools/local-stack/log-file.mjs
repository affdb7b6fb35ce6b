import { closeSync, existsSync, mkdirSync, openSync, readSync, renameSync, rmSync, statSync } from 'node:fs';
import path from 'node:path';

const MAX_BYTES = 10 * 1024 * 1024;
const KEPT = 3;

/** Opens a log for appending. A log that has grown past 10 MB is set aside first (`finance.log.1` … `.3`). */
export function openLog(file) {
  mkdirSync(path.dirname(file), { recursive: true, mode: 0o700 });
  if (existsSync(file) && statSync(file).size > MAX_BYTES) rotate(file);
  return openSync(file, 'a', 0o600);
}

function rotate(file) {
  rmSync(`${file}.${KEPT}`, { force: true });
  for (let i = KEPT - 1; i >= 1; i -= 1) if (existsSync(`${file}.${i}`)) renameSync(`${file}.${i}`, `${file}.${i + 1}`);
  renameSync(file, `${file}.1`);
}

/** The last lines of a log, for a message about why something ended. */
export function lastLines(file, count = 8) {
  if (!existsSync(file)) return '';
  const { size } = statSync(file);
  const length = Math.min(size, 8192);
  const buffer = Buffer.alloc(length);
  const fd = openSync(file, 'r');
  readSync(fd, buffer, 0, length, size - length);
  closeSync(fd);
  return buffer.toString('utf8').trimEnd().split('\n').slice(-count).join('\n');
}
