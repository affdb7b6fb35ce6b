import { makeKey } from '../key-file.js';
import { keyRingOf, type KeyRing } from '../key-ring.js';
import { MatchKeys, type MatchKeyGuard } from '../match-key.js';
import { sealRingOf, type SealRing } from '../seal-ring.js';
import { Vault } from '../vault.js';

const CREATED = new Date('2014-01-01T00:00:00Z');

/** A key ring in memory with `count` keys, the last one active. */
export function memoryKeyRing(count = 1): KeyRing {
  return keyRingOf(Array.from({ length: count }, () => makeKey(CREATED)));
}

/** A vault with keys that exist in this process only. */
export function memoryVault(): Vault {
  return new Vault({ field: memoryKeyRing(), index: memoryKeyRing(), digest: memoryKeyRing(), file: memoryKeyRing() });
}

export function memoryMatchKeys(guard?: MatchKeyGuard): MatchKeys {
  return new MatchKeys(memoryKeyRing(), guard);
}

/** A seal whose keys exist in this process only, the last one active. */
export const memorySealRing = (count = 1): SealRing => sealRingOf(Array.from({ length: count }, () => makeKey(CREATED)));
