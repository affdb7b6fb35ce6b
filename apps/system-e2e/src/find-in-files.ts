import { createReadStream } from 'node:fs';
import { readdir, stat } from 'node:fs/promises';
import path from 'node:path';

export interface Finding {
  file: string;
  marker: string;
}

/** Every file below the folder that contains one of the markers as UTF-8 text, at whatever offset, whatever the file's size. */
export async function findInFiles(folder: string, markers: readonly string[]): Promise<Finding[]> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  const files = entries.filter((entry) => entry.isFile()).map((entry) => path.join(entry.parentPath, entry.name));
  const found: Finding[] = [];
  for (const file of files) for (const marker of await markersIn(file, markers)) found.push({ file: path.relative(folder, file), marker });
  return found;
}

/** Which parts of the product, by the folders under the data folder, hold the marker. */
export const placesOf = (found: readonly Finding[], marker: string): string[] =>
  [...new Set(found.filter((one) => one.marker === marker).map(({ file }) => file.split('/')[0] ?? ''))].sort();

/** Bytes by which candidates are found: many markers begin alike, and are looked for in one go. */
const HEAD = 5;
type Needles = readonly (readonly [head: Buffer, markers: (readonly [marker: string, bytes: Buffer, isShort: boolean])[]])[];

function needlesOf(markers: readonly string[]): Needles {
  const byHead = new Map<string, (readonly [string, Buffer, boolean])[]>();
  for (const marker of markers) {
    const bytes = Buffer.from(marker);
    const head = bytes.subarray(0, HEAD).toString('hex');
    byHead.set(head, [...(byHead.get(head) ?? []), [marker, bytes, /^\d{1,9}$/.test(marker)]]);
  }
  return [...byHead].map(([head, group]) => [Buffer.from(head, 'hex'), group]);
}

const isLetterOrDigit = (byte: number | undefined): boolean => byte !== undefined && /[0-9A-Za-z]/.test(String.fromCharCode(byte));
/** Few digits as a part of a longer number or of a digest are another number. */
const standsAlone = (window: Buffer, at: number, length: number): boolean =>
  at > 0 && !isLetterOrDigit(window[at - 1]) && !isLetterOrDigit(window[at + length]);

async function markersIn(file: string, markers: readonly string[]): Promise<Set<string>> {
  const needles = needlesOf(markers);
  // one more on each side: what a number stands beside
  const overlap = Math.max(...markers.map((marker) => Buffer.byteLength(marker))) + 1;
  const found = new Set<string>();
  // a file begins with something that is no digit
  let tail = Buffer.from(' ');
  try {
    // as much memory as the file needs: thousands of them are small
    const { size } = await stat(file);
    for await (const chunk of createReadStream(file, { highWaterMark: Math.max(4_096, Math.min(size, 4 << 20)) })) {
      const window = Buffer.concat([tail, chunk as Buffer]);
      for (const [head, group] of needles)
        for (let at = window.indexOf(head); at >= 0; at = window.indexOf(head, at + 1))
          for (const [marker, bytes, isShort] of group)
            if (
              !found.has(marker) &&
              window.subarray(at, at + bytes.length).equals(bytes) &&
              (!isShort || standsAlone(window, at, bytes.length))
            )
              found.add(marker);
      tail = Buffer.from(window.subarray(Math.max(0, window.length - overlap)));
    }
  } catch (error) {
    // the servers remove files of their own while we read
    if ((error as NodeJS.ErrnoException).code !== 'ENOENT') throw error;
  }
  return found;
}
