import { decodeJwt, decodeProtectedHeader } from 'jose';
import path from 'node:path';
import { RemoteKeys, SIGNING_PROOF, TokenVerifier } from '@jingzhun/auth';
import pg from 'pg';
import { codeAt } from '../src/accounts/totp.js';
import { DEMO_PASSWORD } from '../src/demo/demo-accounts.js';
import { signedIn, type Api } from './api.js';
import { startGateway, type TestGateway } from './start-gateway.js';

const DIGEST = 'ab'.repeat(32);

describe('a signing proof', () => {
  let gateway: TestGateway;
  let officer: Api;
  let verifier: TokenVerifier;
  beforeAll(async () => {
    gateway = await startGateway();
    officer = await signedIn(gateway, 'he.rentian');
    // as a department has it: keys over HTTP
    const keys = new RemoteKeys({ url: `${gateway.origin}/oidc/jwks`, cacheFile: path.join(gateway.folder, 'jwks.json') });
    verifier = new TokenVerifier({ issuer: 'http://jingzhun.test', keys: keys.find, clock: gateway.machine });
  });
  afterAll(() => gateway.stop());

  const ask = (api: Api, parts: object = {}) => api.post('/signing-proofs', { password: DEMO_PASSWORD, digest: DIGEST, ...parts });
  const trail = async (): Promise<{ result: string; detail: { how: string; digest?: string } }[]> => {
    const client = new pg.Client({ connectionString: gateway.database.superuserUrl });
    await client.connect();
    try {
      return (await client.query(`select result, detail from audit_log where action = 'signing-proof' order by occurred_at, id`)).rows;
    } finally {
      await client.end();
    }
  };

  it('says for two minutes that this account in this session has just shown its password for this digest', async () => {
    const { status, body } = await ask(officer);
    expect(status).toBe(200);
    const proof = String(body['proof']);
    const session = await officer.get('/me');
    const claims = await verifier.verifyOther(proof, SIGNING_PROOF);
    expect(claims).toMatchObject({ sub: session.body['id'], digest: DIGEST, aud: 'urn:jingzhun:signing', iss: 'http://jingzhun.test' });
    expect([claims?.['sid'], claims?.jti]).toEqual([expect.stringMatching(/^[0-9a-f-]{36}$/), expect.stringMatching(/^[0-9a-f-]{36}$/)]);
    expect(Number(claims?.exp) - Number(claims?.iat)).toBe(120);
    expect(decodeProtectedHeader(proof)).toMatchObject({ alg: 'ES256', typ: 'signing-proof+jwt' });
    expect(new Date(Number(claims?.exp) * 1_000).toISOString()).toBe(body['expiresAt']);
    const again = await ask(officer);
    expect(decodeJwt(String(again.body['proof'])).jti).not.toBe(claims?.jti);
    gateway.machine.advance(121_000);
    expect(await verifier.verifyOther(proof, SIGNING_PROOF)).toBeUndefined();
  });

  it('opens no door: it is no access token, and an access token is no proof', async () => {
    const { body } = await ask(officer);
    const response = await fetch(`${gateway.origin}/api/gateway/v1/me`, { headers: { authorization: `Bearer ${String(body['proof'])}` } });
    expect(response.status).toBe(401);
    await expect(verifier.verify(String(body['proof']))).rejects.toMatchObject({ code: 'auth.sign-in-needed' });
  });

  it('is for who is signed in only', async () => {
    const nobody = await fetch(`${gateway.origin}/api/gateway/v1/signing-proofs`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ password: DEMO_PASSWORD, digest: DIGEST }),
    });
    expect(nobody.status).toBe(401);
  });

  it.each([[{ digest: 'ab' }], [{ digest: DIGEST.toUpperCase() }], [{ password: '' }], [{ accountId: 'x' }]])(
    'is not made of %j',
    async (parts) => {
      expect((await ask(officer, parts)).body.code).toBe('request.malformed');
    },
  );

  it('of an account with an authenticator app needs its code as well, each once', async () => {
    const api = await signedIn(gateway, 'yu.fenggang');
    const { body: enrolment } = await api.post('/me/totp');
    const secret = String(enrolment['secret']);
    const code = (): string => codeAt(secret, gateway.machine.now());
    expect((await api.post('/me/totp/confirm', { enrolment: enrolment['enrolment'], code: code() })).status).toBe(204);
    gateway.machine.advance(60_000);
    expect((await ask(api)).body.code).toBe('signing-proof.code-needed');
    expect((await ask(api, { code: '000000' })).body.code).toBe('account.code-wrong');
    const right = code();
    expect((await ask(api, { code: right })).status).toBe(200);
    expect((await ask(api, { code: right })).body.code).toBe('account.code-wrong');
    // a right code does not make up for a wrong password
    gateway.machine.advance(60_000);
    expect((await ask(api, { password: 'wrong', code: code() })).body.code).toBe('signing-proof.password-wrong');
  });

  it('of an account without a password of ours is refused with the way out', async () => {
    const api = await signedIn(gateway, 'gu.release');
    const client = new pg.Client({ connectionString: gateway.database.superuserUrl });
    await client.connect();
    await client.query(`update account set password_hash = null where user_name = 'gu.release'`);
    await client.end();
    expect(await ask(api)).toMatchObject({ status: 409, body: { code: 'signing-proof.no-password' } });
  });

  it('cannot be guessed for: five wrong passwords lock it, also for the right one, and the log has it all', async () => {
    const api = await signedIn(gateway, 'xu.rentian');
    const before = (await trail()).length;
    for (let i = 0; i < 5; i += 1) expect((await ask(api, { password: `wrong ${i}` })).body.code).toBe('signing-proof.password-wrong');
    const locked = await ask(api);
    expect([locked.status, locked.body.code]).toEqual([429, 'signing-proof.too-many-attempts']);
    // signing is locked, signing in is not
    expect((await signedIn(gateway, 'xu.rentian')).browser.cookies.has('jz-session')).toBe(true);
    const entries = (await trail()).slice(before);
    expect(entries.map(({ result, detail }) => [result, detail.how])).toEqual([
      ...Array.from({ length: 5 }, () => ['refused', 'wrong-password']),
      ['refused', 'locked'],
    ]);
    const success = (await trail()).find(({ result }) => result === 'success');
    expect(success?.detail.digest?.replaceAll(':', '')).toBe(DIGEST);
    expect(JSON.stringify(await trail())).not.toContain(DEMO_PASSWORD);
  });
});
