import { join } from 'node:path';
import { BlindIndex } from './blind-index.js';
import { ChangeDigest } from './change-digest.js';
import { FieldCipher } from './field-cipher.js';
import { FileCipher } from './file-cipher.js';
import { openDepartmentKeys, openMatchKey, type DepartmentKeys } from './key-ring.js';
import { MatchKeys, type MatchKeyGuard } from './match-key.js';

/** Everything a department does with its own keys. */
export class Vault {
  readonly fields: FieldCipher;
  readonly index: BlindIndex;
  readonly digest: ChangeDigest;
  readonly files: FileCipher;

  constructor(readonly keys: DepartmentKeys) {
    this.fields = new FieldCipher(keys.field);
    this.index = new BlindIndex(keys.index);
    this.digest = new ChangeDigest(keys.digest);
    this.files = new FileCipher(keys.file);
  }
}

export interface VaultOptions {
  /** Folder of all keys (`JINGZHUN_KEYS`); it lies apart from the data and its backup. */
  keysFolder: string;
  department: string;
  /** Stamped on keys made at the first start. */
  now: Date;
}

/** @throws KeysRefused when the service must not start with these keys */
export function openVault({ keysFolder, department, now }: VaultOptions): Vault {
  return new Vault(openDepartmentKeys(join(keysFolder, department), now));
}

/** Opens the county's match key; only the component that matches files with persons asks for it. */
export function openMatchKeys({ keysFolder, now }: Pick<VaultOptions, 'keysFolder' | 'now'>, guard?: MatchKeyGuard): MatchKeys {
  return new MatchKeys(openMatchKey(join(keysFolder, 'county'), now), guard);
}
