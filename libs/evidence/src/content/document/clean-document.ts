import { inflateSync } from 'node:zlib';
import {
  EncryptedPDFError,
  PDFArray,
  PDFDict,
  PDFDocument,
  PDFName,
  PDFRawStream,
  PDFRef,
  PDFStream,
  type PDFContext,
  type PDFObject,
} from '@cantoo/pdf-lib';
import { bareJpeg } from './bare-jpeg.js';
import { bareJpeg2000 } from './bare-jpeg-2000.js';

export type DocumentProblem = 'unreadable' | 'has-password' | 'active' | 'signed-with-traces';

/** Why a document is not taken; crosses from the thread that looked at it. */
export class DocumentRefused extends Error {
  constructor(readonly what: DocumentProblem) {
    super(what);
  }
}

const named = (...names: string[]): PDFName[] => names.map((name) => PDFName.of(name));
/** Programs, forms that are programs, and files within the file. */
const ACTIVE_KEYS = named('JS', 'JavaScript', 'EmbeddedFiles', 'EF', 'RichMediaContent', 'RichMediaSettings', 'XFA', 'Launch');
const ACTIVE_ACTIONS = new Set(
  named('JavaScript', 'Launch', 'ImportData', 'SubmitForm', 'Rendition', 'Movie', 'Sound', 'GoToE', 'GoToR', 'RichMediaExecute'),
);
const ACTION = PDFName.of('S');
/** What a reader does without being asked, and who made the file where with what. */
const DROPPED_KEYS = named('OpenAction', 'AA', 'Metadata', 'PieceInfo', 'AF', 'Thumb');
const FILTER = PDFName.of('Filter');
const DECODE_PARAMETERS = PDFName.of('DecodeParms');
const [FLATE, DCT, JPX] = named('FlateDecode', 'DCTDecode', 'JPXDecode') as [PDFName, PDFName, PDFName];
const MOST_INFLATED = 256 * 1_048_576;

/**
 * Writes the document anew: only what its pages need, without camera data in its pictures, without author and tools. A document
 * with an electronic signature cannot be written anew and is kept as it is, provided that there is nothing to take out.
 * @throws DocumentRefused
 */
export async function cleanDocument(bytes: Uint8Array): Promise<Uint8Array> {
  const document = await load(bytes);
  const { context } = document;
  if (document.getPageCount() === 0) throw new DocumentRefused('unreadable');
  const found = walk(context);
  if (found.active) throw new DocumentRefused('active');
  const pictures = [...found.streams].map(([ref, stream]) => [ref, stream, bareStream(stream)] as const).filter(([, , bare]) => bare);
  if (found.signed) {
    if (pictures.length > 0 || !isOneFile(bytes)) throw new DocumentRefused('signed-with-traces');
    return bytes;
  }
  for (const [ref, , bare] of pictures) context.assign(ref, bare as PDFRawStream);
  for (const dict of found.dicts) for (const key of DROPPED_KEYS) dict.delete(key);
  delete context.trailerInfo.Info;
  const needed = walk(context).refs;
  for (const [ref] of context.enumerateIndirectObjects()) if (!needed.has(ref)) context.delete(ref);
  return document.save({ addDefaultPage: false, updateFieldAppearances: false });
}

async function load(bytes: Uint8Array): Promise<PDFDocument> {
  try {
    return await PDFDocument.load(bytes, { updateMetadata: false, throwOnInvalidObject: true });
  } catch (error) {
    throw new DocumentRefused(error instanceof EncryptedPDFError ? 'has-password' : 'unreadable');
  }
}

interface Found {
  refs: Set<PDFRef>;
  dicts: Set<PDFDict>;
  streams: Map<PDFRef, PDFRawStream>;
  active: boolean;
  signed: boolean;
}

/** Everything that can be reached from the catalogue, each once. */
function walk(context: PDFContext): Found {
  const found: Found = { refs: new Set(), dicts: new Set(), streams: new Map(), active: false, signed: false };
  const waiting: (PDFObject | undefined)[] = [context.trailerInfo.Root];
  while (waiting.length > 0) {
    const object = waiting.pop();
    if (object instanceof PDFRef) {
      if (found.refs.has(object)) continue;
      found.refs.add(object);
      const target = context.lookup(object);
      if (target instanceof PDFRawStream) found.streams.set(object, target);
      waiting.push(target);
    } else if (object instanceof PDFArray) waiting.push(...object.asArray());
    else if (object instanceof PDFStream) waiting.push(object.dict);
    else if (object instanceof PDFDict && !found.dicts.has(object)) {
      found.dicts.add(object);
      look(object, found);
      waiting.push(...object.values());
    }
  }
  return found;
}

function look(dict: PDFDict, found: Found): void {
  const action = dict.lookup(ACTION);
  if (ACTIVE_KEYS.some((key) => dict.has(key)) || (action instanceof PDFName && ACTIVE_ACTIONS.has(action))) found.active = true;
  if (dict.has(PDFName.of('ByteRange')) && dict.has(PDFName.of('Contents'))) found.signed = true;
}

/** The stream with its picture laid bare; undefined when there is nothing to take out. @throws DocumentRefused */
function bareStream(stream: PDFRawStream): PDFRawStream | undefined {
  const filters = filtersOf(stream.dict);
  const last = filters.at(-1);
  if (last !== DCT && last !== JPX) return undefined;
  const picture = unpacked(stream, filters);
  const bare = last === DCT ? bareJpeg(picture) : bareJpeg2000(picture);
  if (!bare) throw new DocumentRefused('unreadable');
  if (bare.length === picture.length) return undefined;
  const dict = stream.dict.clone();
  dict.set(FILTER, last);
  dict.delete(DECODE_PARAMETERS);
  return PDFRawStream.of(dict, bare);
}

function filtersOf(dict: PDFDict): PDFName[] {
  const filter = dict.lookup(FILTER);
  const all = filter instanceof PDFArray ? filter.asArray().map((item) => dict.context.lookup(item)) : [filter];
  return all.filter((item) => item instanceof PDFName);
}

function unpacked(stream: PDFRawStream, filters: PDFName[]): Uint8Array {
  let bytes = stream.contents;
  for (const filter of filters.slice(0, -1)) {
    if (filter !== FLATE || stream.dict.has(DECODE_PARAMETERS)) throw new DocumentRefused('unreadable');
    try {
      bytes = inflateSync(bytes, { maxOutputLength: MOST_INFLATED });
    } catch {
      throw new DocumentRefused('unreadable');
    }
  }
  return bytes;
}

/** Begins where the file begins and ends where it ends: nothing else is hidden before or behind. */
function isOneFile(bytes: Uint8Array): boolean {
  const text = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  return text.subarray(0, 5).toString('latin1') === '%PDF-' && /%%EOF\s*$/.test(text.subarray(-64).toString('latin1'));
}
