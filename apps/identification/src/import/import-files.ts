import { createReadStream, createWriteStream, existsSync, mkdirSync, readdirSync, renameSync, rmSync, statSync } from 'node:fs';
import path from 'node:path';
import { pipeline } from 'node:stream/promises';
import type { Readable } from 'node:stream';
import type { FileCipher } from '@jingzhun/vault';
import { FileRefused, ScratchFile } from '@jingzhun/workbooks';

const PARTIAL = '.part';
const SEALED = '.sealed';
const YOUNG_MS = 3_600_000;

/** Uploads at rest: encrypted while they arrive, one file for each batch, named by its id. */
export class ImportFiles {
  private readonly folder: string;
  private readonly scratchFolder: string;

  constructor(
    dataFolder: string,
    private readonly cipher: FileCipher,
    name = 'imports',
  ) {
    this.folder = path.join(dataFolder, 'identification', name);
    this.scratchFolder = path.join(this.folder, 'scratch');
    mkdirSync(this.folder, { recursive: true, mode: 0o700 });
  }

  /** Stores an upload under a provisional name: `keep` makes it last, `delete` removes it. On any error nothing is left. */
  async receive(id: string, content: Readable, mostBytes: number): Promise<number> {
    let bytes = 0;
    async function* counted(): AsyncGenerator<Buffer> {
      for await (const chunk of content as AsyncIterable<Buffer>) {
        bytes += chunk.length;
        if (bytes > mostBytes) throw new FileRefused('file-too-large', { limit: Math.floor(mostBytes / 1024 / 1024) });
        yield chunk;
      }
    }
    try {
      await pipeline(counted, this.cipher.encrypting(id), createWriteStream(this.pathOf(id, PARTIAL), { mode: 0o600 }));
    } catch (error) {
      this.delete(id);
      throw error;
    }
    return bytes;
  }

  keep(id: string): void {
    renameSync(this.pathOf(id, PARTIAL), this.pathOf(id, SEALED));
  }

  /** A working copy for reading; close it. */
  async open(id: string): Promise<ScratchFile> {
    const stored = existsSync(this.pathOf(id, SEALED)) ? SEALED : PARTIAL;
    const plain = this.cipher.decrypting(id);
    const reading = pipeline(createReadStream(this.pathOf(id, stored)), plain);
    const [scratch] = await Promise.all([ScratchFile.create(this.scratchFolder, plain), reading]);
    return scratch;
  }

  has(id: string): boolean {
    return existsSync(this.pathOf(id, SEALED));
  }

  delete(id: string): void {
    for (const suffix of [PARTIAL, SEALED]) rmSync(this.pathOf(id, suffix), { force: true });
  }

  /** What an ended process left of uploads that never became a batch. What somebody wrote to within the hour may be arriving at another process. */
  deleteUnfinished(): void {
    for (const id of this.lyingLong(PARTIAL)) rmSync(this.pathOf(id, PARTIAL), { force: true });
  }

  /**
   * What an ended process left between giving a file its lasting name and the commit that knows it. Files younger than an hour are left
   * alone: their commit may be under way.
   *
   * @param known of these ids those that belong to a batch
   */
  async deleteUnclaimed(known: (ids: string[]) => Promise<ReadonlySet<string>>): Promise<number> {
    this.deleteUnfinished();
    const ids = this.lyingLong(SEALED);
    if (ids.length === 0) return 0;
    const claimed = await known(ids);
    const unclaimed = ids.filter((id) => !claimed.has(id));
    for (const id of unclaimed) this.delete(id);
    return unclaimed.length;
  }

  /** Ids of files that nobody has written to for an hour. */
  private lyingLong(suffix: string): string[] {
    // eslint-disable-next-line no-restricted-syntax -- the file system tells the real time, whatever the clock of a demonstration says
    const now = Date.now();
    return (
      readdirSync(this.folder)
        .filter((file) => file.endsWith(suffix))
        .map((file) => file.slice(0, -suffix.length))
        // another process may finish or delete it meanwhile
        .filter((id) => now - (statSync(this.pathOf(id, suffix), { throwIfNoEntry: false })?.mtimeMs ?? now) > YOUNG_MS)
    );
  }

  private pathOf(id: string, suffix: string): string {
    return path.join(this.folder, `${id}${suffix}`);
  }
}
