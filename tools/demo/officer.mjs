import { randomUUID } from 'node:crypto';

/**
 * Somebody who uses the product through its public interface, signed in as people do. Nothing here knows more than a browser.
 */
export class Officer {
  #cookies = new Map();

  constructor(address) {
    this.address = address;
  }

  static async signIn(address, userName, password) {
    const officer = new Officer(address);
    const page = await officer.#follow('/auth/sign-in?returnTo=%2F');
    const action = /action="([^"]+\/password)"/.exec(page.text)?.[1];
    if (!action) throw new Error(`the sign-in page did not appear (${page.status})`);
    await officer.#follow(action, { method: 'POST', body: new URLSearchParams({ userName, password, lang: 'zh' }) });
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

  async #follow(path, init) {
    let answer = await this.#send(path, init);
    for (let hops = 0; answer.status >= 300 && answer.status < 400 && hops < 12; hops += 1)
      answer = await this.#send(answer.headers.get('location'));
    return answer;
  }

  async #send(path, init = {}) {
    const headers = new Headers(init.headers);
    headers.set('Cookie', [...this.#cookies].map(([name, value]) => `${name}=${value}`).join('; '));
    headers.set('Origin', this.address);
    const response = await fetch(new URL(path, this.address), { ...init, headers, redirect: 'manual' });
    for (const cookie of response.headers.getSetCookie()) {
      const [name, value] = cookie.split(';')[0].split(/=(.*)/s);
      this.#cookies.set(name, value);
    }
    const text = await response.text();
    return { status: response.status, headers: response.headers, text, json: () => JSON.parse(text) };
  }
}
