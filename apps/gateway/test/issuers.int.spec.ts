import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import * as oidc from 'openid-client';
import { DEMO_PASSWORD } from '../src/demo/demo-accounts.js';
import { signedIn } from './api.js';
import { signIn, type Browser } from './browser.js';
import { ExternalIssuer } from './external-issuer.js';
import { startGateway, type TestGateway } from './start-gateway.js';

describe('an integrator’s application', () => {
  const redirectUri = 'http://127.0.0.1:9/back';
  const clientSecret = 'a secret of the integrator, long enough';
  let folder: string;
  let gateway: TestGateway;
  let client: oidc.Configuration;
  beforeAll(async () => {
    folder = mkdtempSync(path.join(tmpdir(), 'clients-'));
    const file = path.join(folder, 'clients.json');
    writeFileSync(file, JSON.stringify([{ client_id: 'province-reports', client_secret: clientSecret, redirect_uris: [redirectUri] }]));
    gateway = await startGateway({ JINGZHUN_OIDC_CLIENTS_FILE: file });
    const { origin } = gateway;
    client = new oidc.Configuration(
      { issuer: 'http://jingzhun.test', authorization_endpoint: `${origin}/oidc/auth`, token_endpoint: `${origin}/oidc/token` },
      'province-reports',
      { id_token_signed_response_alg: 'ES256' },
      oidc.ClientSecretBasic(clientSecret),
    );
    oidc.allowInsecureRequests(client);
  });
  afterAll(async () => {
    await gateway.stop();
    rmSync(folder, { recursive: true });
  });

  const verifier = oidc.randomPKCECodeVerifier();
  const authorize = async (parameters: Record<string, string>): Promise<string> => {
    const url = oidc.buildAuthorizationUrl(client, { redirect_uri: redirectUri, scope: 'openid api', state: 's', ...parameters });
    return `${url.pathname}${url.search}`;
  };

  it('gets a short access token of the person who signed in, for the API and with PKCE only', async () => {
    const browser = gateway.browser();
    const challenge = await oidc.calculatePKCECodeChallenge(verifier);
    const page = await browser.open(await authorize({ code_challenge: challenge, code_challenge_method: 'S256' }));
    expect(page.response.headers.get('content-security-policy')).toContain("form-action 'self' http://127.0.0.1:9");
    const back = await browser.submit(page, { userName: 'bai.medical', password: DEMO_PASSWORD });
    expect(back.url.href).toContain(redirectUri);
    const tokens = await oidc.authorizationCodeGrant(client, back.url, { pkceCodeVerifier: verifier, expectedState: 's' });
    expect(tokens.expires_in).toBe(300);
    const ask = (): Promise<Response> =>
      fetch(`${gateway.origin}/api/gateway/v1/me`, { headers: { authorization: `Bearer ${tokens.access_token}` } });
    const me = await ask();
    expect([me.status, ((await me.json()) as { userName: string }).userName]).toEqual([200, 'bai.medical']);
    const idTokenAsAccessToken = await fetch(`${gateway.origin}/api/gateway/v1/me`, {
      headers: { authorization: `Bearer ${tokens.id_token}` },
    });
    expect(idTokenAsAccessToken.status).toBe(401);

    const admin = await signedIn(gateway, 'bai.medical');
    gateway.machine.advance(1_000);
    await admin.browser.post('/auth/sign-out-everywhere');
    expect((await ask()).status).toBe(401);
  });

  it('is refused without PKCE, and with another address to return to', async () => {
    const browser = gateway.browser();
    const without = await browser.open(await authorize({}));
    expect(without.url.searchParams.get('error')).toBe('invalid_request');
    const challenge = await oidc.calculatePKCECodeChallenge(verifier);
    const elsewhere = await browser.open(
      await authorize({ code_challenge: challenge, code_challenge_method: 'S256', redirect_uri: 'https://evil.example/' }),
    );
    expect([elsewhere.response.status, elsewhere.url.origin]).toEqual([400, gateway.origin]);
  });

  it('cannot pose as the portal', async () => {
    const page = await gateway
      .browser()
      .open(
        `/oidc/auth?client_id=jingzhun-portal&response_type=code&scope=openid&code_challenge=${'a'.repeat(43)}&code_challenge_method=S256&redirect_uri=https%3A%2F%2Fevil.example%2Fauth%2Fcallback`,
      );
    expect([page.response.status, page.url.origin]).toEqual([400, gateway.origin]);
  });
});

