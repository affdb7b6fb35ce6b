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

async function markersIn(file: string, markers: readonly string[]): Promise<Set<string>> {
  const needles = markers.map((marker) => [marker, Buffer.from(marker)] as const);
  const overlap = Math.max(...needles.map(([, bytes]) => bytes.length)) - 1;
  const found = new Set<string>();
  let tail = Buffer.alloc(0);
  try {
    // as much memory as the file needs: thousands of them are small
    const { size } = await stat(file);
    for await (const chunk of createReadStream(file, { highWaterMark: Math.max(4_096, Math.min(size, 4 << 20)) })) {
      const window = Buffer.concat([tail, chunk as Buffer]);
      for (const [marker, bytes] of needles) if (!found.has(marker) && window.includes(bytes)) found.add(marker);
      tail = Buffer.from(window.subarray(Math.max(0, window.length - overlap)));
    }
  } catch (error) {
    // the servers remove files of their own while we read
    if ((error as NodeJS.ErrnoException).code !== 'ENOENT') throw error;
  }
  return found;
}
