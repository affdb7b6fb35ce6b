import { randomBytes } from 'node:crypto';
import { Readable } from 'node:stream';
import { buffer } from 'node:stream/consumers';
import fc from 'fast-check';
import { CiphertextRefused } from './errors.js';
import { CHUNK, FileCipher } from './file-cipher.js';
import { memoryKeyRing } from './testing/index.js';

const SEALED = CHUNK + 16;
const HEADER = 21;
const cipher = new FileCipher(memoryKeyRing());

const pieces = (bytes: Buffer, size: number): Buffer[] =>
  Array.from({ length: Math.ceil(bytes.length / size) }, (_, i) => bytes.subarray(i * size, (i + 1) * size));
const seal = (plain: Buffer, id = 'file-1', size = 7000): Promise<Buffer> =>
  buffer(Readable.from(pieces(plain, size)).compose(cipher.encrypting(id)));
const open = (stored: Buffer, id = 'file-1', size = 5000, by = cipher): Promise<Buffer> =>
  buffer(Readable.from(pieces(stored, size)).compose(by.decrypting(id)));

describe('FileCipher', () => {
  it.each([0, 1, CHUNK - 1, CHUNK, CHUNK + 1, 3 * CHUNK, 3 * CHUNK + 17])('gives back a file of %i bytes', async (length) => {
    const plain = randomBytes(length);
    const stored = await seal(plain);
    expect(stored).toHaveLength(HEADER + length + 16 * Math.max(1, Math.ceil(length / CHUNK)));
    expect((await open(stored)).equals(plain)).toBe(true);
  });

  it('does not care how the stream was cut', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.integer({ min: 0, max: 200_000 }),
        fc.integer({ min: 100, max: 90_000 }),
        fc.integer({ min: 100, max: 90_000 }),
        async (length, a, b) => {
          const plain = randomBytes(length);
          expect((await open(await seal(plain, 'file-1', a), 'file-1', b)).equals(plain)).toBe(true);
        },
      ),
      { numRuns: 25 },
    );
  });

  it('refuses a file with any byte changed', async () => {
    const stored = await seal(randomBytes(CHUNK + 100));
    await fc.assert(
      fc.asyncProperty(fc.nat({ max: stored.length - 1 }), fc.integer({ min: 1, max: 255 }), async (at, flip) => {
        const altered = Buffer.from(stored);
        altered[at] = (altered[at] as number) ^ flip;
        await expect(open(altered)).rejects.toThrow(CiphertextRefused);
      }),
      {
        numRuns: 60,
        examples: [
          [0, 1],
          [1, 1],
          [5, 1],
          [HEADER, 1],
          [stored.length - 1, 1],
        ],
      },
    );
  });

  it('refuses a file cut anywhere, also exactly between two chunks', async () => {
    const stored = await seal(randomBytes(3 * CHUNK));
    for (const length of [0, 4, HEADER, HEADER + 15, HEADER + SEALED, HEADER + 2 * SEALED, stored.length - 1]) {
      await expect(open(stored.subarray(0, length))).rejects.toThrow(CiphertextRefused);
    }
  });

  it('refuses chunks in another order, doubled, left out or added', async () => {
    const stored = await seal(randomBytes(3 * CHUNK));
    const header = stored.subarray(0, HEADER);
    const [a, b, c] = [0, 1, 2].map((i) => stored.subarray(HEADER + i * SEALED, HEADER + (i + 1) * SEALED)) as [Buffer, Buffer, Buffer];
    for (const order of [
      [b, a, c],
      [a, a, b, c],
      [a, c],
      [b, c],
      [a, b, c, c],
      [a, b, c, Buffer.alloc(1)],
    ]) {
      await expect(open(Buffer.concat([header, ...order]))).rejects.toThrow(CiphertextRefused);
    }
  });

  it('refuses one file in the place of another and chunks of another file', async () => {
    const [one, two] = await Promise.all([seal(randomBytes(CHUNK + 5)), seal(randomBytes(CHUNK + 5))]);
    await expect(open(one, 'file-2')).rejects.toThrow(CiphertextRefused);
    await expect(open(Buffer.concat([one.subarray(0, HEADER + SEALED), two.subarray(HEADER + SEALED)]))).rejects.toThrow(CiphertextRefused);
    await expect(open(one, 'file-1', 5000, new FileCipher(memoryKeyRing()))).rejects.toThrow(new CiphertextRefused('unknown-key'));
  });
});
