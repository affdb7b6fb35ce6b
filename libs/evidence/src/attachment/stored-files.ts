import { createHash } from 'node:crypto';
import { createReadStream, createWriteStream, mkdirSync } from 'node:fs';
import { open, readdir, rename, rm } from 'node:fs/promises';
import path from 'node:path';
import { Transform, type Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import type { FileCipher } from '@jingzhun/vault';

const PARTIAL = '.part';
const SEALED = '.sealed';
const RENEWED = '.renewed';

/** Attachments at rest: encrypted, under a name of our own that says nothing. */
export class StoredFiles {
  constructor(
    private readonly folder: string,
    private readonly cipher: FileCipher,
  ) {
    mkdirSync(folder, { recursive: true, mode: 0o700 });
  }

  /** Stores under a provisional name: `keep` makes it last. An older try under the same name is overwritten. */
  async write(name: string, id: string, content: Readable): Promise<{ sha256: string; bytes: number }> {
    const folder = path.dirname(this.pathOf(name, PARTIAL));
    mkdirSync(folder, { recursive: true, mode: 0o700 });
    const hash = createHash('sha256');
    let bytes = 0;
    const counted = new Transform({
      transform(chunk: Buffer, _encoding, done) {
        hash.update(chunk);
        bytes += chunk.length;
        done(null, chunk);
      },
    });
    const file = createWriteStream(this.pathOf(name, PARTIAL), { mode: 0o600, flush: true });
    await pipeline(content, counted, this.cipher.encrypting(id), file);
    return { sha256: hash.digest('hex'), bytes };
  }

  /** Lasts from now on, also when the power fails. */
  async keep(name: string): Promise<void> {
    const sealed = this.pathOf(name, SEALED);
    await rename(this.pathOf(name, PARTIAL), sealed);
    const folder = await open(path.dirname(sealed), 'r');
    await folder.sync().finally(() => folder.close());
  }

  /** Plain content; ends with CiphertextRefused when the file was tampered with. */
  read(name: string, id: string): Readable {
    const encrypted = createReadStream(this.pathOf(name, SEALED));
    const plain = this.cipher.decrypting(id);
    encrypted.once('error', (error) => plain.destroy(error));
    plain.once('close', () => encrypted.destroy());
    return encrypted.pipe(plain);
  }

  /** Encrypts it with the newest key, in one step. @returns false when it lies under that already, or was lost */
  async renew(name: string, id: string): Promise<boolean> {
    const buffer = await this.beginning(name);
    if (!buffer || !this.cipher.isStale(buffer)) return false;
    const renewed = createWriteStream(this.pathOf(name, RENEWED), { mode: 0o600, flush: true });
    await pipeline(this.read(name, id), this.cipher.encrypting(id), renewed);
    await rename(this.pathOf(name, RENEWED), this.pathOf(name, SEALED));
    return true;
  }

  async delete(name: string): Promise<void> {
    for (const ending of [PARTIAL, RENEWED, SEALED]) await rm(this.pathOf(name, ending), { force: true });
  }

  async deleteUnfinished(name: string): Promise<void> {
    await rm(this.pathOf(name, PARTIAL), { force: true });
  }

  /** Names of files that are not yet kept. */
  async unfinished(): Promise<string[]> {
    const files = await readdir(this.folder, { recursive: true });
    return files.filter((file) => file.endsWith(PARTIAL)).map((file) => path.basename(file, PARTIAL));
  }

  private async beginning(name: string): Promise<Buffer | undefined> {
    try {
      const file = await open(this.pathOf(name, SEALED), 'r');
      return (await file.read(Buffer.alloc(64), 0, 64, 0).finally(() => file.close())).buffer;
    } catch (error) {
      // whoever wants to read it is told; the others must not wait for it
      if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined;
      throw error;
    }
  }

  private pathOf(name: string, ending: string): string {
    return path.join(this.folder, name.slice(0, 2), `${name}${ending}`);
  }
}
