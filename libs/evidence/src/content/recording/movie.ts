import { RecordingInFragments, RecordingUnreadable } from '../content.errors.js';
import type { Patch } from '../patched-stream.js';
import type { Box, Piece } from './boxes.js';
import { sampleRanges, type Range } from './samples.js';

/** What a movie box holds that stays, by the box around it. Everything else is emptied: `udta` and `meta` hold the place. */
const KEPT: Readonly<Record<string, readonly string[]>> = {
  moov: ['mvhd', 'trak'],
  trak: ['tkhd', 'edts', 'mdia'],
  edts: ['elst'],
  mdia: ['mdhd', 'hdlr', 'minf'],
  minf: ['vmhd', 'smhd', 'hdlr', 'dinf', 'stbl'],
  dinf: ['dref'],
  stbl: ['stsd', 'stts', 'ctts', 'cslg', 'stss', 'stsc', 'stsz', 'stz2', 'stco', 'co64', 'sdtp', 'sgpd', 'sbgp', 'stps'],
};
const SEEN_OR_HEARD = ['vide', 'soun'];
/** Seconds from 1904 to 1970. */
const MAC_EPOCH = 2_082_844_800;

export interface Movie {
  patches: Patch[];
  /** Where what is seen and heard lies. */
  samples: Range[];
  hasPicture: boolean;
  /** When it was recorded; undefined when the recorder did not know. */
  createdAt: Date | undefined;
}

/** Makes a box a `free` one full of zeros, of the same size: nothing behind it moves. */
export const emptied = (box: Box): Patch[] => [
  { from: box.from + 4, to: box.from + 8, bytes: Buffer.from('free') },
  { from: box.content, to: box.to },
];

/** @throws RecordingUnreadable, RecordingInFragments */
export function readMovie(moov: Piece, box: Box): Movie {
  const children = moov.boxes(box.content, box.to);
  if (children.some(({ type }) => type === 'mvex')) throw new RecordingInFragments();
  const movie: Movie = { patches: [], samples: [], hasPicture: false, createdAt: createdAt(moov, moov.one(children, 'mvhd')) };
  for (const child of children) {
    if (child.type === 'trak') readTrack(moov, child, movie);
    else keep(moov, child, 'moov', movie.patches);
  }
  const used = movie.samples.length > 0;
  if (!used) throw new RecordingUnreadable();
  return movie;
}

function readTrack(moov: Piece, trak: Box, movie: Movie): void {
  const children = moov.boxes(trak.content, trak.to);
  const mdia = moov.one(children, 'mdia');
  const media = moov.boxes(mdia.content, mdia.to);
  const handler = moov.at(moov.one(media, 'hdlr').content + 8, 4).toString('latin1');
  if (!SEEN_OR_HEARD.includes(handler)) {
    // subtitles, chapters, positions second by second: not only their list, their samples go as well
    movie.patches.push(...emptied(trak));
    return;
  }
  const minf = moov.one(media, 'minf');
  const stbl = moov.one(moov.boxes(minf.content, minf.to), 'stbl');
  movie.samples.push(...sampleRanges(moov, stbl));
  if (handler === 'vide') movie.hasPicture = true;
  for (const child of children) keep(moov, child, 'trak', movie.patches);
}

function keep(moov: Piece, box: Box, within: string, patches: Patch[]): void {
  if (!KEPT[within]?.includes(box.type)) patches.push(...emptied(box));
  else if (box.type === 'hdlr') patches.push({ from: Math.min(box.content + 24, box.to), to: box.to });
  else if (box.type === 'dref') keepOwnContentOnly(moov, box, patches);
  else if (KEPT[box.type]) for (const child of moov.boxes(box.content, box.to)) keep(moov, child, box.type, patches);
}

/** A list of places the content lies in: this file, or the recording is not complete. */
function keepOwnContentOnly(moov: Piece, dref: Box, patches: Patch[]): void {
  for (const entry of moov.boxes(dref.content + 8, dref.to)) {
    if ((moov.long(entry.content) & 1) === 0) throw new RecordingUnreadable();
    patches.push({ from: entry.content + 4, to: entry.to });
  }
}

function createdAt(moov: Piece, mvhd: Box): Date | undefined {
  const version = moov.at(mvhd.content, 1)[0];
  const seconds = version === 1 ? Number(moov.at(mvhd.content + 4, 8).readBigUInt64BE(0)) : moov.long(mvhd.content + 4);
  return seconds > MAC_EPOCH ? new Date((seconds - MAC_EPOCH) * 1_000) : undefined;
}
