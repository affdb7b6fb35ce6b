import { buffer } from 'node:stream/consumers';
import type yauzl from 'yauzl';
import { FileRefused } from './file-refusals.js';

/** What is needed of a workbook besides its sheets' rows. */
export interface WorkbookParts {
  readonly sheets: readonly { readonly name: string; readonly entry: yauzl.Entry }[];
  readonly styles: Buffer | undefined;
  readonly sharedStrings: Buffer | undefined;
  /** Days are counted from 1904 (files of old Macs). */
  readonly since1904: boolean;
}

/** Parts that are read whole stay far below this; their sizes were checked at the gate. */
const MOST = 200 * 1024 * 1024;

export async function readWorkbookParts(zip: yauzl.ZipFile): Promise<WorkbookParts> {
  try {
    const entries = new Map<string, yauzl.Entry>();
    for await (const entry of zip.eachEntry()) entries.set(entry.fileName.toLowerCase(), entry);
    const bytes = async (name: string): Promise<Buffer | undefined> => {
      const entry = entries.get(name);
      if (!entry || entry.uncompressedSize > MOST) return undefined;
      return buffer(await zip.openReadStreamPromise(entry));
    };
    const workbook = (await bytes('xl/workbook.xml'))?.toString('utf8') ?? '';
    const relations = targetsOf((await bytes('xl/_rels/workbook.xml.rels'))?.toString('utf8') ?? '');
    const sheets = [...workbook.matchAll(/<(?:\w+:)?sheet\s([^>]*)>/g)].flatMap(([, attributes = '']) => {
      const name = attribute(attributes, 'name');
      const target = relations.get(attribute(attributes, '(?:\\w+:)?id') ?? '');
      const entry = target === undefined ? undefined : entries.get(target);
      return name !== undefined && entry ? [{ name, entry }] : [];
    });
    if (sheets.length === 0) throw new FileRefused('file-damaged');
    return {
      sheets,
      styles: await bytes('xl/styles.xml'),
      sharedStrings: await bytes('xl/sharedstrings.xml'),
      since1904: /<(?:\w+:)?workbookPr\s[^>]*date1904\s*=\s*["'](1|true)["']/.test(workbook),
    };
  } catch (error) {
    throw error instanceof FileRefused ? error : new FileRefused('file-damaged');
  }
}

/** Relation id → path of the part, in lower case as entries are kept. */
function targetsOf(relations: string): Map<string, string> {
  const targets = new Map<string, string>();
  for (const [, attributes = ''] of relations.matchAll(/<(?:\w+:)?Relationship\s([^>]*)>/g)) {
    const id = attribute(attributes, 'Id');
    const target = attribute(attributes, 'Target');
    if (id === undefined || target === undefined || !/\/worksheet["']/.test(attributes)) continue;
    targets.set(id, (target.startsWith('/') ? target.slice(1) : `xl/${target.replace(/^\.\//, '')}`).toLowerCase());
  }
  return targets;
}

function attribute(attributes: string, name: string): string | undefined {
  const match = new RegExp(`(?:^|\\s)${name}\\s*=\\s*(?:"([^"]*)"|'([^']*)')`).exec(attributes);
  return match ? decode(match[1] ?? match[2] ?? '') : undefined;
}

const decode = (text: string): string =>
  text
    .replace(/&#x([0-9a-f]+);/gi, (_, hex: string) => String.fromCodePoint(parseInt(hex, 16)))
    .replace(/&#(\d+);/g, (_, digits: string) => String.fromCodePoint(Number(digits)))
    .replace(/&lt;/g, '<')
    .replace(/&gt;/g, '>')
    .replace(/&quot;/g, '"')
    .replace(/&apos;/g, "'")
    .replace(/&amp;/g, '&');
