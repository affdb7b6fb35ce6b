import { createPrivateKey, createPublicKey, sign, type KeyObject } from 'node:crypto';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { createKeyFile, makeKey, readKeyFile, replaceKeyFile, type StoredKey } from './key-file.js';
import { KeysRefused } from './errors.js';

/** One Ed25519 key pair of a department's seal. */
export interface SealKey {
  readonly id: string;
  readonly createdAt: Date;
  /** Public half: 32 bytes, base64url, as in a JWK's `x`. */
  readonly publicKey: string;
  readonly privateKey: KeyObject;
}

/** What `<keys>/<department>/seal.json` becomes in memory: the newest key seals. */
export class SealRing {
  readonly active: SealKey;

  constructor(readonly keys: readonly SealKey[]) {
    const newest = keys.at(-1);
    if (!newest) throw new Error('a seal needs at least one key');
    this.active = newest;
  }

  /** Ed25519 over the bytes: 64 bytes under the active key. */
  seal(bytes: Buffer): { keyId: string; value: Buffer } {
    return { keyId: this.active.id, value: sign(null, bytes, this.active.privateKey) };
  }
}

const FILE = 'seal.json';
/** A private key of 32 bytes in PKCS #8 (RFC 8410) is this and the bytes. */
const PKCS8 = Buffer.from('302e020100300506032b657004220420', 'hex');

export function sealRingOf(stored: readonly StoredKey[]): SealRing {
  return new SealRing(
    stored.map(({ id, createdAt, key }) => {
      const privateKey = createPrivateKey({ key: Buffer.concat([PKCS8, Buffer.from(key, 'base64')]), format: 'der', type: 'pkcs8' });
      const publicKey = createPublicKey(privateKey).export({ format: 'jwk' }).x as string;
      return { id, createdAt: new Date(createdAt), publicKey, privateKey };
    }),
  );
}

/**
 * Opens `<folder>/seal.json`, making it at the first start.
 * @param published whether public halves of this department are known already: then a missing file is a lost one, and a new key
 * in its place would hide the loss
 * @throws KeysRefused
 */
export function openSealRing(folder: string, now: Date, published: boolean): SealRing {
  const file = join(folder, FILE);
  if (!existsSync(file)) {
    if (published) {
      throw new KeysRefused('missing', file, {
        zh: '印章密钥文件缺失，而本部门已用它签章。请从密钥备份恢复该文件后重新启动；确已遗失时，请按运维手册“印章密钥”一节处理。',
        en: 'the file of the seal is missing although this department has sealed with it. Restore it from the backup of the keys and start again; if it is lost for good, see "Seal" in the operating manual.',
      });
    }
    createKeyFile(file, [makeKey(now)]);
  }
  return sealRingOf(readKeyFile(file));
}

/**
 * Adds a key that seals from now on. Earlier ones are kept; their public halves stay published in any case. A file that was lost is
 * begun anew: whoever calls this has decided so.
 */
export function addSealKey(folder: string, now: Date): SealRing {
  const file = join(folder, FILE);
  const earlier = existsSync(file) ? readKeyFile(file) : [];
  const keys = [
    ...earlier,
    makeKey(
      now,
      earlier.map(({ id }) => id),
    ),
  ];
  if (earlier.length > 0) replaceKeyFile(file, keys);
  else createKeyFile(file, keys);
  return sealRingOf(readKeyFile(file));
}
