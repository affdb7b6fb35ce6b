import { randomUUID } from 'node:crypto';
import { request as httpRequest } from 'node:http';
import { request as httpsRequest } from 'node:https';

/**
 * Somebody who uses the product through its public interface, signed in as people do. Nothing here knows more than a browser,
 * except where to knock: at this machine's own address, under the name people use.
 */
export class Officer {
  #cookies = new Map();

  /** @param publicUrl `JINGZHUN_PUBLIC_URL`: what people type; the gateway goes by it */
  constructor(address, publicUrl = address) {
    this.address = address;
    this.publicUrl = new URL(publicUrl);
  }

  static async signIn(address, userName, password, publicUrl) {
    const officer = new Officer(address, publicUrl);
    const page = await officer.#follow('/auth/sign-in?returnTo=%2F');
    const action = /action="([^"]+\/password)"/.exec(page.text)?.[1];
    if (!action) throw new Error(`the sign-in page did not appear (${page.status})`);
    await officer.#follow(action, {
      method: 'POST',
      body: new URLSearchParams({ userName, password, lang: 'zh' }).toString(),
      headers: FORM,
    });
    const { status } = await officer.get('/auth/session');
    if (status !== 200) throw new Error(`${userName} could not sign in (${status})`);
    return officer;
  }

  get(path) {
    return this.#send(path);
  }

  /** A command, with a key of its own. */
  post(path, { body, headers = {} } = {}) {
    return this.#send(path, { method: 'POST', body, headers: { 'Idempotency-Key': randomUUID(), ...headers } });
  }

  /** A file, in one piece, as the portal sends it (tus). */
  async upload(path, id, name, content) {
    const base64 = (text) => Buffer.from(text).toString('base64');
    const headers = { 'Tus-Resumable': '1.0.0', 'Idempotency-Key': randomUUID() };
    const created = await this.#send(path, {
      method: 'POST',
      headers: { ...headers, 'Upload-Length': String(content.length), 'Upload-Metadata': `id ${base64(id)},filename ${base64(name)}` },
    });
    const sent = await this.#send(`${path}/${id}`, {
      method: 'PATCH',
      body: content,
      headers: { ...headers, 'Upload-Offset': '0', 'Content-Type': 'application/offset+octet-stream' },
    });
    if (sent.status !== 204) throw new Error(`the file was not taken (${created.status}, ${sent.status}): ${sent.text}`);
  }

  async #follow(path, init) {
    let answer = await this.#send(path, init);
    for (let hops = 0; answer.status >= 300 && answer.status < 400 && hops < 12; hops += 1)
      answer = await this.#send(answer.headers.location);
    return answer;
  }

  async #send(path, { method = 'GET', body, headers = {} } = {}) {
    const { pathname, search } = new URL(path, this.publicUrl);
    const url = new URL(pathname + search, this.address);
    const { status, headers: answered, text } = await exchange(url, { method, headers: { ...this.#headers(), ...headers } }, body);
    for (const cookie of answered['set-cookie'] ?? []) {
      const [name, value] = cookie.split(';')[0].split(/=(.*)/s);
      this.#cookies.set(name, value);
    }
    return { status, headers: answered, text, json: () => JSON.parse(text) };
  }

  #headers() {
    const { host, origin, protocol } = this.publicUrl;
    const proxied =
      origin === new URL(this.address).origin ? {} : { 'X-Forwarded-For': '127.0.0.1', 'X-Forwarded-Proto': protocol.slice(0, -1) };
    return { Host: host, Origin: origin, Cookie: [...this.#cookies].map(([name, value]) => `${name}=${value}`).join('; '), ...proxied };
  }
}

const FORM = { 'Content-Type': 'application/x-www-form-urlencoded' };

/** On loopback the certificate carries the public name, and nobody stands between. */
function exchange(url, { method, headers }, body) {
  const open = url.protocol === 'https:' ? httpsRequest : httpRequest;
  const length = body === undefined ? {} : { 'Content-Length': Buffer.byteLength(body) };
  return new Promise((resolve, reject) => {
    const call = open(url, { method, headers: { ...headers, ...length }, rejectUnauthorized: false }, (response) => {
      const chunks = [];
      response.on('data', (chunk) => chunks.push(chunk)).once('error', reject);
      response.once('end', () =>
        resolve({ status: response.statusCode, headers: response.headers, text: Buffer.concat(chunks).toString('utf8') }),
      );
    });
    call.once('error', reject).end(body);
  });
}
