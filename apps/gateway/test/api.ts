import { randomUUID } from 'node:crypto';
import { DEMO_PASSWORD } from '../src/demo/demo-accounts.js';
import { signIn, type Browser } from './browser.js';
import type { TestGateway } from './start-gateway.js';

export interface Reply {
  status: number;
  body: Record<string, unknown> & { code?: string };
}

/** A signed-in browser's calls to the gateway's own API. */
export class Api {
  constructor(readonly browser: Browser) {}

  get(path: string): Promise<Reply> {
    return this.call('GET', path);
  }

  post(path: string, body?: object): Promise<Reply> {
    return this.call('POST', path, body);
  }

  patch(path: string, version: number, body: object): Promise<Reply> {
    return this.call('PATCH', path, body, { 'if-match': `"${version}"` });
  }

  private async call(method: string, path: string, body?: object, headers: Record<string, string> = {}): Promise<Reply> {
    const response = await this.browser.send(new URL(`/api/gateway/v1${path}`, this.browser.origin), {
      method,
      headers: {
        ...headers,
        ...(method !== 'GET' && { 'idempotency-key': randomUUID() }),
        ...(body && { 'content-type': 'application/json' }),
      },
      ...(body && { body: JSON.stringify(body) }),
    });
    const text = await response.text();
    return { status: response.status, body: text ? (JSON.parse(text) as Reply['body']) : {} };
  }
}

export async function signedIn(gateway: TestGateway, userName: string, password = DEMO_PASSWORD): Promise<Api> {
  const browser = gateway.browser();
  const page = await signIn(browser, userName, password);
  if (!browser.cookies.has('jz-session')) throw new Error(`${userName} is not signed in: ${page.response.status}`);
  return new Api(browser);
}
