import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto';
import { closeSync, createWriteStream, fstatSync, mkdirSync, openSync, read, unlinkSync } from 'node:fs';
import { join } from 'node:path';
import { Readable, type Writable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import yauzl from 'yauzl';

/** What another thread needs to read the same scratch file: the descriptor is the process's, the key is nowhere else. */
export interface ScratchHandle {
  descriptor: number;
  key: Uint8Array;
  size: number;
}

const BLOCK = 16;
const PIECE = 64 * 1024;

/**
 * A working copy of an upload with random access (a ZIP is read from its end). It has no name from the moment it exists and its
 * key lives in this process only: after `kill -9` the system takes the space back and what lay there cannot be read.
 */
export class ScratchFile {
  private constructor(readonly handle: ScratchHandle) {}

  static async create(folder: string, content: Readable): Promise<ScratchFile> {
    mkdirSync(folder, { recursive: true, mode: 0o700 });
    const path = join(folder, `scratch-${randomBytes(9).toString('hex')}`);
    const descriptor = openSync(path, 'wx+', 0o600);
    unlinkSync(path);
    const key = randomBytes(32);
    const sink: Writable = createWriteStream(path, { fd: descriptor, autoClose: false });
    try {
      await pipeline(content, createCipheriv('aes-256-ctr', key, counterAt(0)), sink);
    } catch (error) {
      closeSync(descriptor);
      throw error;
    }
    return new ScratchFile({ descriptor, key, size: fstatSync(descriptor).size });
  }

  close(): void {
    closeSync(this.handle.descriptor);
  }
}

function counterAt(block: number): Buffer {
  const counter = Buffer.alloc(BLOCK);
  counter.writeBigUInt64BE(BigInt(block), 8);
  return counter;
}

/** Plain bytes of a scratch file from `start` up to, not including, `end`. */
export function readScratch({ descriptor, key }: ScratchHandle, start: number, end: number): Readable {
  const first = Math.floor(start / BLOCK);
  const decipher = createDecipheriv('aes-256-ctr', key, counterAt(first));
  let position = first * BLOCK;
  let skip = start - position;
  return new Readable({
    highWaterMark: PIECE,
    read() {
      const wanted = Math.min(PIECE, end - position);
      if (wanted <= 0) return void this.push(null);
      read(descriptor, Buffer.allocUnsafe(wanted), 0, wanted, position, (error, count, buffer) => {
        if (error) return void this.destroy(error);
        if (count === 0) return void this.push(null);
        position += count;
        const plain = decipher.update(buffer.subarray(0, count));
        const dropped = Math.min(skip, plain.length);
        skip -= dropped;
        this.push(plain.subarray(dropped));
      });
    },
  });
}

class ScratchReader extends yauzl.RandomAccessReader {
  constructor(private readonly handle: ScratchHandle) {
    super();
  }

  override _readStreamForRange(start: number, end: number): Readable {
    return readScratch(this.handle, start, end);
  }
}

/** Opens it as a ZIP. @throws Error of yauzl when it is none */
export const openZip = (handle: ScratchHandle): Promise<yauzl.ZipFile> =>
  yauzl.fromRandomAccessReaderPromise(new ScratchReader(handle), handle.size, { strictFileNames: true, autoClose: false });
