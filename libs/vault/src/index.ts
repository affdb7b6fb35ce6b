export { BlindIndex } from './blind-index.js';
export { canonical, ChangeDigest, type Digestible } from './change-digest.js';
export { CiphertextRefused, KeysRefused, MatchKeyLimitReached, NoMatchKey, NothingToIndex } from './errors.js';
export { FieldCipher, keyIdOf, type FieldPlace } from './field-cipher.js';
export { FileCipher } from './file-cipher.js';
export {
  addKey,
  findNextIndexKey,
  KeyRing,
  makeNextIndexKey,
  openDepartmentKeys,
  openMatchKey,
  putNextIndexKeyInPlace,
  type DepartmentKeys,
  type VaultKey,
} from './key-ring.js';
export { limitMatchKeys, MatchKeys, type MatchKeyGuard } from './match-key.js';
export { normalise, type IndexedValue } from './normalise.js';
export { planRotation, staleCondition, type RotationPlan } from './rotation.js';
export { addSealKey, openSealRing, SealRing, type SealKey } from './seal-ring.js';
export { openMatchKeys, openVault, Vault, type VaultOptions } from './vault.js';
export { InvalidCursor, SealedCursors, type CursorValue } from './sealed-cursors.js';
