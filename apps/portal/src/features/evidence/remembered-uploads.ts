import { newKey } from '../../api/new-key.js';

const storageKey = 'jingzhun.uploads';
/** As long as the server keeps what is unfinished. */
const keptMs = 3 * 24 * 3_600_000;

// how long this browser remembers is this browser's time, whatever the business clock says
// eslint-disable-next-line no-restricted-syntax
const now = (): number => Date.now();

type Remembered = Record<string, { id: string; at: number }>;

/**
 * The id under which this file of this person was begun on this device, so that the same file chosen again, after the page or the
 * phone was closed, goes on where it was. On a shared computer nothing can be read from it: names become a hash.
 */
export function uploadIdOf(file: File, accountId: string): { id: string; isKnown: boolean } {
  const all = read();
  const key = keyOf(file, accountId);
  const known = all[key];
  if (known) return { id: known.id, isKnown: true };
  const id = newKey();
  write({ ...all, [key]: { id, at: now() } });
  return { id, isKnown: false };
}

/** It arrived, was refused or given up: the same file chosen again is a new upload. */
export function forgetUpload(id: string): void {
  write(Object.fromEntries(Object.entries(read()).filter(([, remembered]) => remembered.id !== id)));
}

function read(): Remembered {
  try {
    const all = JSON.parse(window.localStorage.getItem(storageKey) ?? '{}') as Remembered;
    return Object.fromEntries(Object.entries(all).filter(([, { at }]) => now() - at < keptMs));
  } catch {
    return {};
  }
}

function write(all: Remembered): void {
  try {
    window.localStorage.setItem(storageKey, JSON.stringify(all));
  } catch {
    // a browser that keeps nothing only loses the going on after a restart
  }
}

/** FNV-1a twice, 64 bits: enough to tell one person's files apart. `crypto.subtle` is missing where an office uses plain http. */
function keyOf({ name, size, lastModified }: File, accountId: string): string {
  const text = `${accountId}\n${name}\n${size}\n${lastModified}`;
  return [0x811c9dc5, 0x01000193].map((start) => hash(text, start).toString(16).padStart(8, '0')).join('');
}

function hash(text: string, start: number): number {
  let value = start;
  for (const character of text) value = Math.imul(value ^ (character.codePointAt(0) ?? 0), 0x01000193);
  return value >>> 0;
}
