import { createHmac, hkdfSync, type KeyObject, createSecretKey } from 'node:crypto';
import { NothingToIndex } from './errors.js';
import type { KeyRing } from './key-ring.js';
import { normalise, type IndexedValue } from './normalise.js';

/**
 * Equality search over encrypted fields: HMAC-SHA-256 of the normalised value under a key of its own, separated by kind,
 * so that a phone that looks like an account gives another index. Whoever holds the key can test guesses (a county's ID
 * numbers are few), so the key never leaves the service.
 */
export class BlindIndex {
  private readonly keys: Record<IndexedValue, KeyObject>;

  constructor(ring: KeyRing) {
    const keyFor = (kind: IndexedValue): KeyObject => separateKey(ring.active.secret, `blind index of ${kind}`);
    this.keys = { idNumber: keyFor('idNumber'), bankAccount: keyFor('bankAccount'), phone: keyFor('phone') };
  }

  /**
   * 32 bytes for the `…_index` column.
   * @throws NothingToIndex when nothing is left after normalising
   */
  of(kind: IndexedValue, text: string): Buffer {
    const value = normalise(kind, text);
    if (value === '') throw new NothingToIndex(kind);
    return createHmac('sha256', this.keys[kind]).update(value, 'utf8').digest();
  }
}

/** A key for one use, made of a stored key; two uses share nothing but the file. */
export function separateKey(secret: KeyObject, use: string): KeyObject {
  return createSecretKey(Buffer.from(hkdfSync('sha256', secret, Buffer.alloc(0), `jingzhun ${use}`, 32)));
}
