import { decodeJwt, decodeProtectedHeader, jwtVerify, createLocalJWKSet } from 'jose';
import { signedIn, type Api } from './api.js';
import { Department } from './department.js';
import { startGateway, type TestGateway } from './start-gateway.js';

describe('the way to the departments', () => {
  let gateway: TestGateway;
  let identification: Department;
  let officer: Api;
  beforeAll(async () => {
    identification = await Department.open();
    const gone = await Department.open();
    await gone.close();
    gateway = await startGateway({ JINGZHUN_IDENTIFICATION_URL: identification.url, JINGZHUN_FINANCE_URL: 'http://127.0.0.1:9' });
    officer = await signedIn(gateway, 'lin.upload');
  });
  afterAll(async () => {
    await gateway.stop();
    await identification.close();
  });

  const at = (path: string): URL => new URL(path, gateway.origin);

  it('turns the session into a short access token and keeps the cookies', async () => {
    const response = await officer.browser.send(at('/api/identification/v1/households?area=360781'), {});
    const seen = identification.seen.at(-1);
    expect(seen?.url).toBe('/api/identification/v1/households?area=360781');
    expect(seen?.headers.cookie).toBeUndefined();
    expect(seen?.headers['x-request-id']).toBe(response.headers.get('x-request-id'));
    expect(response.headers.get('set-cookie')).toBeNull();
    const token = seen?.headers.authorization?.replace('Bearer ', '') ?? '';
    const jwks = (await (await fetch(at('/oidc/jwks'))).json()) as Parameters<typeof createLocalJWKSet>[0];
    const { payload } = await jwtVerify(token, createLocalJWKSet(jwks), {
      issuer: 'http://jingzhun.test',
      audience: 'urn:jingzhun:api',
      typ: 'at+jwt',
      algorithms: ['ES256'],
    });
    expect(payload).toMatchObject({ name: '林致远', department: 'identification', roles: ['county-officer'], area: '360781' });
    expect(Number(payload.exp) - Number(payload.iat)).toBe(300);
    expect(JSON.stringify(jwks)).not.toContain('"d":');
  });

  it('passes on a request of nobody as nobody’s', async () => {
    await fetch(at('/api/identification/v1/notices'), { headers: { cookie: 'jz-session=invented' } });
    expect(identification.seen.at(-1)?.headers.authorization).toBeUndefined();
  });

  it('keeps a connection open far longer than a proxy in front of it, or itself before a department, leaves one unused', async () => {
    const response = await fetch(at('/livez'));
    expect(response.headers.get('keep-alive')).toBe('timeout=120');
  });

  it('renews the token before it ends, within the same session', async () => {
    const tokenNow = async (): Promise<string> => {
      await officer.browser.send(at('/api/identification/v1/households'), {});
      return identification.seen.at(-1)?.headers.authorization ?? '';
    };
    const first = await tokenNow();
    expect(await tokenNow()).toBe(first);
    gateway.machine.advance(4 * 60_000);
    const second = await tokenNow();
    expect(second).not.toBe(first);
    expect(decodeJwt(second.slice(7))['sid']).toBe(decodeJwt(first.slice(7))['sid']);
    expect(decodeProtectedHeader(second.slice(7)).typ).toBe('at+jwt');
  });

  it('streams an upload larger than any JSON limit', async () => {
    const workbook = new Uint8Array(12 * 1024 * 1024);
    const response = await officer.browser.send(at('/api/identification/v1/imports'), {
      method: 'POST',
      body: workbook,
      headers: { 'content-type': 'application/octet-stream' },
    });
    expect(await response.json()).toMatchObject({ bytes: workbook.length });
  });

  it('streams live updates one by one, and ends them behind when the browser leaves', async () => {
    const left = new Promise<void>((resolve) => (identification.onLeft = resolve));
    const abort = new AbortController();
    const response = await officer.browser.send(at('/api/identification/v1/imports/1/live'), { signal: abort.signal });
    expect(response.headers.get('content-type')).toContain('text/event-stream');
    const reader = response.body?.getReader();
    const first = Buffer.from((await reader?.read())?.value ?? []).toString();
    expect(first).toBe('event: progress\ndata: 1\n\n');
    identification.tellNext();
    expect(Buffer.from((await reader?.read())?.value ?? []).toString()).toContain('data: 2');
    abort.abort();
    await left;
  });

  it('names a department that is down, and one that is not here', async () => {
    const down = await officer.browser.send(at('/api/finance/v1/loans'), {});
    const problem = (await down.json()) as Record<string, string>;
    expect([down.status, down.headers.get('content-type'), problem['code']]).toEqual([
      503,
      'application/problem+json; charset=utf-8',
      'gateway.department-down',
    ]);
    expect(problem['title']).toBe('“资金与金融”暂时不可用');
    expect(problem['next']).toContain('重试');
    expect(down.headers.get('retry-after')).toBe('10');
    const absent = await officer.browser.send(at('/api/medical/v1/bills'), { headers: { 'accept-language': 'en' } });
    expect([absent.status, ((await absent.json()) as { title: string }).title]).toEqual([404, 'No "medical" here']);
  });

  it('shows the health of every department, with 503 while one is down', async () => {
    const response = await fetch(at('/healthz'));
    const report = (await response.json()) as { checks: Record<string, { state: string }> };
    expect(response.status).toBe(503);
    expect(report.checks).toMatchObject({ database: { state: 'up' }, identification: { state: 'up' }, finance: { state: 'down' } });
    expect((await fetch(at('/livez'))).status).toBe(200);
  });

  it('passes on openapi.json of a department', async () => {
    expect((await fetch(at('/api/identification/openapi.json'))).status).toBe(200);
    expect(identification.seen.at(-1)?.url).toBe('/api/identification/openapi.json');
  });

  it('describes the events of all departments to integrators', async () => {
    const document = (await (await fetch(at('/api/events/asyncapi.json'))).json()) as { asyncapi: string };
    expect(document.asyncapi).toMatch(/^3\./);
    expect(JSON.stringify(document)).toContain('gateway.account.changed.v1');
  });

  it('answers an unknown address with what to do, and a page of the portal with the portal', async () => {
    for (const path of ['/nope.png', '/auth/nope', '/api/nope/v1/x', '/oidc/nope']) {
      const response = await fetch(at(path));
      expect([path, response.status]).toEqual([path, 404]);
      if (!path.startsWith('/oidc')) expect(((await response.json()) as { code: string }).code).toBe('request.no-such-address');
    }
  });

  it('keeps its figures from those who come through a proxy', async () => {
    expect((await fetch(at('/metrics'))).status).toBe(200);
    expect((await fetch(at('/metrics'), { headers: { 'x-forwarded-for': '203.0.113.9' } })).status).toBe(404);
  });

  it('slows down a session that asks too much, and nobody else', async () => {
    const busy = await startGateway({ JINGZHUN_GATEWAY_REQUESTS_PER_SECOND: '2', JINGZHUN_IDENTIFICATION_URL: identification.url });
    const greedy = await signedIn(busy, 'lin.upload');
    const other = await signedIn(busy, 'gu.release');
    const ask = async (api: Api): Promise<number> => (await api.browser.send(new URL('/api/identification/v1/x', busy.origin), {})).status;
    const answers = [];
    for (let i = 0; i < 25; i++) answers.push(await ask(greedy));
    expect(answers.slice(0, 20)).toEqual(Array(20).fill(200));
    expect(answers.at(-1)).toBe(429);
    expect(await ask(other)).toBe(200);
    await busy.stop();
  });
});