describe('an external issuer', () => {
  let folder: string;
  let gateway: TestGateway;
  let external: ExternalIssuer;
  beforeAll(async () => {
    folder = mkdtempSync(path.join(tmpdir(), 'external-'));
    const secretFile = path.join(folder, 'secret');
    writeFileSync(secretFile, 'the secret of this gateway\n');
    external = await ExternalIssuer.open(() => `${gateway.origin}/auth/callback`, 'the secret of this gateway');
    gateway = await startGateway({
      JINGZHUN_OIDC_ISSUER: external.url,
      JINGZHUN_OIDC_CLIENT_ID: 'jingzhun',
      JINGZHUN_OIDC_CLIENT_SECRET_FILE: secretFile,
    });
  });
  afterAll(async () => {
    await gateway.stop();
    await external.close();
    rmSync(folder, { recursive: true });
  });

  /** Goes to the other issuer and back, as a browser does. */
  async function comeBack(person: string): Promise<{ browser: Browser; status: number }> {
    external.person = person;
    const browser = gateway.browser();
    const leaving = await browser.open('/auth/sign-in');
    expect(leaving.url.origin).toBe(external.url);
    const cookies = new Map<string, string>();
    let at = leaving.url;
    while (at.origin === external.url) {
      const response = await fetch(at, { redirect: 'manual', headers: { cookie: [...cookies].map(([k, v]) => `${k}=${v}`).join('; ') } });
      for (const line of response.headers.getSetCookie()) cookies.set(line.split('=')[0] ?? '', /=([^;]*)/.exec(line)?.[1] ?? '');
      at = new URL(response.headers.get('location') ?? '', at);
    }
    const answer = await browser.open(`${at.pathname}${at.search}`);
    return { browser, status: answer.response.status };
  }

  it('signs in whoever has an account here; roles and area stay ours', async () => {
    const { browser } = await comeBack('he.rentian');
    const session = await browser.open('/auth/session');
    expect(JSON.parse(session.text)).toMatchObject({ account: { roles: ['township-officer'], area: '360781102' } });
  });

  it('opens no door to whom we do not know', async () => {
    const { browser, status } = await comeBack('somebody.else');
    expect(status).toBe(401);
    expect((await browser.open('/auth/session')).response.status).toBe(401);
  });

  it('leaves administrators a way in with a password', async () => {
    const browser = gateway.browser();
    const page = await browser.open('/auth/sign-in?with=password');
    await browser.submit(page, { userName: 'tang.system', password: DEMO_PASSWORD });
    expect((await browser.open('/auth/session')).response.status).toBe(200);
  });

  it('that is away is named, with what to do', async () => {
    await external.close();
    const lonely = await startGateway({
      JINGZHUN_OIDC_ISSUER: external.url,
      JINGZHUN_OIDC_CLIENT_ID: 'jingzhun',
      JINGZHUN_OIDC_CLIENT_SECRET_FILE: path.join(folder, 'secret'),
    });
    const answer = await lonely.browser().open('/auth/sign-in');
    expect([answer.response.status, (JSON.parse(answer.text) as { code: string }).code]).toEqual([503, 'auth.issuer-away']);
    expect((await signIn(lonely.browser(), 'x', 'y').catch(() => undefined))?.response.status).toBeUndefined();
    await lonely.stop();
  });
});
