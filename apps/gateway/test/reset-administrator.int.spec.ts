import { runResetAdministrator } from '../src/accounts/reset-administrator.command.js';
import { codeAt } from '../src/accounts/totp.js';
import { signedIn } from './api.js';
import { signIn, type Answer, type Browser } from './browser.js';
import { startGateway, type TestGateway } from './start-gateway.js';

const REASON = '局长批示，原管理员忘记密码';
const FIRST_PASSWORD = 'Quiet-lantern-5-hills';
const NEW_PASSWORD = 'Tall-bamboo-7-rivers';

/** What the command on the server says to who runs it there. */
async function command(gateway: TestGateway, ...words: string[]): Promise<{ code: number; out: string; wrong: string }> {
  const said = { out: '', wrong: '' };
  const writes = [
    jest.spyOn(process.stdout, 'write').mockImplementation((text) => ((said.out += String(text)), true)),
    jest.spyOn(process.stderr, 'write').mockImplementation((text) => ((said.wrong += String(text)), true)),
  ];
  const before = process.exitCode;
  try {
    process.exitCode = 0;
    await runResetAdministrator(words, { ...process.env, JINGZHUN_GATEWAY_OWNER_DATABASE_URL: gateway.database.ownerUrl });
    return { code: Number(process.exitCode), ...said };
  } finally {
    process.exitCode = before;
    for (const write of writes) write.mockRestore();
  }
}
const secretOn = (page: Answer): string => /[A-Z2-7]{32}/.exec(page.text.replaceAll(' ', ''))?.[0] ?? '';

describe('the last security administrator who forgot the password', () => {
  let gateway: TestGateway;
  beforeAll(async () => {
    gateway = await startGateway();
  });
  afterAll(() => gateway.stop());

  async function firstSignIn(oneTimePassword: string, password: string): Promise<Browser> {
    const browser = gateway.browser();
    const enrol = await signIn(browser, 'qiu.security', oneTimePassword);
    expect(enrol.text).toContain('<h1>绑定验证器应用</h1>');
    const chosen = await browser.submit(enrol, { code: codeAt(secretOn(enrol), gateway.machine.now()) });
    await browser.submit(chosen, { password, again: password });
    expect((await browser.open('/auth/session')).response.status).toBe(200);
    return browser;
  }

  it('is reset on the server: the old way in ends, the new one begins with a second factor, and the auditor reads why', async () => {
    const security = await signedIn(gateway, 'shen.security');
    const asked = { userName: 'qiu.security', name: '邱守成', department: 'identification', roles: ['security-admin'], area: '360781' };
    const made = (await security.post('/accounts', asked)).body as { id: string; oneTimePassword: string };
    const open = await firstSignIn(made.oneTimePassword, FIRST_PASSWORD);
    await security.post(`/accounts/${made.id}/disable`);

    const { code, out } = await command(gateway, 'Qiu.Security', ...REASON.split('，'));
    const password = /^\w{8}-\w{8}$/m.exec(out)?.[0] ?? '';
    expect([code, password === '']).toEqual([0, false]);
    expect((await open.open('/auth/session')).response.status).toBe(401);
    expect((await signIn(gateway.browser(), 'qiu.security', FIRST_PASSWORD)).response.status).toBe(401);
    // enabled again, with a second factor enrolled anew and a password of his own
    await firstSignIn(password, NEW_PASSWORD);
    expect((await signIn(gateway.browser(), 'qiu.security', password)).response.status).toBe(401);

    const { body } = await (await signedIn(gateway, 'song.auditor')).get('/audit?limit=500');
    const entry = (body['items'] as Record<string, unknown>[]).find(({ action }) => action === 'account.reset-on-server');
    expect(entry).toMatchObject({ account: null, purpose: REASON.replace('，', ' '), result: 'success', objectType: 'account' });
    expect(JSON.stringify(body)).not.toContain(password);
  });

  it('nobody else is, nor without a reason; without a name it lists who could be, and nothing is changed', async () => {
    const listed = await command(gateway);
    expect([listed.code, listed.out.includes('shen.security\tidentification\t启用 enabled')]).toEqual([0, true]);
    expect(listed.out).not.toContain('gu.release');
    for (const [words, text] of [
      [['gu.release', REASON], '没有这个安全管理员'],
      [['nobody.here', REASON], '没有这个安全管理员'],
      [['shen.security'], '请写明原因'],
      [['shen.security', '忘'], '请写明原因'],
    ] as const) {
      const { code, out, wrong } = await command(gateway, ...words);
      expect([words, code, out, wrong.includes(text)]).toEqual([words, 1, '', true]);
    }
    await signedIn(gateway, 'gu.release');
    await signedIn(gateway, 'shen.security');
  });
});
