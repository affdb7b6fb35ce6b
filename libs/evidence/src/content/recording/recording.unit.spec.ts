import fc from 'fast-check';
import { cleaned, holds } from '../../../test/source.js';
import { PLACE_MARKS, recordingWithPlace } from '../../testing/made-files.js';
import { uncovered } from './samples.js';

const SEEN = ['picture-one', 'picture-two', 'picture-three', 'sound-one', 'sound-two'];

describe('a recording', () => {
  it.each([
    ['an MP4', {}, 'video/mp4'],
    ["an iPhone's MOV", { brand: 'qt  ' }, 'video/quicktime'],
    ["an older phone's 3GP", { brand: '3gp5' }, 'video/3gpp'],
    ['one with 64-bit positions', { large: true }, 'video/mp4'],
  ] as const)('as %s loses every trace of the place without a byte moving', async (_, parts, type) => {
    const source = recordingWithPlace(parts);
    for (const mark of Object.values(PLACE_MARKS)) expect([mark, holds(source, mark)]).toEqual([mark, true]);
    const { bytes, contentType, capturedOn } = await cleaned(source);
    expect([contentType, capturedOn, bytes.length]).toEqual([type, '2016-05-03', source.length]);
    for (const mark of [...Object.values(PLACE_MARKS), '\u00a9xyz', 'loci', 'location', 'udta', 'uuid'])
      expect([mark, holds(bytes, mark)]).toEqual([mark, false]);
    for (const sample of SEEN) expect([sample, bytes.indexOf(sample)]).toEqual([sample, source.indexOf(sample)]);
    // what was cleaned once is clean
    expect((await cleaned(bytes)).bytes.equals(bytes)).toBe(true);
  });

  it('of sound only is a sound', async () => {
    const source = recordingWithPlace({ brand: 'M4A ', tracks: [{ handler: 'soun', samples: [Buffer.from('sound-one')] }] });
    expect((await cleaned(source)).contentType).toBe('audio/mp4');
    await expect(cleaned(source, { kinds: ['video'] })).rejects.toMatchObject({ code: 'evidence.kind-not-allowed' });
  });

  it('keeps nothing that hides behind its end, before its samples or in a box of its own', async () => {
    const hidden = Buffer.from('PK\u0003\u0004MARK-OF-THE-ARCHIVE<script>', 'latin1');
    const boxed = Buffer.concat([Buffer.from([0, 0, 0, hidden.length + 8]), Buffer.from('skip'), hidden]);
    const source = recordingWithPlace({ orphan: hidden, atEnd: [boxed, boxed], inMovie: [boxed] });
    expect(holds((await cleaned(source)).bytes, 'MARK-OF-THE-ARCHIVE')).toBe(false);
  });

  it.each<[string, Buffer, string]>([
    ['that is cut off', recordingWithPlace().subarray(0, -20), 'evidence.recording-unreadable'],
    [
      'whose tail is no box',
      Buffer.concat([recordingWithPlace(), Buffer.from('PK\u0003\u0004 and more')]),
      'evidence.recording-unreadable',
    ],
    ['in fragments', recordingWithPlace({ fragmented: true }), 'evidence.recording-in-fragments'],
    ['without a movie', recordingWithPlace().subarray(0, 20), 'evidence.recording-unreadable'],
    [
      'of subtitles only',
      recordingWithPlace({ tracks: [{ handler: 'text', samples: [Buffer.from('x')] }] }),
      'evidence.recording-unreadable',
    ],
    ['without samples', recordingWithPlace({ tracks: [] }), 'evidence.recording-unreadable'],
  ])('%s is refused', async (_, bytes, code) => {
    await expect(cleaned(bytes)).rejects.toMatchObject({ code });
  });

  it('whose samples lie outside of its media data is refused', async () => {
    const source = recordingWithPlace();
    const at = source.indexOf('stco') + 12;
    for (const position of [0, source.length - 4, 0xffff_fff0]) {
      const forged = Buffer.from(source);
      forged.writeUInt32BE(position, at);
      await expect(cleaned(forged)).rejects.toMatchObject({ code: 'evidence.recording-unreadable' });
    }
  });

  it('that lies about any of its lengths is cleaned or refused, never a fault, and never keeps the place', async () => {
    const source = recordingWithPlace();
    await fc.assert(
      fc.asyncProperty(fc.nat(source.length - 4), fc.nat(0xffff_ffff), async (at, value) => {
        const forged = Buffer.from(source);
        forged.writeUInt32BE(value, at);
        try {
          const { bytes } = await cleaned(forged);
          expect(bytes.length).toBe(source.length);
          for (const mark of [PLACE_MARKS.xml, 'com.apple.quicktime.location'])
            expect([at, value, mark, holds(bytes, mark)]).toEqual([at, value, mark, false]);
        } catch (error) {
          expect(error).toMatchObject({ code: expect.stringMatching(/^evidence\./) });
        }
      }),
      { numRuns: process.env['DEEP'] ? 20_000 : 400, seed: 20161204 },
    );
  });
});

describe('what no range covers', () => {
  it('is everything else, each byte once', () => {
    const range = fc.tuple(fc.nat(60), fc.nat(20)).map(([from, length]) => ({ from, to: from + length }));
    fc.assert(
      fc.property(fc.array(range, { maxLength: 8 }), fc.nat(30), fc.nat(60), (ranges, from, length) => {
        const to = from + length;
        const bytes = Array.from({ length: to }, (_, i) => i).filter((i) => i >= from && !ranges.some((r) => i >= r.from && i < r.to));
        const gaps = uncovered(ranges, from, to);
        expect(gaps.flatMap((gap) => Array.from({ length: gap.to - gap.from }, (_, i) => gap.from + i))).toEqual(bytes);
      }),
      { seed: 20161204 },
    );
  });
});
