import { registerFile, tables, workbookOf, xlsxOf } from './register-file.js';
import { entriesOf, zipOf, type ZipEntry } from './zip-of.js';

export interface BrokenFile {
  what: string;
  code: string;
  name?: string;
  content: () => Promise<Buffer> | Buffer;
}

const good = (): Promise<Buffer> => workbookOf(registerFile(2));
const changed = async (change: (entries: ZipEntry[]) => ZipEntry[]): Promise<Buffer> => zipOf(change(entriesOf(await good())));
const withPart = (name: string): Promise<Buffer> => changed((entries) => [...entries, { name, content: 'x' }]);
const OLE = Buffer.from([0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1]);

/** Refused when they arrive: nothing of them is kept. */
export const REFUSED_AT_THE_DOOR: readonly BrokenFile[] = [
  { what: 'nothing', code: 'import.file-empty', content: () => Buffer.alloc(0) },
  {
    what: 'a bomb of zeros',
    code: 'import.bomb',
    content: () => changed((entries) => [...entries, { name: 'xl/media/a.bin', content: Buffer.alloc(64 * 1024 * 1024) }]),
  },
  {
    what: 'thousands of parts',
    code: 'import.bomb',
    content: () => changed((entries) => [...entries, ...Array.from({ length: 600 }, (_, n) => ({ name: `a${n}`, content: '' }))]),
  },
  { what: 'macros', code: 'import.macros', content: () => withPart('xl/vbaProject.bin') },
  { what: 'links to other files', code: 'import.external-links', content: () => withPart('xl/externalLinks/externalLink1.xml') },
  { what: 'an embedded file', code: 'import.embedded-files', content: () => withPart('xl/embeddings/oleObject1.bin') },
  {
    what: 'a password',
    code: 'import.password-protected',
    content: () => Buffer.concat([OLE, Buffer.alloc(1000), Buffer.from('EncryptedPackage', 'utf16le')]),
  },
  {
    what: 'the format before 2007',
    code: 'import.old-format',
    content: () => Buffer.concat([OLE, Buffer.alloc(1000), Buffer.from('Workbook', 'utf16le')]),
  },
  {
    what: 'CSV under the name of a workbook',
    code: 'import.name-and-content-differ',
    content: () => Buffer.from('户编号,户主姓名\n1,张三\n'),
  },
  { what: 'a PDF', code: 'import.not-a-workbook', content: () => Buffer.from('%PDF-1.7\n') },
  { what: 'a Word document', code: 'import.not-a-workbook', content: () => zipOf([{ name: 'word/document.xml', content: '<x/>' }]) },
  { what: 'a ZIP cut off', code: 'import.file-damaged', content: async () => (await good()).subarray(0, 2000) },
];

/** Found out while reading: the batch fails, the register is untouched. */
export const REFUSED_WHILE_READING: readonly BrokenFile[] = [
  {
    what: 'a part larger than its directory says',
    code: 'import.file-damaged',
    content: () => changed((entries) => entries.map((entry) => (entry.name.endsWith('sheet2.xml') ? { ...entry, claims: 100 } : entry))),
  },
  {
    what: 'a member sheet without most of its titles',
    code: 'import.titles-missing',
    content: () =>
      changed((entries) =>
        entries.map((entry) => (entry.name.endsWith('sheet2.xml') ? { ...entry, content: sheetWith(['姓名', '证件号码']) } : entry)),
      ),
  },
  {
    what: 'rows cut off in the middle',
    code: 'import.file-damaged',
    content: () =>
      changed((entries) =>
        entries.map((entry) => (entry.name.endsWith('sheet2.xml') ? { ...entry, content: String(entry.content).slice(0, -60) } : entry)),
      ),
  },
  { what: 'no member sheet', code: 'import.sheets-missing', content: () => xlsxOf(tables(registerFile(1)).slice(0, 1)) },
  {
    what: 'two member sheets',
    code: 'import.sheets-twice',
    content: () => {
      const [a, b] = tables(registerFile(1));
      return xlsxOf([a!, b!, { ...b!, name: '又一张' }]);
    },
  },
  {
    what: 'a required title missing',
    code: 'import.titles-missing',
    content: () => workbookOf(registerFile(1), { householdTitles: ['县', '乡', '村', '户编号', '户主姓名', '户主证件号码'] }),
  },
  {
    what: 'a title twice',
    code: 'import.titles-twice',
    content: () => workbookOf(registerFile(1), { memberTitles: ['户编号', '姓名', '姓名', '证件号码', '与户主关系'] }),
  },
  {
    what: 'a million rows',
    code: 'import.too-many-rows',
    content: async () => {
      const [households, members] = tables(registerFile(1));
      const rows = '<row r="1"/>'.repeat(0);
      const xml = `${(await partOf(households!.rows)).replace('</sheetData>', `${rows}<row r="1000001"><c r="A1000001"><v>1</v></c></row></sheetData>`)}`;
      const base = entriesOf(await xlsxOf([households!, members!]));
      return zipOf(base.map((entry) => (entry.name.endsWith('sheet1.xml') ? { ...entry, content: xml } : entry)));
    },
  },
];

const sheetWith = (titles: string[]): string =>
  `<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData><row r="1">${titles
    .map((title, at) => `<c r="${String.fromCharCode(65 + at)}1" t="inlineStr"><is><t>${title}</t></is></c>`)
    .join('')}</row></sheetData></worksheet>`;

async function partOf(rows: never[] | unknown[][]): Promise<string> {
  const [entry] = entriesOf(await xlsxOf([{ name: 's', rows: rows as never }])).filter(({ name }) => name.endsWith('sheet1.xml'));
  return String(entry?.content);
}
