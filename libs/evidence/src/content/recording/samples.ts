import { RecordingUnreadable } from '../content.errors.js';
import type { Box, Piece } from './boxes.js';

export interface Range {
  from: number;
  to: number;
}

/** More is no recording of a village meeting. */
const MOST_CHUNKS = 1_000_000;
const MOST_SAMPLES = 5_000_000;

/** Where the pictures and sounds of one track lie in the file, chunk by chunk. @throws RecordingUnreadable */
export function sampleRanges(moov: Piece, stbl: Box): Range[] {
  const boxes = moov.boxes(stbl.content, stbl.to);
  const offsets = chunkOffsets(moov, boxes);
  const sizeOf = sampleSizes(moov, boxes);
  const perChunk = samplesPerChunk(moov, moov.one(boxes, 'stsc'), offsets.length);
  let sample = 0;
  return offsets.map((from, chunk) => {
    let to = from;
    for (const last = sample + (perChunk[chunk] ?? 0); sample < last; sample += 1) to += sizeOf(sample);
    return { from, to };
  });
}

function chunkOffsets(moov: Piece, boxes: readonly Box[]): number[] {
  const large = boxes.some(({ type }) => type === 'co64');
  const box = moov.one(boxes, large ? 'co64' : 'stco');
  const count = limited(moov.long(box.content + 4), MOST_CHUNKS);
  const width = large ? 8 : 4;
  const table = moov.at(box.content + 8, count * width);
  if (box.content + 8 + count * width > box.to) throw new RecordingUnreadable();
  return Array.from({ length: count }, (_, i) => (large ? Number(table.readBigUInt64BE(i * 8)) : table.readUInt32BE(i * 4)));
}

function sampleSizes(moov: Piece, boxes: readonly Box[]): (sample: number) => number {
  const compact = boxes.some(({ type }) => type === 'stz2');
  const box = moov.one(boxes, compact ? 'stz2' : 'stsz');
  const [field, count] = [moov.long(box.content + 4), limited(moov.long(box.content + 8), MOST_SAMPLES)];
  if (!compact && field > 0) return (sample) => inTable(sample, count, field);
  const bits = compact ? field & 0xff : 32;
  if (![4, 8, 16, 32].includes(bits)) throw new RecordingUnreadable();
  const table = moov.at(box.content + 12, Math.ceil((count * bits) / 8));
  if (box.content + 12 + table.length > box.to) throw new RecordingUnreadable();
  return (sample) => {
    inTable(sample, count, 0);
    if (bits === 32) return table.readUInt32BE(sample * 4);
    if (bits === 16) return table.readUInt16BE(sample * 2);
    if (bits === 8) return table.readUInt8(sample);
    return (table.readUInt8(sample >> 1) >> (sample % 2 === 0 ? 4 : 0)) & 0xf;
  };
}

function samplesPerChunk(moov: Piece, stsc: Box, chunks: number): number[] {
  const count = limited(moov.long(stsc.content + 4), MOST_CHUNKS);
  const table = moov.at(stsc.content + 8, count * 12);
  const perChunk: number[] = [];
  for (let i = 0; i < count; i += 1) {
    const first = table.readUInt32BE(i * 12);
    const next = i + 1 < count ? table.readUInt32BE((i + 1) * 12) : chunks + 1;
    if (first !== perChunk.length + 1 || next < first) throw new RecordingUnreadable();
    const samples = limited(table.readUInt32BE(i * 12 + 4), MOST_SAMPLES);
    for (let chunk = first; chunk < Math.min(next, chunks + 1); chunk += 1) perChunk.push(samples);
  }
  return perChunk;
}

function inTable<T>(sample: number, count: number, value: T): T {
  if (sample >= count) throw new RecordingUnreadable();
  return value;
}

function limited(count: number, most: number): number {
  if (count > most) throw new RecordingUnreadable();
  return count;
}

/** Everything between `from` and `to` that none of the ranges covers. */
export function uncovered(ranges: readonly Range[], from: number, to: number): Range[] {
  const gaps: Range[] = [];
  let position = from;
  for (const range of [...ranges].sort((a, b) => a.from - b.from)) {
    if (range.to <= position) continue;
    if (range.from >= to) break;
    if (range.from > position) gaps.push({ from: position, to: range.from });
    position = Math.max(position, range.to);
  }
  if (position < to) gaps.push({ from: position, to });
  return gaps;
}
