import { Transform } from 'node:stream';

/** Bytes to put over what lies there; `bytes` absent: zeros. Positions of the whole stream. */
export interface Patch {
  readonly from: number;
  readonly to: number;
  readonly bytes?: Buffer;
}

/** Lets a stream through with patches over it: nothing moves, nothing is added. Later patches of the list win. */
export function patching(patches: readonly Patch[]): Transform {
  const inOrder = patches.filter(({ from, to }) => from < to);
  let position = 0;
  return new Transform({
    transform(chunk: Buffer, _encoding, done) {
      const start = position;
      const end = (position += chunk.length);
      let out = chunk;
      for (const { from, to, bytes } of inOrder) {
        if (to <= start || from >= end) continue;
        if (out === chunk) out = Buffer.from(chunk);
        const [first, last] = [Math.max(from, start), Math.min(to, end)];
        if (bytes) bytes.copy(out, first - start, first - from, last - from);
        else out.fill(0, first - start, last - start);
      }
      done(null, out);
    },
  });
}
