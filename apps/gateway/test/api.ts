import { randomUUID } from 'node:crypto';
import { importJWK, SignJWT } from 'jose';
import pg from 'pg';
import { API_AUDIENCE, type Principal } from '@jingzhun/auth';
import { DEMO_PASSWORD } from '../src/demo/demo-accounts.js';
import { SigningKeys } from '../src/signing-keys/signing-keys.js';
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

/** An access token as the gateway signs it, for a principal that gets an account behind the application's back. */
export async function tokenFor(gateway: TestGateway, principal: Principal): Promise<string> {
  const { accountId, sessionId, name, department, roles, area } = principal;
  const client = new pg.Client({ connectionString: gateway.database.superuserUrl });
  await client.connect();
  const inserted = client.query(
    `insert into account (id, user_name, name, department, roles, area, status, must_change_password, tokens_valid_from, version, created_at, changed_at)
     values ($1, $2, $3, $4, $5, $6, 'enabled', false, '2016-01-01', 1, '2016-01-01', '2016-01-01') on conflict do nothing`,
    [accountId, `walker.${accountId.slice(-12)}`, name, department, roles, area],
  );
  await inserted.finally(() => client.end());
  const key = gateway.app.get(SigningKeys, { strict: false }).current();
  const issuedAt = Math.floor(gateway.machine.now().getTime() / 1_000);
  return new SignJWT({ name, department, roles, area, sid: sessionId })
    .setProtectedHeader({ alg: 'ES256', typ: 'at+jwt', kid: key.id })
    .setIssuer('http://jingzhun.test')
    .setAudience(API_AUDIENCE)
    .setSubject(accountId)
    .setIssuedAt(issuedAt)
    .setExpirationTime(issuedAt + 300)
    .sign(await importJWK(key.privateJwk, 'ES256'));
}
