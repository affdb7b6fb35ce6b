import { createReadStream, createWriteStream, type WriteStream } from 'node:fs';
import { rm } from 'node:fs/promises';
import { once } from 'node:events';
import { crc32, createDeflateRaw, type DeflateRaw } from 'node:zlib';
import { pipeline } from 'node:stream/promises';
import type { CellValue } from './workbook-columns.js';

/**
 * Writes several worksheets of one workbook side by side with memory that does not grow with the rows: each part is deflated into
 * a file of its own and joined into the package at the end. (The streaming writers at hand write one sheet, or keep all of them.)
 */
export class XlsxFile {
  private readonly sheets: SheetPart[] = [];

  constructor(private readonly path: string) {}

  addSheet(name: string, titles: readonly string[]): SheetPart {
    const sheet = new SheetPart(name, `${this.path}.sheet${this.sheets.length + 1}`, titles);
    this.sheets.push(sheet);
    return sheet;
  }

  async finish(): Promise<void> {
    const out = createWriteStream(this.path);
    const names = this.sheets.map(({ name }) => name);
    const directory: Buffer[] = [];
    let offset = 0;
    const append = async (name: string, part: Deflated): Promise<void> => {
      directory.push(header(name, part, offset));
      const local = header(name, part);
      out.write(local);
      offset += local.length + part.compressed;
      for await (const chunk of part.read()) if (!out.write(chunk)) await once(out, 'drain');
      await part.discard();
    };
    for (const [name, xml] of packageParts(names)) await append(name, await deflated(`${this.path}.part`, xml));
    for (const [i, sheet] of this.sheets.entries()) await append(`xl/worksheets/sheet${i + 1}.xml`, await sheet.close());
    const entries = Buffer.concat(directory);
    out.end(Buffer.concat([entries, endOfDirectory(directory.length, entries.length, offset)]));
    await once(out, 'close');
  }
}

interface Deflated {
  readonly crc: number;
  readonly size: number;
  readonly compressed: number;
  read(): AsyncIterable<Buffer>;
  discard(): Promise<void>;
}

const CHUNK = 1 << 17;
const HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n';
const MAIN = 'http://schemas.openxmlformats.org/spreadsheetml/2006/main';
const RELATIONS = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships';
const PACKAGE = 'http://schemas.openxmlformats.org/package/2006';

class DeflatedFile {
  private readonly deflate: DeflateRaw = createDeflateRaw({ level: 1 });
  private readonly out: WriteStream;
  private readonly written: Promise<void>;
  private crc = 0;
  private size = 0;

  constructor(private readonly path: string) {
    this.out = createWriteStream(path);
    this.written = pipeline(this.deflate, this.out);
  }

  async write(text: string): Promise<void> {
    const bytes = Buffer.from(text);
    this.crc = crc32(bytes, this.crc);
    this.size += bytes.length;
    if (!this.deflate.write(bytes)) await once(this.deflate, 'drain');
  }

  async close(): Promise<Deflated> {
    this.deflate.end();
    await this.written;
    const { path, crc, size } = this;
    if (size >= 0xffff_ffff) throw new RangeError('a worksheet may not be larger than 4 GiB');
    return { crc, size, compressed: this.out.bytesWritten, read: () => createReadStream(path), discard: () => rm(path) };
  }
}

async function deflated(path: string, text: string): Promise<Deflated> {
  const file = new DeflatedFile(path);
  await file.write(text);
  return file.close();
}

/** One worksheet; strings stand in their cells, so that nothing has to be remembered. */
export class SheetPart {
  private readonly file: DeflatedFile;
  private readonly letters: readonly string[];
  private pending = '';
  private rows = 0;

  constructor(
    readonly name: string,
    path: string,
    titles: readonly string[],
  ) {
    this.file = new DeflatedFile(path);
    this.letters = titles.map((_, i) => columnLetters(i));
    const pane =
      '<sheetViews><sheetView workbookViewId="0"><pane ySplit="1" topLeftCell="A2" activePane="bottomLeft" state="frozen"/></sheetView></sheetViews>';
    this.pending = `${HEAD}<worksheet xmlns="${MAIN}">${pane}<sheetFormatPr defaultColWidth="14" defaultRowHeight="15"/><sheetData>`;
    this.append(titles);
  }

