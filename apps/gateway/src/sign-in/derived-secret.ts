import { hkdfSync } from 'node:crypto';
import type { Vault } from '@jingzhun/vault';

/** A secret for one purpose that is the same after a restart and on every instance, and is stored nowhere. */
export const derivedSecret = (vault: Vault, purpose: string): string =>
  Buffer.from(hkdfSync('sha256', vault.keys.digest.active.secret, Buffer.alloc(0), `gateway ${purpose}`, 32)).toString('base64url');
