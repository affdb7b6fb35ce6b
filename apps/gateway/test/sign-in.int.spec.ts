import { DEMO_ACCOUNTS, DEMO_PASSWORD } from '../src/demo/demo-accounts.js';
import { signIn } from './browser.js';
import { startGateway, type TestGateway } from './start-gateway.js';

describe('sign-in with the embedded issuer', () => {
  let gateway: TestGateway;
  beforeAll(async () => {
    gateway = await startGateway();
  });
  afterAll(() => gateway.stop());

  it('goes by code and PKCE to a session, and the browser never holds a token', async () => {
    const browser = gateway.browser();
    const page = await browser.open('/auth/sign-in?returnTo=/identification/households');
    expect(page.visited.slice(0, 2)).toEqual(['/auth/sign-in', '/oidc/auth']);
    expect(page.text).toContain('<label for="password">密码</label>');
    const done = await browser.submit(page, { userName: 'lin.upload', password: DEMO_PASSWORD });
    expect(done.visited.at(-1)).toBe('/identification/households');
    expect(done.visited).toContain('/auth/callback');

    const session = await browser.open('/auth/session');
    expect(JSON.parse(session.text)).toMatchObject({
      account: { name: '林致远', department: 'identification', roles: ['county-officer'], area: '360781' },
      permissions: expect.arrayContaining(['import.upload', 'import.release']),
    });
    for (const value of browser.cookies.values()) expect(value).not.toMatch(/^eyJ/);
    expect(browser.cookies.get('jz-session')).toMatch(/^[A-Za-z0-9_-]{43}$/);
  });

  it.each(DEMO_ACCOUNTS.map(({ userName }) => userName))('%s of the demonstration can sign in', async (userName) => {
    const browser = gateway.browser();
    await signIn(browser, userName, DEMO_PASSWORD);
    expect((await browser.open('/auth/session')).response.status).toBe(200);
  });

  it('asks for the password again although another tab is signed in at the issuer', async () => {
    const browser = gateway.browser();
    await signIn(browser, 'gu.release', DEMO_PASSWORD);
    expect((await browser.open('/auth/sign-in')).text).toContain('name="password"');
  });

  it('says the same for a wrong password and an unknown name', async () => {
    const wrong = await signIn(gateway.browser(), 'yu.fenggang', 'not the password');
    const unknown = await signIn(gateway.browser(), 'nobody.here', 'not the password');
    expect([wrong.response.status, unknown.response.status]).toEqual([401, 401]);
    for (const { text } of [wrong, unknown]) expect(text).toContain('role="alert">用户名或密码不对，或账号已停用。');
  });

  it('stops after five wrong passwords and says for how long, also with the right one', async () => {
    const browser = gateway.browser();
    let page = await browser.open('/auth/sign-in');
    for (let i = 0; i < 5; i++) page = await browser.submit(page, { userName: 'he.rentian', password: `wrong ${i}` });
    expect(page.response.status).toBe(401);
    page = await browser.submit(page, { userName: 'he.rentian', password: DEMO_PASSWORD });
    expect(page.response.status).toBe(429);
    expect(page.text).toMatch(/请在 1[45] 分钟后再试/);
    expect((await browser.open('/auth/session')).response.status).toBe(401);
  });

  it('counts attempts made at the same time', async () => {
    const attempts = await Promise.all(
      Array.from({ length: 12 }, async () => (await signIn(gateway.browser(), 'tang.system', 'wrong at once')).response.status),
    );
    expect(attempts.filter((status) => status === 401)).toHaveLength(5);
    expect(attempts.filter((status) => status === 429)).toHaveLength(7);
  });

  it('shows its pages in English on request, without script and without anything from elsewhere', async () => {
    const browser = gateway.browser();
    const page = await browser.open('/auth/sign-in?lang=en');
    expect(page.text).toContain('<html lang="en">');
    expect(page.text).not.toMatch(/<script|src=|@import|url\(/);
    expect(page.response.headers.get('content-security-policy')).toContain("default-src 'none'");
    const font = await fetch(`${gateway.origin}/auth/fonts/400.css`);
    expect(await font.text()).toContain("font-family: 'Noto Sans SC'");
    for (const path of ['/auth/fonts/package.json', '/auth/fonts/..%2fpackage.json'])
      expect((await fetch(gateway.origin + path)).status).toBe(404);
    const switched = await browser.open(`${page.url.pathname}?lang=zh`);
    expect(switched.text).toContain('<html lang="zh-CN">');
  });

  it('fills in a demonstration account on request', async () => {
    const browser = gateway.browser();
    const page = await browser.open('/auth/sign-in');
    const filled = await browser.open(`${page.url.pathname}?fill=yu.fenggang`);
    expect(filled.text).toContain('value="yu.fenggang"');
    expect(filled.text).toContain('管理员不需要动态码');
  });

  it('does not finish for another browser', async () => {
    const victim = gateway.browser();
    const page = await victim.open('/auth/sign-in');
    const thief = gateway.browser();
    const stolen = await thief.submit(page, { userName: 'lin.upload', password: DEMO_PASSWORD });
    expect(stolen.response.status).toBe(400);
    expect(stolen.text).toContain('登录没有完成');
    const callback = await thief.open('/auth/callback?code=invented&state=invented');
    expect(callback.response.status).toBe(401);
  });

  it('never sends people to another site', async () => {
    for (const returnTo of ['https://evil.example/', '//evil.example/', '/\\evil.example', 'javascript:alert(1)']) {
      const browser = gateway.browser();
      const page = await browser.open(`/auth/sign-in?returnTo=${encodeURIComponent(returnTo)}`);
      const done = await browser.submit(page, { userName: 'luo.industry', password: DEMO_PASSWORD });
      expect([returnTo, done.url.origin]).toEqual([returnTo, gateway.origin]);
    }
  });

  it('lists the demonstration accounts for the portal', async () => {
    const answer = await gateway.browser().open('/api/gateway/v1/demo-accounts');
    expect(JSON.parse(answer.text).items).toHaveLength(DEMO_ACCOUNTS.length);
  });
});
