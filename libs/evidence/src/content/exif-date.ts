const DATE_TIME = 0x0132;
const EXIF_DIRECTORY = 0x8769;
const DATE_TIME_ORIGINAL = 0x9003;
const ASCII = 2;
const LONG = 4;
const MOST_ENTRIES = 200;

interface Entry {
  tag: number;
  type: number;
  count: number;
  at: number;
}

/** The day a picture says it was taken, `YYYY-MM-DD`; undefined when it says nothing readable. Takes the block as cameras write it. */
export function exifDate(block: Buffer): string | undefined {
  const tiff = block.subarray(0, 6).toString('latin1') === 'Exif\0\0' ? block.subarray(6) : block;
  try {
    return dateIn(tiff);
  } catch (error) {
    // a block that points outside of itself says nothing
    if (error instanceof RangeError) return undefined;
    throw error;
  }
}

function dateIn(tiff: Buffer): string | undefined {
  const order = tiff.toString('latin1', 0, 2);
  if (order !== 'II' && order !== 'MM') return undefined;
  const little = order === 'II';
  const word = (at: number): number => (little ? tiff.readUInt16LE(at) : tiff.readUInt16BE(at));
  const long = (at: number): number => (little ? tiff.readUInt32LE(at) : tiff.readUInt32BE(at));
  const entriesAt = (at: number): Entry[] =>
    Array.from({ length: Math.min(word(at), MOST_ENTRIES) }, (_, i) => {
      const entry = at + 2 + i * 12;
      return { tag: word(entry), type: word(entry + 2), count: long(entry + 4), at: entry + 8 };
    });
  const textOf = (entry: Entry | undefined): string | undefined => {
    if (entry?.type !== ASCII || entry.count < 10 || entry.count > 40) return undefined;
    const at = long(entry.at);
    return tiff.toString('latin1', at, at + 10);
  };
  const main = entriesAt(long(4));
  const pointer = main.find(({ tag, type }) => tag === EXIF_DIRECTORY && type === LONG);
  const original = pointer && entriesAt(long(pointer.at)).find(({ tag }) => tag === DATE_TIME_ORIGINAL);
  const text = textOf(original) ?? textOf(main.find(({ tag }) => tag === DATE_TIME));
  const [, year, month, day] = /^(\d{4}):(\d{2}):(\d{2})$/.exec(text ?? '') ?? [];
  return year ? `${year}-${month}-${day}` : undefined;
}
