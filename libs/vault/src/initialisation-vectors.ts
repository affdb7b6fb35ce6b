import { randomFillSync } from 'node:crypto';

const LENGTH = 12;
const POOL = Buffer.alloc(LENGTH * 1024);
let next = POOL.length;

/**
 * 12 random bytes for AES-GCM. Drawn from a pool, because one system call a row would be a third of the time of an import.
 * Random vectors are safe up to 2^32 uses of one key; a county writes some 10^7.
 */
export function writeInitialisationVector(target: Buffer, offset: number): void {
  if (next === POOL.length) {
    randomFillSync(POOL);
    next = 0;
  }
  POOL.copy(target, offset, next, next + LENGTH);
  POOL.fill(0, next, next + LENGTH);
  next += LENGTH;
}
