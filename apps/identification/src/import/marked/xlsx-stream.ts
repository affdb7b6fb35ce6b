import { crc32, createDeflateRaw, type DeflateRaw } from 'node:zlib';
import { Readable } from 'node:stream';
import { columnLetters } from '@jingzhun/workbooks';

export type OutCell = string | number | boolean | Date | null;
export interface OutRow {
  cells: readonly OutCell[];
  /** Positions shown as wrong. */
  marked?: ReadonlySet<number>;
}
export interface OutSheet {
  name: string;
  rows: AsyncIterable<OutRow> | Iterable<OutRow>;
}

const NS = 'http://schemas.openxmlformats.org';
const MAIN = `${NS}/spreadsheetml/2006/main`;
const RELATION = `${NS}/officeDocument/2006/relationships`;
const XML = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n';
/** Cell formats: 0 plain, 1 wrong, 2 date, 3 wrong date, 4 text. */
const STYLES = `${XML}<styleSheet xmlns="${MAIN}"><numFmts count="1"><numFmt numFmtId="164" formatCode="yyyy\\-mm\\-dd"/></numFmts><fonts count="1"><font><sz val="11"/><name val="宋体"/></font></fonts><fills count="3"><fill><patternFill patternType="none"/></fill><fill><patternFill patternType="gray125"/></fill><fill><patternFill patternType="solid"><fgColor rgb="FFFFC7CE"/><bgColor indexed="64"/></patternFill></fill></fills><borders count="1"><border/></borders><cellStyleXfs count="1"><xf/></cellStyleXfs><cellXfs count="5"><xf/><xf fillId="2" applyFill="1"/><xf numFmtId="164" applyNumberFormat="1"/><xf numFmtId="164" fillId="2" applyNumberFormat="1" applyFill="1"/><xf numFmtId="49" applyNumberFormat="1"/></cellXfs></styleSheet>`;
const EXCEL_EPOCH = Date.UTC(1899, 11, 30);

/**
 * Writes a workbook of several sheets as a stream with bounded memory; strings are always strings, so nothing can become a formula.
 * The spreadsheet library streams one sheet without formats only.
 */
export function xlsxStream(sheets: readonly OutSheet[]): Readable {
  return Readable.from(parts(sheets), { objectMode: false });
}

async function* parts(sheets: readonly OutSheet[]): AsyncGenerator<Buffer> {
  const zip = new ZipParts();
  const names = uniqueNames(sheets.map(({ name }) => name));
  const ids = sheets.map((_, at) => at + 1);
  const overrides = ids.map(
    (n) =>
      `<Override PartName="/xl/worksheets/sheet${n}.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.worksheet+xml"/>`,
  );
  yield* zip.part('[Content_Types].xml', [
    `${XML}<Types xmlns="${NS}/package/2006/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/><Override PartName="/xl/workbook.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"/><Override PartName="/xl/styles.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.styles+xml"/>${overrides.join('')}</Types>`,
  ]);
  yield* zip.part('_rels/.rels', [
    `${XML}<Relationships xmlns="${NS}/package/2006/relationships"><Relationship Id="rId1" Type="${RELATION}/officeDocument" Target="xl/workbook.xml"/></Relationships>`,
  ]);
  const listed = names.map((name, at) => `<sheet name="${escapeXml(name)}" sheetId="${at + 1}" r:id="rId${at + 1}"/>`);
  yield* zip.part('xl/workbook.xml', [
    `${XML}<workbook xmlns="${MAIN}" xmlns:r="${RELATION}"><sheets>${listed.join('')}</sheets></workbook>`,
  ]);
  const related = ids.map((n) => `<Relationship Id="rId${n}" Type="${RELATION}/worksheet" Target="worksheets/sheet${n}.xml"/>`);
  yield* zip.part('xl/_rels/workbook.xml.rels', [
    `${XML}<Relationships xmlns="${NS}/package/2006/relationships">${related.join('')}<Relationship Id="rId${ids.length + 1}" Type="${RELATION}/styles" Target="styles.xml"/></Relationships>`,
  ]);
  yield* zip.part('xl/styles.xml', [STYLES]);
  for (const [at, { rows }] of sheets.entries()) yield* zip.part(`xl/worksheets/sheet${at + 1}.xml`, sheetXml(rows));
  yield zip.directory();
}

async function* sheetXml(rows: AsyncIterable<OutRow> | Iterable<OutRow>): AsyncGenerator<string> {
  let text = `${XML}<worksheet xmlns="${MAIN}"><sheetData>`;
  let row = 0;
  for await (const { cells, marked } of rows) {
    row += 1;
    text += `<row r="${row}">`;
    for (let at = 0; at < cells.length; at += 1) text += cellXml(`${letters(at)}${row}`, cells[at] ?? null, marked?.has(at) ?? false);
    text += '</row>';
    if (text.length > 64 * 1024) {
      yield text;
      text = '';
    }
  }
  yield `${text}</sheetData></worksheet>`;
}

