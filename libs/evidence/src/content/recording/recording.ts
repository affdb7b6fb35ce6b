import { pipeline } from 'node:stream';
import { plainDateInShanghai } from '@jingzhun/domain/plain-date';
import type { CleanContent, ContentSource } from '../content-source.js';
import { RecordingInFragments, RecordingUnreadable } from '../content.errors.js';
import { patching, type Patch } from '../patched-stream.js';
import { boxAt, Piece, type Box } from './boxes.js';
import { emptied, readMovie } from './movie.js';
import { uncovered } from './samples.js';

const MOST_TOP_BOXES = 10_000;
const MOST_MOVIE_BYTES = 64 * 1_048_576;
const FRAGMENTS = ['moof', 'sidx', 'styp'];

/**
 * Takes place and everything else that is neither seen nor heard out of a recording. No byte moves, so the positions a recording
 * is full of stay right: what goes is overwritten with zeros. Only what is known to be harmless stays; in the media data only the
 * samples that a picture or sound track names.
 * @throws RecordingUnreadable, RecordingInFragments
 */
export async function cleanRecording(source: ContentSource): Promise<CleanContent> {
  const boxes = await topBoxes(source);
  if (boxes.some(({ type }) => FRAGMENTS.includes(type))) throw new RecordingInFragments();
  const [moov, ...more] = boxes.filter(({ type }) => type === 'moov');
  if (!moov || more.length > 0 || moov.to - moov.from > MOST_MOVIE_BYTES) throw new RecordingUnreadable();
  const movie = readMovie(new Piece(await source.read(moov.from, moov.to - moov.from), moov.from), moov);
  const media = boxes.filter(({ type }) => type === 'mdat');
  const inMedia = movie.samples.every(({ from, to }) => media.some((box) => from >= box.content && to <= box.to));
  if (!inMedia) throw new RecordingUnreadable();
  const patches: Patch[] = [...movie.patches];
  for (const box of boxes) {
    if (box.type === 'mdat') patches.push(...uncovered(movie.samples, box.content, box.to));
    else if (box.type !== 'ftyp' && box.type !== 'moov') patches.push(...emptied(box));
  }
  const end = boxes.at(-1)?.to ?? 0;
  patches.push({ from: end, to: source.size });
  return {
    contentType: await typeOf(source, boxes[0], movie.hasPicture),
    capturedOn: movie.createdAt ? plainDateInShanghai(movie.createdAt) : null,
    // an error of the source reaches whoever reads the end of it
    content: pipeline(source.stream(), patching(patches), () => undefined),
  };
}

async function topBoxes(source: ContentSource): Promise<Box[]> {
  const boxes: Box[] = [];
  for (let position = 0; source.size - position >= 8;) {
    const box = boxAt(await source.read(position, 16), position, source.size);
    boxes.push(box);
    if (boxes.length > MOST_TOP_BOXES) throw new RecordingUnreadable();
    position = box.to;
  }
  if (boxes[0]?.type !== 'ftyp') throw new RecordingUnreadable();
  return boxes;
}

async function typeOf(source: ContentSource, ftyp: Box | undefined, hasPicture: boolean): Promise<string> {
  if (!hasPicture) return 'audio/mp4';
  const brand = (await source.read(ftyp?.content ?? 8, 4)).toString('latin1');
  if (brand === 'qt  ') return 'video/quicktime';
  return brand.startsWith('3g') ? 'video/3gpp' : 'video/mp4';
}
