import { forgeriesOf, makeIssuer, principalLike } from '@jingzhun/auth/testing';
import { routesOf } from '@jingzhun/auth';
import { importJWK, SignJWT } from 'jose';
import { SigningKeys } from '../src/signing-keys/signing-keys.js';
import { signedIn } from './api.js';
import { startGateway, type TestGateway } from './start-gateway.js';

describe('sessions', () => {
  let gateway: TestGateway;
  beforeAll(async () => {
    gateway = await startGateway();
  });
  afterAll(() => gateway.stop());

  const statusOf = async (api: Awaited<ReturnType<typeof signedIn>>): Promise<number> =>
    (await api.browser.open('/auth/session')).response.status;

  it('say who is signed in, for which place in words, and in which language the person reads', async () => {
    const sessionOf = async (api: Awaited<ReturnType<typeof signedIn>>) =>
      JSON.parse((await api.browser.open('/auth/session')).text) as { account: { areaName: string }; locale: string };
    const cadre = await signedIn(gateway, 'yu.fenggang');
    expect(await sessionOf(cadre)).toMatchObject({ account: { name: '余长青', areaName: '壬田镇凤岗村' }, locale: 'zh-CN' });
    expect((await sessionOf(await signedIn(gateway, 'he.rentian'))).account.areaName).toBe('壬田镇');
    expect((await sessionOf(await signedIn(gateway, 'jiang.leader'))).account.areaName).toBe('瑞金市');
    expect((await cadre.post('/me/language', { language: 'fr' })).status).toBe(400);
    expect((await cadre.post('/me/language', { language: 'en' })).status).toBe(204);
    expect((await sessionOf(await signedIn(gateway, 'yu.fenggang'))).locale).toBe('en');
  });

  it('end with sign-out, in this browser only', async () => {
    const here = await signedIn(gateway, 'lin.upload');
    const there = await signedIn(gateway, 'lin.upload');
    const kept = new Map(here.browser.cookies);
    expect((await here.browser.post('/auth/sign-out')).status).toBe(204);
    for (const [name, value] of kept) here.browser.cookies.set(name, value);
    expect(await statusOf(here)).toBe(401);
    expect(await statusOf(there)).toBe(200);
  });

  it('end everywhere on request', async () => {
    const here = await signedIn(gateway, 'gu.release');
    const there = await signedIn(gateway, 'gu.release');
    expect((await here.browser.post('/auth/sign-out-everywhere')).status).toBe(204);
    expect([await statusOf(here), await statusOf(there)]).toEqual([401, 401]);
  });

  it('end with all others when the password is changed, which needs the present one', async () => {
    const here = await signedIn(gateway, 'luo.industry');
    const wrong = await here.post('/me/password', { presentPassword: 'guess', password: 'Seven-quiet-herons' });
    expect([wrong.status, wrong.body.code]).toEqual([403, 'account.present-password-wrong']);
    const guesser = await signedIn(gateway, 'fang.accountability');
    const guesses = [];
    for (let i = 0; i < 6; i++) guesses.push((await guesser.post('/me/password', { presentPassword: `guess ${i}`, password: 'x' })).status);
    expect(guesses).toEqual([403, 403, 403, 403, 403, 429]);
    const right = await here.post('/me/password', { presentPassword: 'Ruijin-2016-demo', password: 'Seven-quiet-herons' });
    expect(right.status).toBe(204);
    expect(await statusOf(here)).toBe(401);
  });

  it('cannot be used from another site', async () => {
    const { browser } = await signedIn(gateway, 'qian.finance');
    const elsewhere: Record<string, string>[] = [
      { 'sec-fetch-site': 'cross-site' },
      { 'sec-fetch-site': 'same-site' },
      { origin: 'https://evil.example' },
      { origin: 'null' },
    ];
    for (const headers of elsewhere) {
      for (const path of ['/api/gateway/v1/me/totp', '/auth/sign-out', '/auth/sign-out-everywhere']) {
        const response = await browser.send(new URL(path, gateway.origin), { method: 'POST', headers });
        expect([path, headers, response.status]).toEqual([path, headers, 403]);
        expect(((await response.json()) as { code: string }).code).toBe('auth.other-site');
      }
    }
    expect((await browser.open('/auth/session')).response.status).toBe(200);
  });

  it('end when nobody used them for half an hour, and after twelve hours in any case', async () => {
    const idle = await signedIn(gateway, 'an.relocation');
    gateway.machine.advance(29 * 60_000);
    expect(await statusOf(idle)).toBe(200);
    gateway.machine.advance(31 * 60_000);
    expect(await statusOf(idle)).toBe(401);
    const busy = await signedIn(gateway, 'an.relocation');
    for (let minutes = 0; minutes < 12 * 60 - 20; minutes += 20) {
      gateway.machine.advance(20 * 60_000);
      expect(await statusOf(busy)).toBe(200);
    }
    gateway.machine.advance(20 * 60_000);
    expect(await statusOf(busy)).toBe(401);
  });

  it('no forged token passes for one of ours', async () => {
    const issuer = await makeIssuer('http://jingzhun.test', gateway.app.get(SigningKeys).current().id);
    const forgeries = await forgeriesOf(issuer, principalLike(), gateway.machine.now());
    for (const { name, token } of [
      ...forgeries,
      { name: 'good, but of another issuer’s key', token: await issuer.tokenFor(principalLike()) },
    ]) {
      const response = await fetch(`${gateway.origin}/api/gateway/v1/me`, { headers: { authorization: `Bearer ${token}` } });
      expect([name, response.status]).toEqual([name, 401]);
    }
  });

  it('a good token counts only while its account is alive', async () => {
    const api = await signedIn(gateway, 'bai.medical');
    const { id } = (await api.get('/me')).body as { id: string };
    const ask = async (sub: string): Promise<number> => {
      const key = gateway.app.get(SigningKeys).current();
      const now = Math.floor(gateway.machine.now().getTime() / 1_000);
      const token = await new SignJWT({ name: 'x', department: 'medical', roles: ['county-officer'], area: '360781', sid: 'client' })
        .setProtectedHeader({ alg: 'ES256', typ: 'at+jwt', kid: key.id })
        .setIssuer('http://jingzhun.test')
        .setAudience('urn:jingzhun:api')
        .setSubject(sub)
        .setIssuedAt(now - 5)
        .setExpirationTime(now + 300)
        .sign(await importJWK(key.privateJwk, 'ES256'));
      return (await fetch(`${gateway.origin}/api/gateway/v1/me`, { headers: { authorization: `Bearer ${token}` } })).status;
    };
    expect(await ask(id)).toBe(200);
    expect(await ask(principalLike().accountId)).toBe(401);
    await api.browser.post('/auth/sign-out-everywhere');
    expect(await ask(id)).toBe(401);
  });

  it('survive a rotation of the signing keys; the new key signs once everybody can know it', async () => {
    const admin = await signedIn(gateway, 'tang.system');
    const before = ((await admin.get('/signing-keys')).body['items'] as { id: string }[])[0]?.id;
    const rotated = (await admin.post('/signing-keys/rotate')).body['items'] as { id: string; signing: boolean }[];
    expect(rotated.map(({ signing }) => signing)).toEqual([true, false]);
    expect(rotated[0]?.id).toBe(before);
    const published = (await (await fetch(`${gateway.origin}/oidc/jwks`)).json()) as { keys: { kid: string }[] };
    expect(published.keys.map(({ kid }) => kid).sort()).toEqual(rotated.map(({ id }) => id).sort());
    gateway.machine.advance(16 * 60_000);
    const after = ((await admin.get('/signing-keys')).body['items'] as { id: string }[])[0]?.id;
    expect(after).toBe(rotated[1]?.id);
    expect(await statusOf(admin)).toBe(200);
  });

  it('every route of the gateway says who may call it', () => {
    const routes = routesOf(gateway.app);
    expect(routes.length).toBeGreaterThan(30);
    expect(routes.filter(({ access }) => !access)).toEqual([]);
    const open = routes.filter(({ access }) => access?.kind === 'public').map(({ method, path }) => `${method} ${path}`);
    expect(open.filter((route) => !/ \/(auth\/|public(\/|$)|livez|healthz|metrics)/.test(route))).toEqual([
      'GET /api/gateway/v1/demo-accounts',
    ]);
  });
});
