import { type PDFDict, PDFDocument, PDFHexString, PDFName, PDFNumber, PDFString } from '@cantoo/pdf-lib';
import { cleaned, holds } from '../../../test/source.js';
import { PLACE_MARKS, pictureWithPlace } from '../../testing/made-files.js';
import { bareJpeg } from './bare-jpeg.js';
import { bareJpeg2000 } from './bare-jpeg-2000.js';

type Change = (document: PDFDocument) => void | Promise<void>;

/** Objects lie in plain sight, so that a test can look for their bytes. */
async function made(change: Change = () => undefined): Promise<Buffer> {
  const document = await PDFDocument.create();
  document.addPage([200, 200]).drawText('Seen on the page');
  await change(document);
  return Buffer.from(await document.save({ useObjectStreams: false }));
}

const withPicture: Change = async (document) => {
  const picture = await document.embedJpg(await pictureWithPlace());
  document.getPage(0).drawImage(picture);
};
/** Places an object nobody refers to. */
const forgotten: Change = ({ context }) => void context.register(PDFString.of('MARK-OF-THE-FORGOTTEN'));
const inCatalogue =
  (key: string, value: (document: PDFDocument) => PDFDict | PDFString): Change =>
  (document) =>
    document.catalog.set(PDFName.of(key), value(document));
const action = (kind: string): Change => inCatalogue('OpenAction', ({ context }) => context.obj({ S: kind, F: PDFString.of('x') }));
/** As a seal leaves it: the bytes are fixed by what the signature covers. */
const signed: Change = ({ context, catalog }) => {
  const value = context.obj({ Type: 'Sig', ByteRange: [0, 10, 20, 10] });
  value.set(PDFName.of('Contents'), PDFHexString.of('00'));
  const field = context.register(context.obj({ FT: 'Sig', V: context.register(value) }));
  catalog.set(PDFName.of('AcroForm'), context.obj({ Fields: [field], SigFlags: PDFNumber.of(3) }));
};

describe('a PDF', () => {
  it('is written anew: seen as before, without author, tools, camera data and forgotten parts', async () => {
    const source = await made(async (document) => {
      document.setAuthor('MARK-OF-THE-AUTHOR');
      document.catalog.set(PDFName.of('Metadata'), document.context.register(document.context.stream(PLACE_MARKS.xml)));
      await withPicture(document);
      await forgotten(document);
    });
    for (const mark of [PLACE_MARKS.exif, PLACE_MARKS.xml, 'MARK-OF-THE-FORGOTTEN'])
      expect([mark, holds(source, mark)]).toEqual([mark, true]);
    const { bytes, contentType, capturedOn } = await cleaned(source);
    expect([contentType, capturedOn]).toEqual(['application/pdf', null]);
    const again = await PDFDocument.load(bytes, { updateMetadata: false });
    expect([again.getPageCount(), again.getAuthor()]).toEqual([1, undefined]);
    const plain = Buffer.from(await again.save({ useObjectStreams: false }));
    for (const mark of [PLACE_MARKS.exif, PLACE_MARKS.xml, 'MARK-OF-THE-FORGOTTEN', 'MARK-OF-THE-AUTHOR'])
      for (const file of [bytes, plain]) expect([mark, holds(file, mark)]).toEqual([mark, false]);
    expect(holds(plain, '/DCTDecode')).toBe(true);
  });

  it('keeps nothing that stands before or behind it', async () => {
    const source = Buffer.concat([await made(), Buffer.from('\nPK\u0003\u0004MARK-OF-THE-ARCHIVE')]);
    const { bytes } = await cleaned(source);
    expect(holds(bytes, 'MARK-OF-THE-ARCHIVE')).toBe(false);
    const page = Buffer.concat([Buffer.from('<html><script>alert(1)</script>'), await made()]);
    await expect(cleaned(page)).rejects.toMatchObject({ code: 'evidence.kind-not-allowed' });
  });

  it.each<[string, Change]>([
    ['a script that runs by itself', action('JavaScript')],
    ['a program it starts', action('Launch')],
    ['a form that sends itself', action('SubmitForm')],
    ['a file inside it', (document) => document.attach(Buffer.from('MZ'), 'a.exe', {})],
    ['a named script', (document) => document.addJavaScript('x', 'app.alert(1)')],
    ['an XFA form', inCatalogue('AcroForm', ({ context }) => context.obj({ XFA: [] }))],
    ['a script with a disguised name', inCatalogue('X', ({ context }) => context.obj({ 'J#53': PDFString.of('x') }))],
  ])('with %s is refused', async (_, change) => {
    await expect(cleaned(await made(change))).rejects.toMatchObject({ code: 'evidence.document-active' });
  });

  it('with an electronic seal stays byte by byte, or is refused when something would have to go', async () => {
    const source = await made(signed);
    expect((await cleaned(source)).bytes.equals(source)).toBe(true);
    for (const change of [withPicture, undefined]) {
      const bytes = change
        ? await made(async (document) => {
            await signed(document);
            await change(document);
          })
        : Buffer.concat([source, Buffer.from('\nPK\u0003\u0004')]);
      await expect(cleaned(bytes)).rejects.toMatchObject({ code: 'evidence.document-signed-with-location' });
    }
  });

  it('that is none, cut off, or locked is refused', async () => {
    const whole = await made();
    for (const bytes of [Buffer.from('%PDF-1.7\nnothing of the kind'), whole.subarray(0, whole.length / 3)])
      await expect(cleaned(bytes)).rejects.toMatchObject({ code: 'evidence.document-unreadable' });
    const locked = await made((document) => document.encrypt({ userPassword: 'x', ownerPassword: 'y' }));
    await expect(cleaned(locked)).rejects.toMatchObject({ code: 'evidence.document-has-password' });
  });
});