const LETTERS: string[] = [];
const letters = (at: number): string => (LETTERS[at] ??= columnLetters(at));

function cellXml(address: string, cell: OutCell, wrong: boolean): string {
  const style = wrong ? ' s="1"' : '';
  if (cell === null || cell === '') return wrong ? `<c r="${address}" s="1"/>` : '';
  if (typeof cell === 'number' && Number.isFinite(cell)) return `<c r="${address}"${style}><v>${cell}</v></c>`;
  if (typeof cell === 'boolean') return `<c r="${address}"${style} t="b"><v>${cell ? 1 : 0}</v></c>`;
  if (cell instanceof Date) return `<c r="${address}" s="${wrong ? 3 : 2}"><v>${(cell.getTime() - EXCEL_EPOCH) / 86_400_000}</v></c>`;
  return `<c r="${address}"${wrong ? style : ' s="4"'} t="inlineStr"><is><t xml:space="preserve">${escapeXml(String(cell))}</t></is></c>`;
}

const UNSAFE = /[&<>"\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]/g;
const ENTITIES: Record<string, string> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' };
const escapeXml = (text: string): string => text.replace(UNSAFE, (one) => ENTITIES[one] ?? ' ').replace(/_(x[0-9a-f]{4}_)/gi, '_x005F_$1');

/** Names of sheets are at most 31 characters, without a few signs, each once. */
function uniqueNames(names: readonly string[]): string[] {
  const used = new Set<string>();
  return names.map((name) => {
    const plain =
      name
        .replace(/[\\/?*[\]:]/g, ' ')
        .slice(0, 31)
        .trim() || 'Sheet';
    let unique = plain;
    for (let n = 2; used.has(unique.toLowerCase()); n += 1) unique = `${plain.slice(0, 28)}_${n}`;
    used.add(unique.toLowerCase());
    return unique;
  });
}

/** A ZIP whose sizes follow their content (APPNOTE 4.3.9), so that nothing has to be kept. */
class ZipParts {
  private readonly entries: Buffer[] = [];
  private offset = 0;

  async *part(name: string, content: AsyncIterable<string> | Iterable<string>): AsyncGenerator<Buffer> {
    const start = this.offset;
    const title = Buffer.from(name);
    const header = Buffer.alloc(30);
    header.writeUInt32LE(0x04034b50, 0);
    header.writeUInt16LE(20, 4);
    header.writeUInt16LE(0x0808, 6);
    header.writeUInt16LE(8, 8);
    header.writeUInt32LE(0x00210000, 10);
    header.writeUInt16LE(title.length, 26);
    yield this.count(Buffer.concat([header, title]));
    const sums = { crc: 0, size: 0, packed: 0 };
    for await (const chunk of deflated(content, sums)) {
      sums.packed += chunk.length;
      yield this.count(chunk);
    }
    const descriptor = Buffer.alloc(16);
    descriptor.writeUInt32LE(0x08074b50, 0);
    for (const [at, value] of [sums.crc, sums.packed, sums.size].entries()) descriptor.writeUInt32LE(value, 4 + at * 4);
    yield this.count(descriptor);
    const entry = Buffer.alloc(46);
    entry.writeUInt32LE(0x02014b50, 0);
    entry.writeUInt16LE(20, 4);
    header.copy(entry, 6, 4, 14);
    for (const [at, value] of [sums.crc, sums.packed, sums.size].entries()) entry.writeUInt32LE(value, 16 + at * 4);
    entry.writeUInt16LE(title.length, 28);
    entry.writeUInt32LE(start, 42);
    this.entries.push(Buffer.concat([entry, title]));
  }

  directory(): Buffer {
    const all = Buffer.concat(this.entries);
    const end = Buffer.alloc(22);
    end.writeUInt32LE(0x06054b50, 0);
    end.writeUInt16LE(this.entries.length, 8);
    end.writeUInt16LE(this.entries.length, 10);
    end.writeUInt32LE(all.length, 12);
    end.writeUInt32LE(this.offset, 16);
    return Buffer.concat([all, end]);
  }

  private count(bytes: Buffer): Buffer {
    this.offset += bytes.length;
    return bytes;
  }
}

async function* deflated(content: AsyncIterable<string> | Iterable<string>, sums: { crc: number; size: number }): AsyncGenerator<Buffer> {
  const packer: DeflateRaw = createDeflateRaw({ level: 5, chunkSize: 64 * 1024 });
  const source = Readable.from(
    (async function* () {
      for await (const text of content) {
        const bytes = Buffer.from(text);
        sums.crc = crc32(bytes, sums.crc);
        sums.size += bytes.length;
        yield bytes;
      }
    })(),
  );
  source.on('error', (error) => packer.destroy(error));
  yield* source.pipe(packer) as AsyncIterable<Buffer>;
}
