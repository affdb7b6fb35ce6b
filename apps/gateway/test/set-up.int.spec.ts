import { existsSync, mkdtempSync, readFileSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { createTestDatabase, type TestDatabase } from '@jingzhun/persistence/testing';
import { codeAt } from '../src/accounts/totp.js';
import { DEMO_PASSWORD } from '../src/demo/demo-accounts.js';
import { assertDemoStaysHere } from '../src/demo/demo-stays-here.js';
import { definition } from '../src/mikro-orm.config.js';
import { Api, signedIn } from './api.js';
import { signIn, type Answer, type Browser } from './browser.js';
import { startGateway, type TestGateway } from './start-gateway.js';

const secretsOn = (page: Answer): string[] =>
  [...page.text.matchAll(/<code>([A-Z2-7 ]+)<\/code>/g)].map((m) => String(m[1]).replaceAll(' ', ''));
const PASSWORDS = ['Nine-green-lanterns', 'Four-old-camphor-trees'];

describe('the first start without demonstration', () => {
  let gateway: TestGateway;
  const secrets: string[] = [];
  beforeAll(async () => {
    gateway = await startGateway({ JINGZHUN_DEMO: 'off' });
  });
  afterAll(() => gateway.stop());

  const linkFile = (): string => path.join(gateway.folder, 'data', 'gateway', 'setup-link.txt');
  const fields = (page: Answer, userNames = ['wei.system', 'ning.security']) => {
    const [system = '', security = ''] = secretsOn(page);
    return {
      department: 'gateway',
      'system-admin-name': '魏平安',
      'system-admin-userName': userNames[0] ?? '',
      'system-admin-password': PASSWORDS[0] ?? '',
      'system-admin-code': codeAt(system, gateway.machine.now()),
      'security-admin-name': '宁守正',
      'security-admin-userName': userNames[1] ?? '',
      'security-admin-password': PASSWORDS[1] ?? '',
      'security-admin-code': codeAt(security, gateway.machine.now()),
    };
  };
  let browser: Browser;
  let link = '';

  it('has no account but a link that only the owner of the data can read', async () => {
    link = new URL(readFileSync(linkFile(), 'utf8').trim()).pathname;
    expect(statSync(linkFile()).mode & 0o077).toBe(0);
    browser = gateway.browser();
    expect((await signIn(browser, 'lin.upload', DEMO_PASSWORD)).response.status).toBe(401);
    expect((await browser.open('/api/gateway/v1/demo-accounts')).response.status).toBe(404);
    expect((await browser.open('/auth/set-up/invented')).response.status).toBe(410);
  });

  it('makes no accounts from wrong entries and says which', async () => {
    const page = await browser.open(link);
    expect(page.text).toContain('<h1>首次设置</h1>');
    const wrong = await browser.submit(page, { ...fields(page), 'security-admin-code': '000000', 'system-admin-password': 'admin12345' });
    expect(wrong.response.status).toBe(422);
    expect(wrong.text).toContain('这是常见密码');
    expect(wrong.text).toContain('动态码不对');
    const same = await browser.submit(page, fields(page, ['wei.system', 'wei.system']));
    expect(same.text).toContain('用户名不能相同');
  });

  it('makes the two administrators once, also when the form is sent twice at the same time', async () => {
    const page = await browser.open(link);
    secrets.push(...secretsOn(page));
    const outcomes = await Promise.all([browser.submit(page, fields(page)), browser.submit(page, fields(page))]);
    expect(outcomes.map(({ response }) => response.status).sort()).toEqual([200, 410]);
    expect((await browser.open(link)).response.status).toBe(410);
    expect(existsSync(linkFile())).toBe(false);
  });

  it('lets them sign in with both factors; security appoints the departments’ administrators and nobody else', async () => {
    gateway.machine.advance(30_000);
    const person = gateway.browser();
    const code = await signIn(person, 'ning.security', PASSWORDS[1] ?? '');
    await person.submit(code, { code: codeAt(secrets[1] ?? '', gateway.machine.now()) });
    const security = new Api(person);
    const made = { userName: 'fin.security', name: '孙一', department: 'finance', roles: ['security-admin'], area: '360781' };
    expect((await security.post('/accounts', made)).status).toBe(201);
    expect(
      (await security.post('/accounts', { ...made, userName: 'county.leader', roles: ['leader'], department: 'gateway' })).status,
    ).toBe(201);
    const officer = await security.post('/accounts', { ...made, userName: 'fin.officer', roles: ['county-officer'] });
    expect([officer.status, officer.body.code]).toEqual([403, 'account.only-administrators']);
  });
});

describe('a demonstration that is turned off', () => {
  let database: TestDatabase;
  beforeAll(async () => {
    database = await createTestDatabase(definition);
  });
  afterAll(() => database.drop());

  it('leaves no account that could sign in, and turned on again it works', async () => {
    const folder = mkdtempSync(path.join(tmpdir(), 'jingzhun-keys-'));
    const keys = { JINGZHUN_KEYS: path.join(folder, 'keys') };
    const on = await startGateway({ ...keys }, { database });
    await signedIn(on, 'lin.upload');
    await on.stop();
    const off = await startGateway({ ...keys, JINGZHUN_DEMO: 'off' }, { database });
    expect((await signIn(off.browser(), 'lin.upload', DEMO_PASSWORD)).response.status).toBe(401);
    expect(existsSync(path.join(off.folder, 'data', 'gateway', 'setup-link.txt'))).toBe(true);
    await off.stop();
    const again = await startGateway({ ...keys }, { database });
    await signedIn(again, 'lin.upload');
    await again.stop();
    rmSync(folder, { recursive: true });
  });

  it('listens on this machine only', () => {
    expect(() => assertDemoStaysHere(true, '0.0.0.0')).toThrow(/JINGZHUN_DEMO=off/);
    expect(() => assertDemoStaysHere(true, '127.0.0.1')).not.toThrow();
    expect(() => assertDemoStaysHere(false, '0.0.0.0')).not.toThrow();
  });
});
