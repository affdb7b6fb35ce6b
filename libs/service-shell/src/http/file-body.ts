import type { Request } from 'express';
import { bodyTooLarge, unsupportedContent } from './refusals.js';

const XLSX = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet';
/** What a list may come as; the file itself decides what it is. */
export const LIST_TYPES = ['text/csv', XLSX, 'application/vnd.ms-excel', 'application/octet-stream'];

/**
 * A file that is the whole body of a request, and short enough to be held in memory.
 * @throws Refusal unsupported content, body too large
 */
export async function fileBody(request: Request, mostBytes: number): Promise<Buffer> {
  const type = (request.header('content-type') ?? '').split(';')[0]?.trim().toLowerCase() ?? '';
  if (!LIST_TYPES.includes(type)) throw unsupportedContent();
  const parts: Buffer[] = [];
  let size = 0;
  for await (const part of request as AsyncIterable<Buffer>) {
    size += part.length;
    if (size > mostBytes) throw bodyTooLarge();
    parts.push(part);
  }
  return Buffer.concat(parts);
}
