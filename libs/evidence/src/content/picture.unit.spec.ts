import sharp from 'sharp';
import { cleaned, holds } from '../../test/source.js';
import { PLACE_MARKS, pictureWithPlace } from '../testing/made-files.js';

describe('a picture', () => {
  it.each(['jpeg', 'png', 'webp'] as const)(
    'as %s loses the place, the camera and its XMP, and keeps the day and what is seen',
    async (format) => {
      const source = await pictureWithPlace(format);
      const before = await sharp(source).metadata();
      expect(holds(source, PLACE_MARKS.exif)).toBe(true);
      // PNG packs it
      expect(before.xmp?.includes(PLACE_MARKS.xml)).toBe(true);
      const { bytes, contentType, capturedOn } = await cleaned(source);
      expect(contentType).toBe(`image/${format}`);
      expect(capturedOn).toBe('2016-05-03');
      for (const mark of [PLACE_MARKS.exif, PLACE_MARKS.xml, 'Exif', 'GPS', 'http://ns.adobe.com'])
        expect([mark, holds(bytes, mark)]).toEqual([mark, false]);
      const after = await sharp(bytes).metadata();
      expect([after.exif, after.xmp, after.orientation, after.format]).toEqual([undefined, undefined, undefined, format]);
      // turned as the camera said: what was 320 x 200 lying is 200 x 320 upright
      expect([before.orientation, after.width, after.height]).toEqual([6, 200, 320]);
      const [left, right] = await Promise.all(
        [sharp(source).autoOrient(), sharp(bytes)].map((image) => image.resize(8, 8, { fit: 'fill' }).removeAlpha().raw().toBuffer()),
      );
      const difference = Math.max(...[...(left ?? [])].map((value, i) => Math.abs(value - (right?.[i] ?? 0))));
      expect(difference).toBeLessThan(12);
    },
  );

  it('without a day has none', async () => {
    const plain = await sharp({ create: { width: 10, height: 10, channels: 3, background: 'red' } })
      .jpeg()
      .toBuffer();
    expect((await cleaned(plain)).capturedOn).toBeNull();
  });

  it.each([
    ['a web page behind the picture', '<html><script>alert(document.cookie)</script>'],
    ['an archive behind the picture', 'PK\u0003\u0004MARK-OF-THE-ARCHIVE'],
    ['a program behind the picture', 'MZ\u0090MARK-OF-THE-PROGRAM'],
  ])('with %s is a picture only', async (_, hidden) => {
    const source = Buffer.concat([await pictureWithPlace(), Buffer.from(hidden, 'latin1')]);
    expect(holds(source, hidden)).toBe(true);
    expect(holds((await cleaned(source)).bytes, hidden)).toBe(false);
  });

  it('that is also a script in its comment is a picture only', async () => {
    const picture = await pictureWithPlace();
    const comment = Buffer.from('*/=1;alert("MARK-OF-THE-SCRIPT")/*');
    const length = Buffer.from([0xff, 0xfe, 0, comment.length + 2]);
    const source = Buffer.concat([picture.subarray(0, 2), length, comment, picture.subarray(2)]);
    expect(holds((await cleaned(source)).bytes, 'MARK-OF-THE-SCRIPT')).toBe(false);
  });

  it('that is cut off, empty behind its first bytes or too large is refused', async () => {
    const whole = await pictureWithPlace();
    await expect(cleaned(whole.subarray(0, whole.length / 2))).rejects.toMatchObject({ code: 'evidence.picture-unreadable' });
    await expect(cleaned(Buffer.concat([whole.subarray(0, 20), Buffer.alloc(3_000)]))).rejects.toMatchObject({
      code: 'evidence.picture-unreadable',
    });
    await expect(cleaned(whole, { mostPixels: 60_000 })).rejects.toMatchObject({ code: 'evidence.picture-too-many-pixels' });
    await expect(cleaned(whole, { mostBytes: { picture: whole.length - 1, video: 1, audio: 1, document: 1 } })).rejects.toMatchObject({
      code: 'evidence.too-large',
    });
  });

  it('that a county does not allow is refused', async () => {
    await expect(cleaned(await pictureWithPlace(), { kinds: ['document'] })).rejects.toMatchObject({
      code: 'evidence.kind-not-allowed',
      status: 415,
    });
  });
});

describe('what is none of the allowed kinds', () => {
  const mark = Buffer.alloc(300, 'x');
  it.each<[string, Buffer]>([
    ['a program for Windows', Buffer.concat([Buffer.from('MZ\u0090\0\u0003\0\0\0', 'latin1'), mark])],
    ['a program for Linux', Buffer.concat([Buffer.from('\u007fELF\u0002\u0001\u0001\0', 'latin1'), mark])],
    ['a shell script', Buffer.from('#!/bin/sh\nrm -rf ~\n')],
    ['a web page', Buffer.from('<!doctype html><script>alert(1)</script>')],
    ['a drawing with a script', Buffer.from('<svg xmlns="http://www.w3.org/2000/svg" onload="alert(1)"/>')],
    ['an archive', Buffer.concat([Buffer.from('PK\u0003\u0004', 'latin1'), mark])],
    ['a GIF that is also a script', Buffer.from('GIF89a/*xx*/=1;alert(1)')],
    ['text', Buffer.from('身份证号码写在这里')],
    ['nothing to speak of', Buffer.from([0])],
  ])('%s is refused, whatever it is called', async (_, bytes) => {
    await expect(cleaned(bytes)).rejects.toMatchObject({ code: 'evidence.kind-not-allowed' });
  });

  it('a HEIC picture is refused with the way out', async () => {
    const heic = Buffer.concat([Buffer.from('\0\0\0\u0018ftypheic\0\0\0\0mif1heic', 'latin1'), mark]);
    await expect(cleaned(heic)).rejects.toMatchObject({
      code: 'evidence.picture-heic',
      zh: { next: expect.stringContaining('兼容性最佳') },
    });
  });
});
