import { createCipheriv, createDecipheriv, createSecretKey, hkdfSync, randomBytes, type KeyObject } from 'node:crypto';
import { Transform, type TransformCallback } from 'node:stream';
import { CiphertextRefused } from './errors.js';
import type { KeyRing } from './key-ring.js';

const VERSION = 1;
const HEADER = 21; // version 1 · key id 4 · salt 16
const TAG = 16;

/** Bytes of plain text in one chunk. */
export const CHUNK = 64 * 1024;

/**
 * Encrypts uploaded files at rest as a stream. Each file has a key of its own (HKDF of the stored key and a random salt);
 * each chunk of 64 KiB is sealed with its position and whether it is the last, so that a cut, swapped, doubled or
 * lengthened file is refused. The file's id is authenticated: one file cannot stand in for another.
 */
export class FileCipher {
  constructor(private readonly keys: KeyRing) {}

  encrypting(fileId: string): Transform {
    const header = Buffer.alloc(HEADER);
    header[0] = VERSION;
    header.writeUInt32BE(this.keys.active.id, 1);
    randomBytes(HEADER - 5).copy(header, 5);
    const key = fileKey(this.keys.active.secret, header, fileId);
    return inPieces(CHUNK, { begin: header, seal: (piece, index, last) => encryptChunk(key, piece, index, last) });
  }

  /** Emits plain bytes only of chunks that are authentic; ends with CiphertextRefused when the file was tampered with. */
  decrypting(fileId: string): Transform {
    return inPieces(CHUNK + TAG, {
      header: { length: HEADER, read: (header) => this.readHeader(header, fileId) },
      seal: (piece, index, last, key) => decryptChunk(key as KeyObject, piece, index, last),
    });
  }

  /** Whether a stored file, by its first bytes, lies under an older key than the one in use. @throws CiphertextRefused */
  isStale(beginning: Buffer): boolean {
    if (beginning.length < HEADER) throw new CiphertextRefused('too-short');
    return beginning.readUInt32BE(1) !== this.keys.active.id;
  }

  private readHeader(header: Buffer, fileId: string): KeyObject {
    if (header.length < HEADER) throw new CiphertextRefused('too-short');
    if (header[0] !== VERSION) throw new CiphertextRefused('unknown-version');
    const key = this.keys.find(header.readUInt32BE(1));
    if (!key) throw new CiphertextRefused('unknown-key');
    return fileKey(key.secret, header, fileId);
  }
}

function fileKey(secret: KeyObject, header: Buffer, fileId: string): KeyObject {
  const info = Buffer.concat([Buffer.from('jingzhun file '), header.subarray(0, 5), Buffer.from(fileId, 'utf8')]);
  return createSecretKey(Buffer.from(hkdfSync('sha256', secret, header.subarray(5), info, 32)));
}

function vector(index: number, last: boolean): Buffer {
  const out = Buffer.alloc(12);
  out.writeBigUInt64BE(BigInt(index), 3);
  out[11] = last ? 1 : 0;
  return out;
}

function encryptChunk(key: KeyObject, plain: Buffer, index: number, last: boolean): Buffer {
  const cipher = createCipheriv('aes-256-gcm', key, vector(index, last));
  return Buffer.concat([cipher.update(plain), cipher.final(), cipher.getAuthTag()]);
}

function decryptChunk(key: KeyObject, piece: Buffer, index: number, last: boolean): Buffer {
  if (piece.length < TAG) throw new CiphertextRefused('too-short');
  const decipher = createDecipheriv('aes-256-gcm', key, vector(index, last), { authTagLength: TAG });
  decipher.setAuthTag(piece.subarray(piece.length - TAG));
  const plain = decipher.update(piece.subarray(0, piece.length - TAG));
  try {
    decipher.final();
  } catch {
    throw new CiphertextRefused('not-authentic');
  }
  return plain;
}

interface Pieces {
  begin?: Buffer;
  header?: { length: number; read(header: Buffer): KeyObject };
  seal(piece: Buffer, index: number, last: boolean, key?: KeyObject): Buffer;
}

/** Cuts a stream into pieces of `size`; a piece is handed on once it is known whether it is the last. */
function inPieces(size: number, { begin, header, seal }: Pieces): Transform {
  let waiting: Buffer[] = [];
  let length = 0;
  let index = 0;
  let key: KeyObject | undefined;
  const take = (count: number): Buffer => {
    const all = Buffer.concat(waiting, length);
    waiting = [all.subarray(count)];
    length -= count;
    return all.subarray(0, count);
  };
  const readHeader = (): void => {
    if (header && !key) key = header.read(take(Math.min(header.length, length)));
  };
  const stream = new Transform({
    transform(chunk: Buffer, _encoding, done: TransformCallback) {
      attempt(done, () => {
        waiting.push(chunk);
        length += chunk.length;
        if (header && !key && length < header.length) return;
        readHeader();
        while (length > size) stream.push(seal(take(size), index++, false, key));
      });
    },
    flush(done: TransformCallback) {
      attempt(done, () => {
        readHeader();
        stream.push(seal(take(length), index, true, key));
      });
    },
  });
  if (begin) stream.push(begin);
  return stream;
}

function attempt(done: TransformCallback, work: () => void): void {
  try {
    work();
  } catch (error) {
    done(error as Error);
    return;
  }
  done();
}
