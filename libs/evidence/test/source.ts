import { Readable } from 'node:stream';
import { buffer } from 'node:stream/consumers';
import { cleanContent, type ContentLimits } from '../src/content/clean-content.js';
import type { ContentSource } from '../src/content/content-source.js';

export const sourceOf = (bytes: Buffer, pieces = 7): ContentSource => ({
  size: bytes.length,
  read: (position, length) => Promise.resolve(Buffer.from(bytes.subarray(position, position + length))),
  stream: () => {
    const size = Math.max(1, Math.ceil(bytes.length / pieces));
    return Readable.from(Array.from({ length: Math.ceil(bytes.length / size) }, (_, i) => bytes.subarray(i * size, (i + 1) * size)));
  },
});

export const LIMITS: ContentLimits = {
  kinds: ['picture', 'video', 'audio', 'document'],
  mostBytes: { picture: 10_000_000, video: 50_000_000, audio: 10_000_000, document: 10_000_000 },
  mostPixels: 20_000_000,
};

export async function cleaned(
  bytes: Buffer,
  limits: Partial<ContentLimits> = {},
): Promise<{ bytes: Buffer; contentType: string; capturedOn: string | null }> {
  const { content, ...about } = await cleanContent(sourceOf(bytes), { ...LIMITS, ...limits });
  return { ...about, bytes: await buffer(content) };
}

export const holds = (bytes: Buffer, mark: string): boolean => bytes.includes(Buffer.from(mark, 'latin1'));
