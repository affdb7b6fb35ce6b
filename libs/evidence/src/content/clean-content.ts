import { fileTypeFromBuffer } from 'file-type';
import type { CleanContent, ContentSource } from './content-source.js';
import { CONTENT_TYPES, type ContentKind, type ContentType } from './content-kind.js';
import { ContentTooLarge, KindNotAllowed, PictureIsHeic } from './content.errors.js';
import { cleanPdf } from './document/document.js';
import { cleanPicture, type PictureType } from './picture.js';
import { cleanRecording } from './recording/recording.js';

/** What the county allows, from its policy parameters. */
export interface ContentLimits {
  kinds: readonly ContentKind[];
  mostBytes: Readonly<Record<ContentKind, number>>;
  mostPixels: number;
}

/** Enough for every signature a file can begin with. */
const BEGINNING = 4_100;
const RECORDINGS = /^(video\/(mp4|quicktime|3gpp2?|x-m4v)|audio\/(mp4|x-m4a))$/;
const HEIC = /^image\/(heic|heif)(-sequence)?$/;

/**
 * Decides what a file is from its content and takes out what does not belong into evidence: the place where it was taken, and
 * whatever else hides in it. The name and the type the sender gave count for nothing.
 * @throws KindNotAllowed, ContentTooLarge and the refusals of each kind
 */
export async function cleanContent(source: ContentSource, limits: ContentLimits): Promise<CleanContent> {
  const type = (await fileTypeFromBuffer(await source.read(0, BEGINNING)))?.mime ?? '';
  if (HEIC.test(type)) throw new PictureIsHeic();
  if (RECORDINGS.test(type)) return recording(source, limits);
  const known = CONTENT_TYPES[type as ContentType] as { kind: ContentKind } | undefined;
  if (!known) throw new KindNotAllowed(limits.kinds);
  allow(known.kind, source, limits);
  const bytes = await source.read(0, source.size);
  return known.kind === 'document' ? cleanPdf(bytes) : cleanPicture(bytes, type as PictureType, limits.mostPixels);
}

async function recording(source: ContentSource, limits: ContentLimits): Promise<CleanContent> {
  const clean = await cleanRecording(source);
  try {
    allow(CONTENT_TYPES[clean.contentType as ContentType].kind, source, limits);
  } catch (error) {
    clean.content.destroy();
    throw error;
  }
  return clean;
}

function allow(kind: ContentKind, { size }: ContentSource, { kinds, mostBytes }: ContentLimits): void {
  if (!kinds.includes(kind)) throw new KindNotAllowed(kinds);
  if (size > mostBytes[kind]) throw new ContentTooLarge(kind, mostBytes[kind]);
}
