interface Answer {
  status: number;
  headers?: Record<string, string>;
  body?: string;
}

export interface SentPiece {
  readonly method: string;
  readonly url: string;
  readonly headers: Record<string, string>;
  readonly bytes: number;
}

/** What happens to the next piece instead of arriving: the line breaks half-way, or the server answers so. */
export type Mishap = 'line-breaks' | Answer;

/** A hand-written server of resumable uploads behind `XMLHttpRequest`: keeps how far each upload is, and can have mishaps. */
export class RecordedUploads {
  readonly sent: SentPiece[] = [];
  readonly arrived = new Map<string, { offset: number; length: number; metadata: Record<string, string> }>();
  readonly mishaps: Mishap[] = [];
  private readonly before = globalThis.XMLHttpRequest;

  constructor(private readonly base: string) {
    const answer: FakeRequest['answer'] = (...request) => this.answer(...request);
    globalThis.XMLHttpRequest = class extends FakeRequest {
      override answer = answer;
    } as unknown as typeof XMLHttpRequest;
  }

  restore(): void {
    globalThis.XMLHttpRequest = this.before;
  }

  /** Undefined: the line broke. */
  answer(method: string, url: string, headers: Record<string, string>, bytes: number): Answer | undefined {
    this.sent.push({ method, url, headers, bytes });
    if (method === 'POST') return this.begin(headers);
    const id = url.slice(this.base.length + 1);
    const upload = this.arrived.get(id);
    if (!upload) return { status: 404 };
    if (method === 'DELETE') {
      this.arrived.delete(id);
      return { status: 204 };
    }
    if (method === 'HEAD')
      return { status: 200, headers: { 'upload-offset': String(upload.offset), 'upload-length': String(upload.length) } };
    return this.append(upload, Number(headers['upload-offset']), bytes);
  }

  private begin(headers: Record<string, string>): Answer {
    const metadata = Object.fromEntries(
      (headers['upload-metadata'] ?? '').split(',').map((pair): [string, string] => {
        const [key = '', value = ''] = pair.split(' ');
        return [key, Buffer.from(value, 'base64').toString()];
      }),
    );
    const id = metadata['id'] ?? '';
    if (!this.arrived.has(id)) this.arrived.set(id, { offset: 0, length: Number(headers['upload-length']), metadata });
    return { status: 201, headers: { location: `${this.base}/${id}` } };
  }

  private append(upload: { offset: number }, from: number, bytes: number): Answer | undefined {
    if (from !== upload.offset) return { status: 409 };
    const mishap = this.mishaps.shift();
    if (mishap === 'line-breaks') {
      upload.offset += Math.floor(bytes / 2);
      return undefined;
    }
    if (!mishap || mishap.status < 500) upload.offset += bytes;
    return mishap ?? { status: 204, headers: { 'upload-offset': String(upload.offset) } };
  }
}

/** As much of it as the client asks for. */
class FakeRequest {
  answer: (method: string, url: string, headers: Record<string, string>, bytes: number) => Answer | undefined = () => undefined;
  readonly upload: { onprogress?: (event: { loaded: number }) => void } = {};
  status = 0;
  responseText = '';
  onload: (() => void) | undefined;
  onerror: ((error: Error) => void) | undefined;
  private method = '';
  private url = '';
  private readonly headers: Record<string, string> = {};
  private answered: Record<string, string> = {};
  private aborted = false;

  open(method: string, url: string): void {
    this.method = method;
    this.url = url;
  }

  setRequestHeader(name: string, value: string): void {
    this.headers[name.toLowerCase()] = value;
  }

  getResponseHeader(name: string): string | null {
    return this.answered[name.toLowerCase()] ?? null;
  }

  abort(): void {
    this.aborted = true;
  }

  send(body: { size?: number } | null): void {
    setTimeout(() => {
      if (this.aborted) return;
      const bytes = body?.size ?? 0;
      const answer = this.answer(this.method, this.url, this.headers, bytes);
      this.upload.onprogress?.({ loaded: bytes });
      if (!answer) return this.onerror?.(new Error('no signal'));
      this.status = answer.status;
      this.answered = answer.headers ?? {};
      this.responseText = answer.body ?? '';
      this.onload?.();
    }, 0);
  }
}