describe('a bare JPEG', () => {
  it('is the same picture without camera data, comments and what follows its end', async () => {
    const picture = await pictureWithPlace();
    const bare = Buffer.from(bareJpeg(Buffer.concat([picture, Buffer.from('MARK')])) ?? []);
    for (const mark of ['Exif', PLACE_MARKS.exif, PLACE_MARKS.xml, 'MARK']) expect([mark, holds(bare, mark)]).toEqual([mark, false]);
    expect(bareJpeg(bare)).toEqual(bare);
    const scan = picture.indexOf(Buffer.from([0xff, 0xda]));
    expect(bare.includes(picture.subarray(scan))).toBe(true);
  });

  it('is none of something cut off or else', async () => {
    const picture = await pictureWithPlace();
    for (const bytes of [picture.subarray(0, -2), picture.subarray(1), Buffer.from([0xff, 0xd8, 0xff, 0xe1, 0, 0]), Buffer.alloc(0)])
      expect(bareJpeg(bytes)).toBeUndefined();
  });
});

describe('a bare JPEG 2000', () => {
  const box = (type: string, content: string): Buffer => {
    const bytes = Buffer.from(`\0\0\0\0${type}${content}`, 'latin1');
    bytes.writeUInt32BE(bytes.length);
    return bytes;
  };
  it('has the boxes that are seen', () => {
    const seen = [box('jP  ', '\r\n\u0087\n'), box('ftyp', 'jp2 '), box('jp2h', 'head'), box('jp2c', 'code uuid')];
    const file = Buffer.concat([...seen.slice(0, 3), box('uuid', PLACE_MARKS.exif), box('xml ', PLACE_MARKS.xml), ...seen.slice(3)]);
    expect(bareJpeg2000(file)).toEqual(Buffer.concat(seen));
    expect(bareJpeg2000(file.subarray(0, -1))).toBeUndefined();
    const stream = Buffer.from([0xff, 0x4f, 0xff, 0x51]);
    expect(bareJpeg2000(stream)).toBe(stream);
  });
});
