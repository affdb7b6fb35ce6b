import { createCipheriv, createDecipheriv, createHash, randomBytes, scryptSync } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';

const SCRYPT = { N: 2 ** 17, r: 8, p: 1, maxmem: 256 * 1024 * 1024 };
const MIN_PASSPHRASE = 12;

/** The passphrase in a file; a short one is refused: whoever has the backup can try as long as he likes. */
export function passphraseIn(file) {
  if (!file) throw new Error('--passphrase-file is missing: a file with the passphrase that protects the keys');
  const text = readFileSync(file, 'utf8').trim();
  if (text.length < MIN_PASSPHRASE)
    throw new Error(`The passphrase in ${file} has ${text.length} characters; use ${MIN_PASSPHRASE} or more.`);
  return text;
}

/** The department's key files and the county's match key: path below the keys folder → text. */
export function readKeys(folder, department) {
  return Object.fromEntries(
    [department, 'county'].flatMap((part) => {
      const at = path.join(folder, part);
      if (!existsSync(at)) return [];
      return readdirSync(at)
        .filter((name) => name.endsWith('.json'))
        .map((name) => [`${part}/${name}`, readFileSync(path.join(at, name), 'utf8')]);
    }),
  );
}

/** Same for the same keys, tells nothing about them. */
export const keysDigest = (keys) =>
  createHash('sha256')
    .update(JSON.stringify(Object.entries(keys).sort()))
    .digest('hex');

/** Ids of all keys, by file: a manifest may name them. */
export const keyIds = (keys) =>
  Object.fromEntries(Object.entries(keys).map(([file, text]) => [file, JSON.parse(text).map(({ id }) => id)]));

export function sealKeys(keys, passphrase) {
  const [salt, iv] = [randomBytes(16), randomBytes(12)];
  const cipher = createCipheriv('aes-256-gcm', scryptSync(passphrase, salt, 32, SCRYPT), iv);
  const data = Buffer.concat([cipher.update(JSON.stringify(keys), 'utf8'), cipher.final()]);
  const fields = { salt, iv, tag: cipher.getAuthTag(), data };
  return JSON.stringify({
    version: 1,
    ...Object.fromEntries(Object.entries(fields).map(([name, bytes]) => [name, bytes.toString('base64')])),
  });
}

export function openKeys(sealed, passphrase) {
  const { salt, iv, tag, data } = JSON.parse(sealed);
  const bytes = (text) => Buffer.from(text, 'base64');
  const decipher = createDecipheriv('aes-256-gcm', scryptSync(passphrase, bytes(salt), 32, SCRYPT), bytes(iv), { authTagLength: 16 });
  decipher.setAuthTag(bytes(tag));
  try {
    return JSON.parse(Buffer.concat([decipher.update(bytes(data)), decipher.final()]).toString('utf8'));
  } catch {
    throw new Error('The keys cannot be opened: the passphrase is another one, or the file of the keys is damaged.');
  }
}

/** Puts the keys in place. Keys that are already there must be the same ones. */
export function placeKeys(folder, keys) {
  for (const [name, text] of Object.entries(keys)) {
    const file = path.join(folder, name);
    if (existsSync(file) && readFileSync(file, 'utf8') !== text)
      throw new Error(`${file} is there and holds other keys. Move it away first; without it, what it encrypted cannot be read.`);
  }
  for (const [name, text] of Object.entries(keys)) {
    const file = path.join(folder, name);
    mkdirSync(path.dirname(file), { recursive: true, mode: 0o700 });
    if (!existsSync(file)) writeFileSync(file, text, { mode: 0o600 });
  }
}
