import { StringDecoder } from 'node:string_decoder';
import Papa from 'papaparse';
import type yauzl from 'yauzl';
import { FileRefused } from './file-refusals.js';
import type { GateLimits } from './file-gate.js';
import { openZip, readScratch, type ScratchHandle } from './scratch-file.js';
import type { SheetRow, Source, SourceSheet } from './sheet-source.js';

/** One CSV file is one sheet. */
export function openCsv(file: ScratchHandle, name: string, limits: GateLimits): Source {
  return { kind: 'csv', sheets: [csvSheet(name, () => readScratch(file, 0, file.size), limits)], close: () => undefined };
}

/** Two CSV files packed into one zip are the two sheets of a workbook. */
export async function openCsvZip(file: ScratchHandle, limits: GateLimits): Promise<Source> {
  const zip = await openZip(file);
  const entries: yauzl.Entry[] = [];
  for await (const entry of zip.eachEntry()) if (/^(?!__macosx\/).*\.csv$/i.test(entry.fileName)) entries.push(entry);
  const sheets = entries.map((entry) => csvSheet(entry.fileName.replace(/^.*\//, ''), () => zip.openReadStreamPromise(entry), limits));
  return { kind: 'csv', sheets, close: () => zip.close() };
}

type Open = () => AsyncIterable<Buffer> | Promise<AsyncIterable<Buffer>>;

function csvSheet(name: string, open: Open, limits: GateLimits): SourceSheet {
  return { name: name.replace(/\.csv$/i, ''), rows: () => csvRows(open, limits), isFormula: () => false };
}

async function* csvRows(open: Open, limits: GateLimits): AsyncGenerator<SheetRow[]> {
  let row = 0;
  let delimiter: string | undefined;
  for await (const text of wholeRecords(decoded(open))) {
    delimiter ??= delimiterOf(text);
    const { data } = Papa.parse<string[]>(text, { delimiter, skipEmptyLines: false });
    if (data.at(-1)?.length === 1 && data.at(-1)?.[0] === '') data.pop();
    if (row + data.length > limits.rowsPerSheet + 1) throw new FileRefused('too-many-rows', { limit: limits.rowsPerSheet });
    yield data.map((cells) => ({ row: ++row, cells }));
  }
}

const delimiterOf = (text: string): string => {
  const line = text.slice(0, text.indexOf('\n') < 0 ? undefined : text.indexOf('\n'));
  return [',', '\t', ';', '，'].reduce((best, mark) => (line.split(mark).length > line.split(best).length ? mark : best));
};

/** Cuts text where a record ends: at a line end with all quotes closed. */
async function* wholeRecords(chunks: AsyncIterable<string>): AsyncGenerator<string> {
  let waiting = '';
  for await (const chunk of chunks) {
    waiting += chunk;
    const end = lastRecordEnd(waiting);
    if (end > 0) {
      yield waiting.slice(0, end);
      waiting = waiting.slice(end);
    } else if (waiting.length > 64 * 1024 * 1024) throw new FileRefused('file-damaged');
  }
  if (waiting !== '') yield waiting;
}

function lastRecordEnd(text: string): number {
  let quotes = 0;
  for (let at = text.indexOf('"'); at >= 0; at = text.indexOf('"', at + 1)) quotes += 1;
  let end = text.lastIndexOf('\n');
  let last = text.length;
  while (end >= 0) {
    for (let at = text.lastIndexOf('"', last - 1); at > end; at = at === 0 ? -1 : text.lastIndexOf('"', at - 1)) quotes -= 1;
    if (quotes % 2 === 0) return end + 1;
    last = end;
    end = end === 0 ? -1 : text.lastIndexOf('\n', end - 1);
  }
  return 0;
}

/** UTF-8 with or without mark, UTF-16 with mark, else GB18030 (which holds GBK), decided on the first bytes that are not ASCII. */
async function* decoded(open: Open): AsyncGenerator<string> {
  let decode: ((bytes: Buffer, last?: boolean) => string) | undefined;
  let ascii: Buffer[] = [];
  for await (const chunk of await open()) {
    if (!decode) {
      ascii.push(chunk);
      const sample = Buffer.concat(ascii);
      if (sample.length < 64 * 1024 && !sample.some((byte) => byte > 127)) continue;
      if (sample.length < 64 * 1024 && sample.length < 4096) continue;
      decode = decoderFor(sample);
      ascii = [];
      yield decode(sample);
    } else yield decode(chunk);
  }
  const rest = Buffer.concat(ascii);
  decode ??= decoderFor(rest);
  yield decode(rest, true);
}

function decoderFor(sample: Buffer): (bytes: Buffer, last?: boolean) => string {
  if (sample[0] === 0xff && sample[1] === 0xfe) return streaming('utf-16le');
  const whole = new StringDecoder('utf8').write(sample);
  return streaming(whole.includes('\ufffd') ? 'gb18030' : 'utf-8');
}

function streaming(encoding: string): (bytes: Buffer, last?: boolean) => string {
  const decoder = new TextDecoder(encoding, { fatal: true });
  return (bytes, last = false) => {
    try {
      return decoder.decode(bytes, { stream: !last });
    } catch {
      throw new FileRefused('text-encoding');
    }
  };
}
