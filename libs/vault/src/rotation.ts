import { keyIdOf } from './field-cipher.js';
import type { KeyRing } from './key-ring.js';

/** How far the re-encryption of one column is. */
export interface RotationPlan<Row> {
  /** Rows whose ciphertext carries an older key. */
  readonly stale: Row[];
  /** Older keys that are still in use, with the number of rows; a key that is not in the list can be taken out of the file. */
  readonly inUse: ReadonlyMap<string, number>;
}

/** Which of these rows must be encrypted again. Pure; the service reads the rows and writes them back. */
export function planRotation<Row>(rows: readonly Row[], cipherOf: (row: Row) => Buffer | null, ring: KeyRing): RotationPlan<Row> {
  const stale: Row[] = [];
  const inUse = new Map<string, number>();
  for (const row of rows) {
    const cipher = cipherOf(row);
    if (!cipher) continue;
    const id = keyIdOf(cipher);
    if (id === ring.active.label) continue;
    stale.push(row);
    inUse.set(id, (inUse.get(id) ?? 0) + 1);
  }
  return { stale, inUse };
}

/**
 * SQL condition for rows of `column` with an older key, e.g. `household.phone_cipher`; the parameter is the active key's bytes.
 * `column` is a name from the code, never from a request.
 */
export function staleCondition(column: string, ring: KeyRing): { sql: string; parameter: Buffer } {
  if (!/^[a-z_]+(\.[a-z_]+)?$/.test(column)) throw new Error(`not a column name: ${column}`);
  return { sql: `${column} is not null and substring(${column} from 2 for 4) <> ?`, parameter: Buffer.from(ring.active.label, 'hex') };
}
