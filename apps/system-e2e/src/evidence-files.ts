import { recordingWithPlace } from '@jingzhun/evidence/testing';
import sharp from 'sharp';

export interface SentFile {
  readonly name: string;
  readonly mimeType: string;
  readonly buffer: Buffer;
}

/** A picture without a day in it: the day of the upload counts. Each one differs, as photographs do. */
export async function photo(name: string): Promise<SentFile> {
  const shade = [...name].reduce((sum, letter) => (sum + (letter.codePointAt(0) ?? 0)) % 200, 0);
  const create = { width: 320, height: 200, channels: 3 as const, background: { r: shade, g: 120, b: 90 } };
  return { name: `${name}.jpg`, mimeType: 'image/jpeg', buffer: await sharp({ create }).jpeg().toBuffer() };
}

/** A recording as a phone makes it, with the place in it. */
export const video = (name: string): SentFile => ({ name: `${name}.mp4`, mimeType: 'video/mp4', buffer: recordingWithPlace() });
