import { createHmac, type KeyObject } from 'node:crypto';
import { separateKey } from './blind-index.js';
import type { KeyRing } from './key-ring.js';

/** Values a record is made of. `undefined` members count as absent. */
export type Digestible =
  string | number | boolean | null | undefined | Date | readonly Digestible[] | { readonly [key: string]: Digestible };

/**
 * Decides "has this record changed" without decrypting it: HMAC-SHA-256 over the canonical values, under a key of its own.
 * Keyed, because a plain hash of a record with an ID number could be guessed.
 */
export class ChangeDigest {
  private readonly secret: KeyObject;

  constructor(ring: KeyRing) {
    this.secret = separateKey(ring.active.secret, 'change digest');
  }

  /** 32 bytes; equal exactly when the values are equal, whatever the order of the members. */
  of(values: Digestible): Buffer {
    return createHmac('sha256', this.secret).update(canonical(values), 'utf8').digest();
  }
}

/**
 * One text for one value: members sorted by code unit, absent members left out, text in NFC, times in UTC.
 * @throws TypeError for numbers that JSON cannot write
 */
export function canonical(value: Digestible): string {
  if (value === null || value === undefined) return 'null';
  if (typeof value === 'string') return JSON.stringify(value.normalize('NFC'));
  if (typeof value === 'number') {
    if (!Number.isFinite(value)) throw new TypeError('no digest of a number that is not finite');
    return JSON.stringify(value);
  }
  if (typeof value === 'boolean') return String(value);
  if (value instanceof Date) return `{"$time":${JSON.stringify(value.toISOString())}}`;
  if (Array.isArray(value)) return `[${value.map(canonical).join(',')}]`;
  const members = Object.entries(value as { readonly [key: string]: Digestible })
    .filter(([, member]) => member !== undefined)
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([key, member]) => `${JSON.stringify(key)}:${canonical(member)}`);
  return `{${members.join(',')}}`;
}
