import sharp from 'sharp';

/** A place as cameras write it; tests look for these bytes in what is stored. */
export const PLACE_MARKS = { exif: 'RUIJIN-VILLAGE-GPS', xyz: '+25.8853+116.0271/', xml: 'exif:GPSLatitude="25,53.118N"' } as const;

/** A picture with a place, a day (2016-05-03), a camera and a thumbnail's worth of noise. */
export async function pictureWithPlace(format: 'jpeg' | 'png' | 'webp' = 'jpeg', { width = 320, height = 200 } = {}): Promise<Buffer> {
  const noise = Buffer.from(Array.from({ length: width * height * 3 }, (_, i) => (i * 7919 + (i >> 5) * 104729) & 0xff));
  const image = sharp(noise, { raw: { width, height, channels: 3 } }).withExif({
    IFD0: { Make: 'Test', ImageDescription: PLACE_MARKS.exif },
    IFD2: { DateTimeOriginal: '2016:05:03 09:30:00' },
    IFD3: { GPSLatitudeRef: 'N', GPSLatitude: '25/1 53/1 711/100', GPSLongitudeRef: 'E', GPSLongitude: '116/1 1/1 3756/100' },
  });
  return image.withMetadata({ orientation: 6 }).withXmp(xmp(PLACE_MARKS.xml)).toFormat(format, { quality: 80 }).toBuffer();
}

const xmp = (mark: string): string =>
  `<?xpacket begin="" id="W5M0MpCehiHzreSzNTczkc9d"?><x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#"><rdf:Description rdf:about="" xmlns:exif="http://ns.adobe.com/exif/1.0/" ${mark}/></rdf:RDF></x:xmpmeta><?xpacket end="w"?>`;

const box = (type: string, ...content: Buffer[]): Buffer => {
  const header = Buffer.alloc(8);
  header.writeUInt32BE(8 + content.reduce((sum, part) => sum + part.length, 0));
  header.write(type, 4, 'latin1');
  return Buffer.concat([header, ...content]);
};
const longs = (...values: number[]): Buffer => {
  const bytes = Buffer.alloc(values.length * 4);
  values.forEach((value, i) => bytes.writeUInt32BE(value, i * 4));
  return bytes;
};
const text = (value: string): Buffer => Buffer.from(value, 'latin1');

export interface RecordingParts {
  brand?: string;
  /** Tracks by handler; each gets its own samples. */
  tracks?: { handler: string; samples: Buffer[] }[];
  /** Bytes in the media data that no track names. */
  orphan?: Buffer;
  /** Further boxes at the end of the file or of the movie. */
  atEnd?: Buffer[];
  inMovie?: Buffer[];
  large?: boolean;
  fragmented?: boolean;
}

/** Seconds of 2016-05-03T01:30:00Z since 1904. */
const RECORDED = 1_462_239_000 + 2_082_844_800;

/**
 * A recording as phones make it, with the place in every spot they put it: `udta/©xyz`, `udta/loci`, QuickTime's `meta`, XMP in a
 * `uuid`, a track of positions, and bytes of the media data that nothing names.
 */
export function recordingWithPlace(parts: RecordingParts = {}): Buffer {
  const mark = text(PLACE_MARKS.xyz);
  const {
    brand = 'isom',
    tracks = [
      { handler: 'vide', samples: [text('picture-one'), text('picture-two'), text('picture-three')] },
      { handler: 'soun', samples: [text('sound-one'), text('sound-two')] },
      { handler: 'meta', samples: [mark, mark] },
    ],
    orphan = mark,
    atEnd = [box('uuid', text('x'.repeat(16)), text(PLACE_MARKS.xml))],
    inMovie = [
      box('udta', box('\u00a9xyz', longs(0x0012_15c7), mark), box('loci', longs(0, 0), text(PLACE_MARKS.exif))),
      box('meta', longs(0), box('keys', text(`com.apple.quicktime.location.ISO6709${PLACE_MARKS.xyz}`))),
    ],
  } = parts;
  const ftyp = box('ftyp', text(brand.padEnd(4)), longs(0), text('mp42'));
  const chunks = tracks.map(({ samples }) => Buffer.concat(samples));
  const media = Buffer.concat([orphan, ...chunks.flatMap((chunk) => [chunk, Buffer.from([0])])]);
  const mdat = parts.large ? Buffer.concat([longs(1), text('mdat'), longs(0, 16 + media.length), media]) : box('mdat', media);
  let position = ftyp.length + (parts.large ? 16 : 8) + orphan.length;
  const trak = tracks.map(({ handler, samples }, i) => {
    const at = position;
    position += (chunks[i]?.length ?? 0) + 1;
    return trackOf(handler, samples, at, parts.large ?? false);
  });
  const moov = box(
    'moov',
    box('mvhd', longs(0, RECORDED, RECORDED, 1000, 3000), Buffer.alloc(80)),
    ...trak,
    ...inMovie,
    ...(parts.fragmented ? [box('mvex', box('trex', longs(0, 1, 1, 0, 0, 0)))] : []),
  );
  return Buffer.concat([ftyp, mdat, moov, ...atEnd]);
}

function trackOf(handler: string, samples: Buffer[], at: number, large: boolean): Buffer {
  const stbl = box(
    'stbl',
    box('stsd', longs(0, 1), box(handler === 'soun' ? 'mp4a' : 'avc1', Buffer.alloc(28))),
    box('stts', longs(0, 1, samples.length, 1000)),
    box('stsc', longs(0, 1, 1, samples.length, 1)),
    box('stsz', longs(0, 0, samples.length, ...samples.map(({ length }) => length))),
    large ? box('co64', longs(0, 1, 0, at)) : box('stco', longs(0, 1, at)),
  );
  const minf = box(
    'minf',
    box(handler === 'soun' ? 'smhd' : 'vmhd', Buffer.alloc(12)),
    box('dinf', box('dref', longs(0, 1), box('url ', longs(1)))),
    stbl,
  );
  const hdlr = box('hdlr', longs(0, 0), text(handler), longs(0, 0, 0), text(`${PLACE_MARKS.exif}\0`));
  return box(
    'trak',
    box('tkhd', Buffer.alloc(84)),
    box('mdia', box('mdhd', longs(0, 0, 0, 1000, 3000, 0)), hdlr, minf),
    box('udta', box('name', text(PLACE_MARKS.exif))),
  );
}

/** The same with an ordinary content: for tests that only need something to attach. */
export const anyPicture = (): Promise<Buffer> => pictureWithPlace('jpeg', { width: 64, height: 48 });
