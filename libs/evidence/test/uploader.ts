import { createHash, randomUUID } from 'node:crypto';
import type { Principal } from '@jingzhun/auth';
import type { EvidenceService } from './evidence-service.js';

const encodedMetadata = (values: Record<string, string>): string =>
  Object.entries(values)
    .map(([key, value]) => `${key} ${Buffer.from(value).toString('base64')}`)
    .join(',');

export interface Answer {
  status: number;
  headers: Headers;
  // answers are looked into as they come
  // eslint-disable-next-line @typescript-eslint/no-explicit-any
  body: any;
}

/** The protocol in plain requests, as one account sends them. */
export class Uploader {
  constructor(
    private readonly service: Pick<EvidenceService, 'url' | 'tokenFor'>,
    readonly principal: Principal,
  ) {}

  async send(
    method: string,
    path: string,
    init: { headers?: Record<string, string>; body?: string | Uint8Array<ArrayBuffer>; signal?: AbortSignal } = {},
  ): Promise<Answer> {
    const response = await fetch(new URL(path, `${this.service.url}/`), {
      method,
      ...init,
      headers: {
        Authorization: `Bearer ${await this.service.tokenFor(this.principal)}`,
        'Tus-Resumable': '1.0.0',
        'Accept-Language': 'zh-CN',
        ...(method === 'POST' && !path.startsWith('uploads') && { 'Idempotency-Key': randomUUID() }),
        ...init.headers,
      },
    });
    const text = await response.text();
    const isJson = text !== '' && response.headers.get('content-type')?.includes('json');
    return { status: response.status, headers: response.headers, body: isJson ? JSON.parse(text) : text };
  }

  begin(id: string, bytes: number, metadata: Record<string, string> = {}): Promise<Answer> {
    return this.send('POST', 'uploads', {
      headers: { 'Upload-Length': String(bytes), 'Upload-Metadata': encodedMetadata({ id, filename: '会议照片.jpg', ...metadata }) },
    });
  }

  append(id: string, offset: number, bytes: Buffer, signal?: AbortSignal): Promise<Answer> {
    return this.send('PATCH', `uploads/${id}`, {
      headers: { 'Upload-Offset': String(offset), 'Content-Type': 'application/offset+octet-stream' },
      body: new Uint8Array(bytes),
      ...(signal && { signal }),
    });
  }

  async position(id: string): Promise<{ status: number; offset: number }> {
    const { status, headers } = await this.send('HEAD', `uploads/${id}`);
    return { status, offset: Number(headers.get('upload-offset') ?? -1) };
  }

  /** The whole of it in one piece. */
  async upload(bytes: Buffer, metadata: Record<string, string> = {}): Promise<Answer & { id: string }> {
    const id = metadata['id'] ?? randomUUID();
    const begun = await this.begin(id, bytes.length, metadata);
    if (begun.status !== 201) return { ...begun, id };
    return { ...(await this.append(id, 0, bytes)), id };
  }

  read(id: string): Promise<Answer> {
    return this.send('GET', `attachments/${id}`);
  }

  async content(id: string): Promise<{ status: number; headers: Headers; bytes: Buffer }> {
    const response = await fetch(`${this.service.url}/attachments/${id}/content`, {
      headers: { Authorization: `Bearer ${await this.service.tokenFor(this.principal)}` },
    });
    return { status: response.status, headers: response.headers, bytes: Buffer.from(await response.arrayBuffer()) };
  }

  retract(id: string, reason = '拍错了'): Promise<Answer> {
    return this.send('POST', `attachments/${id}/retract`, {
      headers: { 'Content-Type': 'application/json' },
      body: JSON.stringify({ reason }),
    });
  }
}

export const sha256 = (bytes: Buffer): string => createHash('sha256').update(bytes).digest('hex');
