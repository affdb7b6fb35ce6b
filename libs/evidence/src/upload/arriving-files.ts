import { createCipheriv, createDecipheriv, randomBytes, type Cipheriv } from 'node:crypto';
import { constants, createReadStream, mkdirSync } from 'node:fs';
import { open, readdir, rm, stat, type FileHandle } from 'node:fs/promises';
import path from 'node:path';
import type { Readable } from 'node:stream';
import type { ContentSource } from '../content/content-source.js';
import { NoSpaceLeft } from './upload.errors.js';

const BLOCK = 16;
const ENDING = '.arriving';

/** A key for one upload; it is kept in the upload's row and gone with it. */
export const arrivingKey = (): Buffer => randomBytes(32);

/**
 * Files while they arrive, in pieces, over days: each encrypted under a key of its own in counter mode, which can go on at any
 * byte. How long a file is says how much has arrived, also after `kill -9`; that it is unaltered is known when it is complete.
 */
export class ArrivingFiles {
  constructor(private readonly folder: string) {
    mkdirSync(folder, { recursive: true, mode: 0o700 });
  }

  /** Makes the empty file; one that is there stays. */
  async create(name: string): Promise<void> {
    await (await open(this.pathOf(name), 'a', 0o600)).close();
  }

  /** Bytes that have arrived; undefined when there is no such file. */
  async arrived(name: string): Promise<number | undefined> {
    try {
      return (await stat(this.pathOf(name))).size;
    } catch (error) {
      if (codeOf(error) === 'ENOENT') return undefined;
      throw error;
    }
  }

  /**
   * Appends what comes, from the position the file has reached. What came before the connection broke stays.
   * @returns where it stands now
   */
  async append(name: string, key: Buffer, from: number, content: AsyncIterable<Buffer>): Promise<number> {
    // made anew when it was lost, as after a restore: then it stands at nothing
    const file = await open(this.pathOf(name), constants.O_RDWR | constants.O_CREAT, 0o600);
    let position = from;
    try {
      const cipher = atPosition(createCipheriv, key, from);
      for await (const chunk of content) {
        await writeAll(file, cipher.update(chunk), position);
        position += chunk.length;
      }
      return position;
    } catch (error) {
      throw codeOf(error) === 'ENOSPC' ? new NoSpaceLeft() : error;
    } finally {
      await file.datasync().finally(() => file.close());
    }
  }

  /** The plain content for as long as `work` takes. */
  async reading<T>(name: string, key: Buffer, work: (source: ContentSource) => Promise<T>): Promise<T> {
    const file = await open(this.pathOf(name), 'r');
    try {
      const { size } = await file.stat();
      return await work({
        size,
        read: (position, length) => readAt(file, key, position, length, size),
        stream: () => this.stream(name, key),
      });
    } finally {
      await file.close();
    }
  }

  async delete(name: string): Promise<void> {
    await rm(this.pathOf(name), { force: true });
  }

  /** Names of all files that lie here. */
  async names(): Promise<string[]> {
    return (await readdir(this.folder)).filter((file) => file.endsWith(ENDING)).map((file) => file.slice(0, -ENDING.length));
  }

  private stream(name: string, key: Buffer): Readable {
    const encrypted = createReadStream(this.pathOf(name));
    const plain = createDecipheriv('aes-256-ctr', key, counterAt(0));
    encrypted.once('error', (error) => plain.destroy(error));
    plain.once('close', () => encrypted.destroy());
    return encrypted.pipe(plain);
  }

  private pathOf(name: string): string {
    return path.join(this.folder, `${name}${ENDING}`);
  }
}

async function writeAll(file: FileHandle, bytes: Buffer, position: number): Promise<void> {
  for (let written = 0; written < bytes.length;)
    written += (await file.write(bytes, written, bytes.length - written, position + written)).bytesWritten;
}

async function readAt(file: FileHandle, key: Buffer, position: number, length: number, size: number): Promise<Buffer> {
  const wanted = Math.max(0, Math.min(length, size - position));
  const bytes = Buffer.alloc(wanted);
  let read = 0;
  while (read < wanted) {
    const { bytesRead } = await file.read(bytes, read, wanted - read, position + read);
    if (bytesRead === 0) throw new Error('an arriving file became shorter while it was read');
    read += bytesRead;
  }
  return atPosition(createDecipheriv, key, position).update(bytes);
}

function atPosition(make: typeof createCipheriv, key: Buffer, position: number): Cipheriv;
function atPosition(make: typeof createDecipheriv, key: Buffer, position: number): Pick<Cipheriv, 'update'>;
function atPosition(
  make: (algorithm: string, key: Buffer, counter: Buffer) => Pick<Cipheriv, 'update'>,
  key: Buffer,
  position: number,
): Pick<Cipheriv, 'update'> {
  const cipher = make('aes-256-ctr', key, counterAt(Math.floor(position / BLOCK)));
  cipher.update(Buffer.alloc(position % BLOCK));
  return cipher;
}

function counterAt(block: number): Buffer {
  const counter = Buffer.alloc(BLOCK);
  counter.writeBigUInt64BE(BigInt(block), 8);
  return counter;
}

const codeOf = (error: unknown): string | undefined => (error as NodeJS.ErrnoException | undefined)?.code;
