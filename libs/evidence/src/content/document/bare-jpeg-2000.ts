/** Boxes that are seen; `uuid`, `xml ` and the like carry camera data. */
const SEEN = ['jP  ', 'ftyp', 'jp2h', 'jp2c'];
const CODE_STREAM = 0xff4f;

/** A JPEG 2000 picture without camera data. @returns undefined when it is none */
export function bareJpeg2000(bytes: Uint8Array): Uint8Array | undefined {
  const file = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  // a bare code stream has no boxes
  if (file.length > 2 && file.readUInt16BE(0) === CODE_STREAM) return bytes;
  const kept: Buffer[] = [];
  for (let position = 0; position < file.length;) {
    if (position + 8 > file.length) return undefined;
    const size = file.readUInt32BE(position) || file.length - position;
    if (size < 8 || position + size > file.length) return undefined;
    if (SEEN.includes(file.toString('latin1', position + 4, position + 8))) kept.push(file.subarray(position, position + size));
    position += size;
  }
  return kept.length > 0 ? Buffer.concat(kept) : undefined;
}