  /** Resolves when the next row may be written. */
  async write(cells: readonly CellValue[]): Promise<void> {
    this.append(cells);
    if (this.pending.length > CHUNK) await this.flush();
  }

  async close(): Promise<Deflated> {
    this.pending += '</sheetData></worksheet>';
    await this.flush();
    return this.file.close();
  }

  private append(cells: readonly CellValue[]): void {
    const row = (this.rows += 1);
    let xml = `<row r="${row}">`;
    for (let i = 0; i < cells.length; i += 1) {
      const cell = cells[i];
      if (cell === undefined || cell === '') continue;
      const at = `${this.letters[i]}${row}`;
      xml +=
        typeof cell === 'number' ? `<c r="${at}"><v>${cell}</v></c>` : `<c r="${at}" t="inlineStr"><is><t>${escapeXml(cell)}</t></is></c>`;
    }
    this.pending += `${xml}</row>`;
  }

  private async flush(): Promise<void> {
    const text = this.pending;
    this.pending = '';
    await this.file.write(text);
  }
}

const escapeXml = (text: string): string =>
  /[&<>]/.test(text) ? text.replace(/&/g, '&amp;').replace(/</g, '&lt;').replace(/>/g, '&gt;') : text;

function columnLetters(index: number): string {
  const last = String.fromCharCode(65 + (index % 26));
  return index < 26 ? last : columnLetters(Math.floor(index / 26) - 1) + last;
}

function packageParts(sheets: readonly string[]): [string, string][] {
  const numbered = sheets.map((name, i) => ({ name: escapeXml(name), id: i + 1 }));
  const types = numbered.map(
    ({ id }) =>
      `<Override PartName="/xl/worksheets/sheet${id}.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.worksheet+xml"/>`,
  );
  const listed = numbered.map(({ name, id }) => `<sheet name="${name}" sheetId="${id}" r:id="rId${id}"/>`);
  const links = numbered.map(({ id }) => `<Relationship Id="rId${id}" Type="${RELATIONS}/worksheet" Target="worksheets/sheet${id}.xml"/>`);
  return [
    [
      '[Content_Types].xml',
      `${HEAD}<Types xmlns="${PACKAGE}/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/><Override PartName="/xl/workbook.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"/>${types.join('')}</Types>`,
    ],
    [
      '_rels/.rels',
      `${HEAD}<Relationships xmlns="${PACKAGE}/relationships"><Relationship Id="rId1" Type="${RELATIONS}/officeDocument" Target="xl/workbook.xml"/></Relationships>`,
    ],
    ['xl/workbook.xml', `${HEAD}<workbook xmlns="${MAIN}" xmlns:r="${RELATIONS}"><sheets>${listed.join('')}</sheets></workbook>`],
    ['xl/_rels/workbook.xml.rels', `${HEAD}<Relationships xmlns="${PACKAGE}/relationships">${links.join('')}</Relationships>`],
  ];
}

/** Local header, or with an offset the entry of the central directory. The date is the first one the format knows: same bytes every time. */
function header(name: string, part: Deflated, offset?: number): Buffer {
  const file = Buffer.from(name);
  const central = offset !== undefined;
  const fixed = Buffer.alloc(central ? 46 : 30);
  let at = fixed.writeUInt32LE(central ? 0x0201_4b50 : 0x0403_4b50, 0);
  if (central) at = fixed.writeUInt16LE(20, at);
  at = fixed.writeUInt16LE(20, at);
  at = fixed.writeUInt16LE(0x0800, at);
  at = fixed.writeUInt16LE(8, at);
  at = fixed.writeUInt16LE(0, at);
  at = fixed.writeUInt16LE(0x21, at);
  at = fixed.writeUInt32LE(part.crc, at);
  at = fixed.writeUInt32LE(part.compressed, at);
  at = fixed.writeUInt32LE(part.size, at);
  fixed.writeUInt16LE(file.length, at);
  if (central) fixed.writeUInt32LE(offset, 42);
  return Buffer.concat([fixed, file]);
}

function endOfDirectory(entries: number, size: number, offset: number): Buffer {
  const end = Buffer.alloc(22);
  end.writeUInt32LE(0x0605_4b50, 0);
  end.writeUInt16LE(entries, 8);
  end.writeUInt16LE(entries, 10);
  end.writeUInt32LE(size, 12);
  end.writeUInt32LE(offset, 16);
  return end;
}
