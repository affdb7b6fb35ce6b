import { randomBytes } from 'node:crypto';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';

/** Writes a file that only its owner reads, made with its folder; never overwrites one. */
export function writeSecretOnce(file, content) {
  mkdirSync(path.dirname(file), { recursive: true, mode: 0o700 });
  try {
    writeFileSync(file, content, { flag: 'wx', mode: 0o600 });
  } catch (error) {
    if (error.code !== 'EEXIST') throw error;
  }
  return readFileSync(file, 'utf8').trim();
}

/** The password kept in this file, made at first use: 32 random bytes, safe in a URL. */
export const passwordIn = (file) => writeSecretOnce(file, `${randomBytes(32).toString('base64url')}\n`);
