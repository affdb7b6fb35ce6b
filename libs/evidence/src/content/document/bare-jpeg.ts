const START = 0xd8;
const END = 0xd9;
const SCAN = 0xda;
const COMMENT = 0xfe;
const isApplicationData = (marker: number): boolean => marker >= 0xe0 && marker <= 0xef;
/** JFIF, colour profile and Adobe's colour transform change what is seen. */
const isSeen = (marker: number): boolean => marker === 0xe0 || marker === 0xe2 || marker === 0xee;
const standsAlone = (marker: number): boolean => marker === 0x01 || (marker >= 0xd0 && marker <= 0xd7);

/**
 * A JPEG without camera data, comments and whatever follows its end; the picture itself is copied bit by bit.
 * @returns undefined when it is no complete JPEG
 */
export function bareJpeg(bytes: Uint8Array): Uint8Array | undefined {
  if (bytes[0] !== 0xff || bytes[1] !== START) return undefined;
  const kept: Uint8Array[] = [bytes.subarray(0, 2)];
  let position = 2;
  while (position + 1 < bytes.length) {
    if (bytes[position] !== 0xff) return undefined;
    const marker = bytes[position + 1] ?? 0;
    if (marker === 0xff) {
      position += 1;
      continue;
    }
    if (marker === END) return Buffer.concat([...kept, Uint8Array.of(0xff, END)]);
    const length = standsAlone(marker) ? 2 : 2 + (bytes[position + 2] ?? 0) * 256 + (bytes[position + 3] ?? 0);
    if ((!standsAlone(marker) && length < 4) || position + length > bytes.length) return undefined;
    const goes = marker === COMMENT || (isApplicationData(marker) && !isSeen(marker)) || isMultiPicture(bytes, position, marker);
    const end = marker === SCAN ? endOfScan(bytes, position + length) : position + length;
    if (!goes) kept.push(bytes.subarray(position, end));
    position = end;
  }
  return undefined;
}

/** APP2 also announces further pictures behind the end, with camera data of their own. */
function isMultiPicture(bytes: Uint8Array, position: number, marker: number): boolean {
  return marker === 0xe2 && Buffer.from(bytes.subarray(position + 4, position + 15)).toString('latin1') !== 'ICC_PROFILE';
}

function endOfScan(bytes: Uint8Array, from: number): number {
  for (let position = from; position + 1 < bytes.length; position += 1) {
    const next = bytes[position + 1] ?? 0;
    if (bytes[position] === 0xff && next !== 0 && next !== 0xff && !standsAlone(next)) return position;
  }
  return bytes.length;
}
