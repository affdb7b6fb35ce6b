import { RecordingUnreadable } from '../content.errors.js';

/** A box of ISO 14496-12 (and QuickTime): positions are those of the file. */
export interface Box {
  readonly type: string;
  readonly from: number;
  /** Where its content begins, after the header. */
  readonly content: number;
  readonly to: number;
}

const HEADER = 8;
const LARGE_HEADER = 16;

/**
 * Reads one header. `bytes` are those at `position`; `end` is where the box around it ends.
 * @throws RecordingUnreadable when the box does not fit
 */
export function boxAt(bytes: Buffer, position: number, end: number): Box {
  if (bytes.length < HEADER || position + HEADER > end) throw new RecordingUnreadable();
  const type = bytes.toString('latin1', 4, 8);
  const short = bytes.readUInt32BE(0);
  let header = HEADER;
  let size = short;
  if (short === 0) size = end - position;
  if (short === 1) {
    if (bytes.length < LARGE_HEADER) throw new RecordingUnreadable();
    header = LARGE_HEADER;
    const large = bytes.readBigUInt64BE(8);
    size = large > BigInt(Number.MAX_SAFE_INTEGER) ? Number.POSITIVE_INFINITY : Number(large);
  }
  if (size < header || position + size > end) throw new RecordingUnreadable();
  return { type, from: position, content: position + header, to: position + size };
}

/** A part of the file that is in memory. */
export class Piece {
  constructor(
    private readonly bytes: Buffer,
    private readonly from: number,
  ) {}

  /** @throws RecordingUnreadable beyond the piece */
  at(position: number, length: number): Buffer {
    const start = position - this.from;
    if (start < 0 || start + length > this.bytes.length) throw new RecordingUnreadable();
    return this.bytes.subarray(start, start + length);
  }

  long(position: number): number {
    return this.at(position, 4).readUInt32BE(0);
  }

  /** Boxes between two positions. A rest too short for a header, as QuickTime ends some lists with, is none. */
  boxes(from: number, to: number): Box[] {
    const found: Box[] = [];
    for (let position = from; to - position >= HEADER;) {
      const box = boxAt(this.at(position, Math.min(LARGE_HEADER, to - position)), position, to);
      found.push(box);
      position = box.to;
    }
    return found;
  }

  /** @throws RecordingUnreadable when it is not there exactly once */
  one(boxes: readonly Box[], type: string): Box {
    const [box, ...more] = boxes.filter((candidate) => candidate.type === type);
    if (!box || more.length > 0) throw new RecordingUnreadable();
    return box;
  }
}
