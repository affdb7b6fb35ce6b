import { randomBytes } from 'node:crypto';
import {
  closeSync,
  existsSync,
  fsyncSync,
  linkSync,
  mkdirSync,
  openSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  writeSync,
} from 'node:fs';
import { dirname, join } from 'node:path';
import { z } from 'zod';
import { KeysRefused } from './errors.js';

/** One key of a key file. `id` is 8 hex digits, `key` 32 bytes in base64. */
export const StoredKey = z.object({
  id: z.string().regex(/^[0-9a-f]{8}$/),
  createdAt: z.iso.datetime(),
  key: z.base64().refine((text) => Buffer.from(text, 'base64').length === 32, 'a key has 32 bytes'),
});
export type StoredKey = z.infer<typeof StoredKey>;

const StoredKeys = z
  .array(StoredKey)
  .min(1)
  .refine((keys) => new Set(keys.map((key) => key.id)).size === keys.length, 'key ids are unique');

/** A new random key with a random id that `taken` does not hold. */
export function makeKey(now: Date, taken: readonly string[] = []): StoredKey {
  let id: string;
  do id = randomBytes(4).toString('hex');
  while (taken.includes(id));
  return { id, createdAt: now.toISOString(), key: randomBytes(32).toString('base64') };
}

/**
 * Reads a key file; oldest key first.
 * @throws KeysRefused when it is missing, unreadable, open to other users of the machine or damaged
 */
export function readKeyFile(file: string): StoredKey[] {
  const mode = modeOf(file);
  // Group read is what container secrets need (mode 0440 with a group of the container); writing and everybody else never.
  if ((mode & 0o027) !== 0) {
    throw new KeysRefused('open-to-others', file, {
      zh: `密钥文件的权限为 ${octal(mode)}，其他用户可以读取或修改。请执行 chmod 600 后重新启动；若文件可能已被他人读取，请先轮换密钥。`,
      en: `the key file has mode ${octal(mode)} and is open to other users. Run chmod 600 and start again; rotate the key if somebody may have read it.`,
    });
  }
  const parsed = StoredKeys.safeParse(parseJson(readText(file)));
  if (!parsed.success) {
    throw new KeysRefused('damaged', file, {
      zh: '密钥文件内容已损坏。请从备份恢复该文件后重新启动，不要删除：没有它，已加密的数据无法读取。',
      en: 'the key file is damaged. Restore it from the backup and start again; do not delete it, the encrypted data cannot be read without it.',
    });
  }
  return parsed.data;
}

/**
 * Writes a key file that must not exist yet. Complete or not there at all, also when several processes start at once.
 * @returns false when another process was faster
 */
export function createKeyFile(file: string, keys: StoredKey[]): boolean {
  const draft = writeDraft(file, keys);
  try {
    linkSync(draft, file);
    return true;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'EEXIST') return false;
    throw error;
  } finally {
    rmSync(draft, { force: true });
  }
}

/** Replaces a key file in one step; used when a key is added for rotation. */
export function replaceKeyFile(file: string, keys: StoredKey[]): void {
  renameSync(writeDraft(file, keys), file);
}

function writeDraft(file: string, keys: StoredKey[]): string {
  mkdirSync(dirname(file), { recursive: true, mode: 0o700 });
  const draft = join(dirname(file), `.${randomBytes(6).toString('hex')}.draft`);
  const handle = openSync(draft, 'wx', 0o600);
  try {
    writeSync(handle, `${JSON.stringify(StoredKeys.parse(keys), null, 2)}\n`);
    fsyncSync(handle);
  } finally {
    closeSync(handle);
  }
  return draft;
}

function modeOf(file: string): number {
  if (!existsSync(file)) {
    throw new KeysRefused('missing', file, {
      zh: '密钥文件缺失，而同一目录中的其他密钥存在。请从备份恢复该文件后重新启动。',
      en: 'the key file is missing while other keys of the folder exist. Restore it from the backup and start again.',
    });
  }
  return statSync(file).mode & 0o777;
}

function readText(file: string): string {
  try {
    return readFileSync(file, 'utf8');
  } catch {
    throw new KeysRefused('unreadable', file, {
      zh: '本服务的用户无法读取密钥文件。请检查文件的所有者和权限（chmod 600）。',
      en: 'the user of this service cannot read the key file. Check its owner and mode (chmod 600).',
    });
  }
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

const octal = (mode: number): string => mode.toString(8).padStart(4, '0');
