import type { PolicySnapshot } from '@jingzhun/policy';
import type yauzl from 'yauzl';
import { FileRefused } from './file-refusals.js';
import { openZip, readScratch, type ScratchHandle } from './scratch-file.js';

export interface GateLimits {
  /** Bytes of the upload. */
  fileBytes: number;
  zipEntries: number;
  /** Bytes of all parts unpacked. */
  unpackedBytes: number;
  /** Unpacked bytes for each byte of the upload; real sheets reach 30. */
  ratio: number;
  /** Bytes of the table of shared strings, which a reader has to keep whole. */
  sharedStringBytes: number;
  rowsPerSheet: number;
}

const MB = 1024 * 1024;
/** How far real sheets unpack. */
const REAL_RATIO = 30;

const limitsFor = (fileBytes: number, rowsPerSheet: number): GateLimits => ({
  fileBytes,
  zipEntries: 500,
  unpackedBytes: Math.max(2500 * MB, REAL_RATIO * fileBytes),
  ratio: 100,
  sharedStringBytes: 160 * MB,
  rowsPerSheet,
});

/** Where no policy is at hand. */
export const GATE_LIMITS: GateLimits = limitsFor(256 * MB, 900_000);

/** The county's policy says how large an upload may be; the rest keeps the reader safe whatever it says. */
export const gateLimitsOf = (policy: Pick<PolicySnapshot, 'value'>): GateLimits =>
  limitsFor(policy.value('import.maxBytes'), policy.value('import.maxRows'));

/** For an upload that was let in: the policy may have become stricter since. */
export const LET_IN: GateLimits = { ...GATE_LIMITS, fileBytes: Infinity, unpackedBytes: Infinity, rowsPerSheet: Infinity };

export type FileKind = 'xlsx' | 'csv' | 'csv-zip';

/**
 * What an upload is, by its content, and whether it may be opened at all. Looks at the directory of the ZIP only (milliseconds);
 * sizes that lie there are found out while reading.
 * @throws FileRefused
 */
export async function inspectFile(file: ScratchHandle, fileName: string, limits: GateLimits = GATE_LIMITS): Promise<FileKind> {
  if (file.size === 0) throw new FileRefused('file-empty');
  if (file.size > limits.fileBytes) throw new FileRefused('file-too-large', { limit: Math.floor(limits.fileBytes / MB) });
  const head = await firstBytes(file, 64 * 1024);
  if (head.subarray(0, 4).equals(ZIP)) return inspectZip(file, limits);
  if (head.subarray(0, 8).equals(OLE)) throw oldOrEncrypted(await firstBytes(file, 4 * MB));
  const foreign = FOREIGN.find(([magic]) => head.subarray(0, magic.length).equals(magic));
  if (foreign) throw new FileRefused('not-a-workbook', { format: foreign[1] });
  const utf16 = head[0] === 0xff && head[1] === 0xfe;
  if (!utf16 && head.includes(0)) throw new FileRefused('not-a-workbook', { format: '二进制文件 / a binary file' });
  if (/\.xls[xmb]?$/i.test(fileName)) throw new FileRefused('name-and-content-differ');
  return 'csv';
}

const ZIP = Buffer.from([0x50, 0x4b, 0x03, 0x04]);
const OLE = Buffer.from([0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1]);
const FOREIGN: readonly (readonly [Buffer, string])[] = [
  [Buffer.from('%PDF'), 'PDF'],
  [Buffer.from([0xff, 0xd8, 0xff]), 'JPEG'],
  [Buffer.from([0x89, 0x50, 0x4e, 0x47]), 'PNG'],
  [Buffer.from('Rar!'), 'RAR'],
  [Buffer.from([0x37, 0x7a, 0xbc, 0xaf]), '7z'],
  [Buffer.from([0x1f, 0x8b]), 'gzip'],
  [Buffer.from('<!DOCTYPE html'), 'HTML'],
  [Buffer.from('<html'), 'HTML'],
];

async function firstBytes(file: ScratchHandle, most: number): Promise<Buffer> {
  const chunks: Buffer[] = [];
  for await (const chunk of readScratch(file, 0, Math.min(most, file.size))) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks);
}

/** A compound file is an encrypted workbook or one of the format before 2007; its directory says which. */
function oldOrEncrypted(content: Buffer): FileRefused {
  if (content.includes(Buffer.from('EncryptedPackage', 'utf16le'))) return new FileRefused('password-protected');
  if (content.includes(Buffer.from('WordDocument', 'utf16le')))
    return new FileRefused('not-a-workbook', { format: 'Word 文档 / a Word document' });
  return new FileRefused('old-format', { format: 'Excel 97-2003（.xls）' });
}

async function inspectZip(file: ScratchHandle, limits: GateLimits): Promise<FileKind> {
  const entries: yauzl.Entry[] = [];
  let unpacked = 0;
  let zip: yauzl.ZipFile;
  try {
    zip = await openZip(file);
  } catch {
    throw new FileRefused('file-damaged');
  }
  try {
    if (zip.entryCount > limits.zipEntries) throw bomb(zip.entryCount, 0);
    for await (const entry of zip.eachEntry()) {
      unpacked += entry.uncompressedSize;
      entries.push(entry);
      if (entries.length > limits.zipEntries) throw bomb(entries.length, unpacked);
    }
  } catch (error) {
    throw error instanceof FileRefused ? error : new FileRefused('file-damaged');
  } finally {
    zip.close();
  }
  if (entries.some((entry) => entry.isEncrypted())) throw new FileRefused('password-protected');
  const ratio = unpacked / Math.max(1, file.size);
  if (unpacked > limits.unpackedBytes || (ratio > limits.ratio && unpacked > 4 * MB)) throw bomb(entries.length, unpacked);
  return kindOf(entries, limits);
}

const bomb = (entries: number, bytes: number): FileRefused => new FileRefused('bomb', { entries, megabytes: Math.ceil(bytes / MB) });

function kindOf(entries: readonly yauzl.Entry[], limits: GateLimits): FileKind {
  const names = entries.map(({ fileName }) => fileName.toLowerCase());
  const some = (pattern: RegExp): boolean => names.some((name) => pattern.test(name));
  if (names.includes('xl/workbook.xml')) {
    if (some(/vbaproject\.bin$|^xl\/(macrosheets|activex|ctrlprops|dialogsheets)\//)) throw new FileRefused('macros');
    if (some(/^xl\/(externallinks\/|connections\.xml$|querytables\/)/)) throw new FileRefused('external-links');
    if (some(/^xl\/embeddings\//)) throw new FileRefused('embedded-files');
    const strings = entries.find(({ fileName }) => fileName.toLowerCase() === 'xl/sharedstrings.xml');
    if (strings && strings.uncompressedSize > limits.sharedStringBytes) throw new FileRefused('too-complex');
    return 'xlsx';
  }
  if (names.includes('xl/workbook.bin')) throw new FileRefused('old-format', { format: '.xlsb' });
  if (some(/^word\//)) throw new FileRefused('not-a-workbook', { format: 'Word 文档 / a Word document' });
  if (some(/^ppt\//)) throw new FileRefused('not-a-workbook', { format: 'PowerPoint' });
  if (names.includes('mimetype')) throw new FileRefused('old-format', { format: 'OpenDocument（.ods）' });
  const files = names.filter((name) => !name.endsWith('/') && !name.startsWith('__macosx/'));
  if (files.length > 0 && files.every((name) => name.endsWith('.csv'))) return 'csv-zip';
  throw new FileRefused('not-a-workbook', { format: '压缩包 / an archive' });
}
