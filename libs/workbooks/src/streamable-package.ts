import type { WorkbookParts } from './workbook-parts.js';

const NS = 'http://schemas.openxmlformats.org';
const DOCUMENT = `${NS}/officeDocument/2006/relationships`;
const relations = (...list: readonly (readonly [string, string])[]): string =>
  `<Relationships xmlns="${NS}/package/2006/relationships">${list
    .map(([kind, target], at) => `<Relationship Id="rId${at + 1}" Type="${DOCUMENT}/${kind}" Target="${target}"/>`)
    .join('')}</Relationships>`;

/**
 * A package with one sheet whose parts come in the order a forward reader needs (strings and styles before rows, sizes before
 * content). Spreadsheet programs write the strings last, for which the library would take the whole file into memory.
 */
export async function* streamablePackage(
  parts: WorkbookParts,
  sheetBytes: number,
  sheet: AsyncIterable<Uint8Array>,
): AsyncGenerator<Uint8Array> {
  const related: [string, string][] = [['worksheet', 'worksheets/sheet1.xml']];
  if (parts.sharedStrings) related.push(['sharedStrings', 'sharedStrings.xml']);
  if (parts.styles) related.push(['styles', 'styles.xml']);
  const workbook = `<workbook xmlns="${NS}/spreadsheetml/2006/main" xmlns:r="${DOCUMENT}"><workbookPr date1904="${parts.since1904 ? 1 : 0}"/><sheets><sheet name="s" sheetId="1" r:id="rId1"/></sheets></workbook>`;
  yield* stored('[Content_Types].xml', Buffer.from(`<Types xmlns="${NS}/package/2006/content-types"/>`));
  yield* stored('_rels/.rels', Buffer.from(relations(['officeDocument', 'xl/workbook.xml'])));
  yield* stored('xl/workbook.xml', Buffer.from(workbook));
  yield* stored('xl/_rels/workbook.xml.rels', Buffer.from(relations(...related)));
  if (parts.sharedStrings) yield* stored('xl/sharedStrings.xml', parts.sharedStrings);
  if (parts.styles) yield* stored('xl/styles.xml', parts.styles);
  yield localHeader('xl/worksheets/sheet1.xml', sheetBytes);
  yield* sheet;
}

function* stored(name: string, content: Buffer): Generator<Uint8Array> {
  yield localHeader(name, content.length);
  yield content;
}

/** Local file header of an entry stored without compression (APPNOTE 4.3.7); the reader does not ask for the check sum. */
function localHeader(name: string, size: number): Buffer {
  const header = Buffer.alloc(30 + name.length);
  header.writeUInt32LE(0x04034b50, 0);
  header.writeUInt16LE(20, 4);
  header.writeUInt32LE(size, 18);
  header.writeUInt32LE(size, 22);
  header.writeUInt16LE(name.length, 26);
  header.write(name, 30, 'latin1');
  return header;
}
