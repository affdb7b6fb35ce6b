import { randomUUID } from 'node:crypto';

const PASSWORD = 'Ruijin-2016-demo';

export interface Answer {
  status: number;
  headers: Headers;
  text: string;
  body: unknown;
}

/** Somebody with a browser, without one: signs in as people do and keeps the session cookie. */
export class Officer {
  private readonly cookies = new Map<string, string>();

  constructor(
    readonly address: string,
    readonly userName: string,
  ) {}

  static async signIn(address: string, userName: string): Promise<Officer> {
    const officer = new Officer(address, userName);
    const page = await officer.follow('/auth/sign-in?returnTo=%2F');
    const action = /action="([^"]+\/password)"/.exec(page.text)?.[1];
    if (!action) throw new Error(`no sign-in form for ${userName}: ${page.status}`);
    await officer.follow(action, { method: 'POST', body: new URLSearchParams({ userName, password: PASSWORD, lang: 'zh' }) });
    const session = await officer.get('/auth/session');
    if (session.status !== 200) throw new Error(`${userName} is not signed in: ${session.status}`);
    return officer;
  }

  get(path: string, headers: Record<string, string> = {}): Promise<Answer> {
    return this.send(path, { headers });
  }

  /** Anything else: a request of the upload protocol. */
  request(method: string, path: string, headers: Record<string, string>, body?: Buffer): Promise<Answer> {
    return this.send(path, { method, headers, ...(body && { body: new Uint8Array(body) }) });
  }

  /** A file, as its bytes. */
  async download(path: string): Promise<{ status: number; bytes: Buffer }> {
    const response = await this.fetch(path, {});
    return { status: response.status, bytes: Buffer.from(await response.arrayBuffer()) };
  }

  /** A command: JSON body, own idempotency key unless given. */
  post(path: string, body: unknown = {}, headers: Record<string, string> = {}): Promise<Answer> {
    return this.send(path, {
      method: 'POST',
      body: JSON.stringify(body),
      headers: { 'Content-Type': 'application/json', 'Idempotency-Key': randomUUID(), ...headers },
    });
  }

  upload(path: string, file: Buffer, headers: Record<string, string>): Promise<Answer> {
    return this.send(path, { method: 'POST', body: new Uint8Array(file), headers: { 'Idempotency-Key': randomUUID(), ...headers } });
  }

  /** Anything else: a method and headers of its own. */
  raw(method: string, path: string, body: Buffer | undefined, headers: Record<string, string>): Promise<Answer> {
    return this.send(path, { method, headers, ...(body ? { body: new Uint8Array(body) } : {}) });
  }

  private async follow(path: string, init: RequestInit = {}): Promise<Answer> {
    let answer = await this.send(path, init);
    for (let hops = 0; answer.status >= 300 && answer.status < 400 && hops < 12; hops += 1)
      answer = await this.send(answer.headers.get('location') ?? '/');
    return answer;
  }

  private async send(path: string, init: RequestInit = {}): Promise<Answer> {
    const response = await this.fetch(path, init);
    const text = await response.text();
    return { status: response.status, headers: response.headers, text, body: jsonOf(text) };
  }

  private async fetch(path: string, init: RequestInit): Promise<Response> {
    const url = new URL(path, this.address);
    const headers = new Headers(init.headers);
    headers.set('Cookie', [...this.cookies].map(([name, value]) => `${name}=${value}`).join('; '));
    headers.set('Origin', this.address);
    const response = await fetch(url, { ...init, headers, redirect: 'manual' });
    for (const cookie of response.headers.getSetCookie()) {
      const [pair = ''] = cookie.split(';');
      const at = pair.indexOf('=');
      if (/expires=Thu, 01 Jan 1970|max-age=0/i.test(cookie)) this.cookies.delete(pair.slice(0, at));
      else this.cookies.set(pair.slice(0, at), pair.slice(at + 1));
    }
    return response;
  }
}

function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
