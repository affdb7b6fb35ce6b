import { createSecretKey, type KeyObject } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { KeysRefused } from './errors.js';
import { createKeyFile, makeKey, readKeyFile, replaceKeyFile, type StoredKey } from './key-file.js';

/** A key ready for use. `id` is the number that ciphertexts carry, `label` the same as 8 hex digits. */
export interface VaultKey {
  readonly id: number;
  readonly label: string;
  readonly createdAt: Date;
  readonly secret: KeyObject;
}

/** The keys of one purpose: the newest (last of the file) encrypts, all decrypt. */
export class KeyRing {
  readonly active: VaultKey;
  private readonly byId: ReadonlyMap<number, VaultKey>;

  constructor(keys: readonly VaultKey[]) {
    const newest = keys.at(-1);
    if (!newest) throw new Error('a key ring needs at least one key');
    this.active = newest;
    this.byId = new Map(keys.map((key) => [key.id, key]));
  }

  find(id: number): VaultKey | undefined {
    return this.byId.get(id);
  }

  get size(): number {
    return this.byId.size;
  }
}

/** Purposes a department has keys for. `field` and `file` can hold several keys, `index` and `digest` exactly one. */
export const DEPARTMENT_KEYS = ['field', 'index', 'digest', 'file'] as const;
export type DepartmentKeyPurpose = (typeof DEPARTMENT_KEYS)[number];

export type DepartmentKeys = Record<DepartmentKeyPurpose, KeyRing>;

/** What a key file becomes in memory. */
export function keyRingOf(stored: readonly StoredKey[]): KeyRing {
  return new KeyRing(
    stored.map((key) => ({
      id: Number.parseInt(key.id, 16),
      label: key.id,
      createdAt: new Date(key.createdAt),
      secret: createSecretKey(Buffer.from(key.key, 'base64')),
    })),
  );
}

/**
 * Opens `<folder>/{field,index,digest,file}.json`, making them (mode 600) when the folder holds none of them: the first start.
 * A single missing file is never replaced by a new key, because data encrypted with the lost one may exist.
 * @throws KeysRefused with the file and what to do about it
 */
export function openDepartmentKeys(folder: string, now: Date): DepartmentKeys {
  createMissingKeys(folder, now);
  const ring = (purpose: DepartmentKeyPurpose): KeyRing => keyRingOf(readKeyFile(fileOf(folder, purpose)));
  return {
    field: ring('field'),
    index: singleKey(fileOf(folder, 'index')),
    digest: singleKey(fileOf(folder, 'digest')),
    file: ring('file'),
  };
}

/** Opens `<folder>/match.json`, the county-wide key; the first department that needs it makes it. */
export function openMatchKey(folder: string, now: Date): KeyRing {
  const file = join(folder, 'match.json');
  if (!existsSync(file)) createKeyFile(file, [makeKey(now)]);
  return singleKey(file);
}

/**
 * Adds a key that encrypts from the next start on; the older ones go on decrypting until nothing uses them.
 * Only for `field` and `file`: an index, a digest or a match key changes by a re-index job.
 * @returns the id of the new key
 */
export function addKey(folder: string, purpose: 'field' | 'file', now: Date): string {
  const file = fileOf(folder, purpose);
  const keys = readKeyFile(file);
  const key = makeKey(
    now,
    keys.map(({ id }) => id),
  );
  replaceKeyFile(file, [...keys, key]);
  return key.id;
}

/** Where the index key lies that a re-index job has made and not put in place yet. */
const NEXT_INDEX = 'index-next';

/**
 * First step of replacing the index key: the next one lies beside the one in use. After an interruption it is the same one again.
 * The job writes every index anew under it, and calls `putNextIndexKeyInPlace` once that is committed.
 */
export function makeNextIndexKey(folder: string, now: Date): KeyRing {
  const file = fileOf(folder, NEXT_INDEX);
  if (!existsSync(file)) {
    const inUse = readKeyFile(fileOf(folder, 'index')).map(({ id }) => id);
    createKeyFile(file, [makeKey(now, inUse)]);
  }
  return singleKey(file);
}

/** @returns undefined when no replacement is under way */
export const findNextIndexKey = (folder: string): KeyRing | undefined =>
  existsSync(fileOf(folder, NEXT_INDEX)) ? singleKey(fileOf(folder, NEXT_INDEX)) : undefined;

/** Last step; the old key is gone with it. */
export const putNextIndexKeyInPlace = (folder: string): void => renameSync(fileOf(folder, NEXT_INDEX), fileOf(folder, 'index'));

const fileOf = (folder: string, purpose: string): string => join(folder, `${purpose}.json`);

// The marker tells a first start that was interrupted from a folder that has lost a file.
const CREATING = '.creating';

function createMissingKeys(folder: string, now: Date): void {
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  const present = new Set(readdirSync(folder));
  const missing = DEPARTMENT_KEYS.filter((purpose) => !present.has(`${purpose}.json`));
  if (missing.length < DEPARTMENT_KEYS.length && !present.has(CREATING)) return;
  const marker = join(folder, CREATING);
  writeFileSync(marker, '', { mode: 0o600 });
  for (const purpose of missing) createKeyFile(fileOf(folder, purpose), [makeKey(now)]);
  rmSync(marker, { force: true });
}

function singleKey(file: string): KeyRing {
  const ring = keyRingOf(readKeyFile(file));
  if (ring.size === 1) return ring;
  throw new KeysRefused('more-than-one-key', file, {
    zh: '该密钥文件只能有一个密钥：索引和摘要不能同时使用新旧密钥。请恢复原文件，并用重建索引任务更换密钥。',
    en: 'this key file must hold exactly one key: an index or digest cannot use an old and a new key at once. Restore the file and change the key with the re-index job.',
  });
}
