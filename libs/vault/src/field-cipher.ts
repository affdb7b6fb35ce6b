import { createCipheriv, createDecipheriv } from 'node:crypto';
import { CiphertextRefused } from './errors.js';
import { writeInitialisationVector } from './initialisation-vectors.js';
import type { KeyRing } from './key-ring.js';

/** Where a ciphertext lives. It is part of what is authenticated, so a value moved to another row or column is refused. */
export interface FieldPlace {
  readonly table: string;
  readonly column: string;
  readonly rowId: string;
}

const VERSION = 1;
const KEY_ID = 1;
const VECTOR = 5;
const TAG = 17;
const TEXT = 33;

/**
 * Encrypts single fields (ID number, bank account, phone) with AES-256-GCM.
 * Layout of the `bytea`: version (1) · key id (4) · vector (12) · tag (16) · ciphertext. Same text, other bytes each time:
 * equality is asked of the blind index, "has it changed" of the change digest.
 */
export class FieldCipher {
  constructor(private readonly keys: KeyRing) {}

  encrypt(text: string, place: FieldPlace): Buffer {
    const plain = Buffer.from(text, 'utf8');
    const out = Buffer.allocUnsafe(TEXT + plain.length);
    out[0] = VERSION;
    out.writeUInt32BE(this.keys.active.id, KEY_ID);
    writeInitialisationVector(out, VECTOR);
    const cipher = createCipheriv('aes-256-gcm', this.keys.active.secret, out.subarray(VECTOR, TAG));
    cipher.setAAD(additionalData(place));
    out.set(cipher.update(plain), TEXT);
    cipher.final();
    out.set(cipher.getAuthTag(), TAG);
    return out;
  }

  /** @throws CiphertextRefused when it was altered, belongs to another place or its key is not there */
  decrypt(stored: Buffer, place: FieldPlace): string {
    if (stored.length < TEXT) throw new CiphertextRefused('too-short');
    if (stored[0] !== VERSION) throw new CiphertextRefused('unknown-version');
    const key = this.keys.find(stored.readUInt32BE(KEY_ID));
    if (!key) throw new CiphertextRefused('unknown-key');
    const decipher = createDecipheriv('aes-256-gcm', key.secret, stored.subarray(VECTOR, TAG), { authTagLength: 16 });
    decipher.setAAD(additionalData(place));
    decipher.setAuthTag(stored.subarray(TAG, TEXT));
    const text = decipher.update(stored.subarray(TEXT));
    try {
      decipher.final();
    } catch {
      throw new CiphertextRefused('not-authentic');
    }
    return text.toString('utf8');
  }
}

// Version and key id need no protection of their own: another one leads to no key or to a key that does not fit.
const additionalData = ({ table, column, rowId }: FieldPlace): Buffer => Buffer.from(`${table}.${column}|${rowId}`, 'utf8');

/** The key id of a stored ciphertext, as in the key file; for rotation. */
export function keyIdOf(stored: Buffer): string {
  if (stored.length < TEXT) throw new CiphertextRefused('too-short');
  return stored.toString('hex', KEY_ID, VECTOR);
}
