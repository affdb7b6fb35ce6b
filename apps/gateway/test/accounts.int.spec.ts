import { jetstream } from '@nats-io/jetstream';
import { connect } from '@nats-io/transport-node';
import { MessagingHealth } from '@jingzhun/messaging';
import pg from 'pg';
import { type Api, signedIn } from './api.js';
import { signIn, type Answer } from './browser.js';
import { codeAt } from '../src/accounts/totp.js';
import { startGateway, type TestGateway } from './start-gateway.js';

const NEW_PASSWORD = 'Tall-bamboo-7-rivers';
let counter = 0;
const request = (parts: object = {}) => ({
  userName: `new.person${++counter}`,
  name: '张新',
  department: 'identification',
  roles: ['township-officer'],
  area: '360781102',
  ...parts,
});

describe('accounts', () => {
  let gateway: TestGateway;
  let security: Api;
  beforeAll(async () => {
    gateway = await startGateway();
    security = await signedIn(gateway, 'shen.security');
  });
  afterAll(() => gateway.stop());

  const create = async (parts: object = {}): Promise<{ id: string; userName: string; oneTimePassword: string; version: number }> => {
    const reply = await security.post('/accounts', request(parts));
    expect([reply.status, reply.body.code]).toEqual([201, undefined]);
    return reply.body as never;
  };

  it('are made with a one-time password that must be replaced at the first sign-in', async () => {
    const made = await create();
    const browser = gateway.browser();
    const page = await signIn(browser, made.userName, made.oneTimePassword);
    expect(page.text).toContain('<h1>设置新密码</h1>');
    expect(browser.cookies.has('jz-session')).toBe(false);
    const weak = await browser.submit(page, { password: 'Fupin12345!', again: 'Fupin12345!' });
    expect(weak.text).toContain('这是常见密码');
    const unequal = await browser.submit(weak, { password: NEW_PASSWORD, again: 'something else' });
    expect(unequal.text).toContain('两次输入的新密码不一样');
    const same = await browser.submit(unequal, { password: made.oneTimePassword, again: made.oneTimePassword });
    expect(same.text).toContain('不能使用最近五次用过的密码');
    await browser.submit(same, { password: NEW_PASSWORD, again: NEW_PASSWORD });
    expect((await browser.open('/auth/session')).response.status).toBe(200);
    expect((await signIn(gateway.browser(), made.userName, made.oneTimePassword)).response.status).toBe(401);
  });

  it('are changed in role and area, based on the version seen; the session follows at once', async () => {
    const made = await create();
    const person = await firstSignIn(made);
    const moved = await security.patch(`/accounts/${made.id}`, await versionOf(made.id), {
      roles: ['village-cadre'],
      area: '360781102208',
    });
    expect([moved.status, moved.body['roles'], moved.body['area']]).toEqual([200, ['village-cadre'], '360781102208']);
    const stale = await security.patch(`/accounts/${made.id}`, 1, { roles: ['county-officer'] });
    expect([stale.status, stale.body.code]).toEqual([412, 'record.changed-meanwhile']);
    const session = await person.open('/auth/session');
    expect(JSON.parse(session.text)).toMatchObject({ account: { roles: ['village-cadre'], area: '360781102208' } });
  });

  it('end their sessions the moment they are disabled, and come back when enabled', async () => {
    const made = await create();
    const person = await firstSignIn(made);
    expect((await security.post(`/accounts/${made.id}/disable`)).status).toBe(200);
    expect((await person.open('/auth/session')).response.status).toBe(401);
    expect((await signIn(gateway.browser(), made.userName, NEW_PASSWORD)).response.status).toBe(401);
    await security.post(`/accounts/${made.id}/enable`);
    const back = gateway.browser();
    await signIn(back, made.userName, NEW_PASSWORD);
    expect((await back.open('/auth/session')).response.status).toBe(200);
  });

  it('are reset: the old password and the sessions end, a new one-time password is shown once', async () => {
    const made = await create();
    const person = await firstSignIn(made);
    const reset = await security.post(`/accounts/${made.id}/reset`);
    expect(reset.body['oneTimePassword']).toMatch(/^\w{8}-\w{8}$/);
    expect((await person.open('/auth/session')).response.status).toBe(401);
    expect((await signIn(gateway.browser(), made.userName, NEW_PASSWORD)).response.status).toBe(401);
    expect((await security.get(`/accounts/${made.id}`)).body).not.toHaveProperty('oneTimePassword');
  });

  it('belong to their department: another security administrator sees and touches none of them', async () => {
    const made = await create();
    const finance = await asDepartment('finance');
    const listed = await finance.get('/accounts');
    expect((listed.body['items'] as { department: string }[]).map(({ department }) => department)).not.toContain('identification');
    for (const action of ['disable', 'enable', 'reset']) {
      const reply = await finance.post(`/accounts/${made.id}/${action}`);
      expect([action, reply.status, reply.body.code]).toEqual([action, 404, 'account.not-found']);
    }
    const created = await finance.post('/accounts', request());
    expect([created.status, created.body.code]).toEqual([403, 'account.other-department']);
    expect((await security.get(`/accounts/${made.id}`)).body['status']).toBe('enabled');
  });

  it('are not for officers to manage', async () => {
    const officer = await signedIn(gateway, 'gu.release');
    const reply = await officer.get('/accounts');
    expect([reply.status, reply.body.code]).toEqual([403, 'auth.not-permitted']);
  });

  it('that may decide conflicts of a survey are named to the office that plans it, those above included, and to nobody else', async () => {
    const made = await create({ name: '壬田新人' });
    const moved = await create({ name: '外镇新人', area: '360781204' });
    const clerk = await create({ name: '壬田村干部', roles: ['village-cadre'] });
    await security.post(`/accounts/${made.id}/disable`);
    const township = await signedIn(gateway, 'he.rentian');
    const { items } = (await township.get('/survey-deciders?area=360781102')).body as never as { items: Record<string, unknown>[] };
    const ids = items.map(({ id }) => id);
    expect([ids.includes(moved.id), ids.includes(clerk.id)]).toEqual([false, false]);
    expect(items.find(({ id }) => id === made.id)).toMatchObject({ name: '壬田新人', enabled: false, area: '360781102' });
    expect(items.map(({ name }) => name)).toEqual(expect.arrayContaining(['何秋实', '许望山', '林致远']));
    expect((await township.get('/survey-deciders?area=360781204')).body).toEqual({ items: [] });
    expect((await (await signedIn(gateway, 'yu.fenggang')).get('/survey-deciders?area=360781102')).status).toBe(403);
  });

  it('hold no two roles that exclude each other: refused in words, and by the database whoever asks', async () => {
    const both = await security.post('/accounts', request({ roles: ['system-admin', 'county-officer'] }));
    expect([both.status, both.body.code]).toEqual([422, 'account.roles-exclude']);
    expect(both.body['detail']).toContain('系统管理员与县级经办人');
    const made = await create();
    const raised = await security.patch(`/accounts/${made.id}`, await versionOf(made.id), {
      roles: ['security-admin', 'township-officer'],
    });
    expect(raised.body.code).toBe('account.roles-exclude');
    const client = new pg.Client({ connectionString: gateway.database.superuserUrl });
    await client.connect();
    for (const roles of ['{security-admin,township-officer}', '{auditor,system-admin}', '{auditor,auditor}', '{}', '{superuser}'])
      await expect(client.query('update account set roles = $1 where id = $2', [roles, made.id])).rejects.toThrow(/account_roles/);
    await client.end();
  });

  it('that read the whole county are not one department’s to grant', async () => {
    for (const role of ['leader', 'auditor']) {
      const reply = await security.post('/accounts', request({ roles: [role], area: '360781' }));
      expect([role, reply.status, reply.body.code]).toEqual([role, 403, 'account.county-grants-this']);
    }
    expect((await security.post('/accounts', request({ area: '360782' }))).body.code).toBe('account.outside-area');
  });

  it('are never one’s own to change', async () => {
    const { id } = (await security.get('/me')).body as { id: string };
    expect((await security.post(`/accounts/${id}/reset`)).body.code).toBe('account.not-your-own');
  });

  it('have unique user names', async () => {
    const made = await create();
    const again = await security.post('/accounts', request({ userName: made.userName }));
    expect([again.status, again.body.code]).toEqual([409, 'account.user-name-taken']);
  });

  it('of administrators need a second factor: enrolled at the first sign-in, asked for ever after, each code once', async () => {
    const made = await create({ roles: ['system-admin'], area: '360781' });
    const browser = gateway.browser();
    const enrol = await signIn(browser, made.userName, made.oneTimePassword);
    expect(enrol.text).toContain('<h1>绑定验证器应用</h1>');
    const secret = secretOn(enrol);
    expect((await browser.submit(enrol, { code: '000000' })).text).toContain('动态码不对');
    const used = codeAt(secret, gateway.machine.now());
    const password = await browser.submit(enrol, { code: used });
    await browser.submit(password, { password: NEW_PASSWORD, again: NEW_PASSWORD });
    expect((await browser.open('/auth/session')).response.status).toBe(200);

    const next = gateway.browser();
    const asked = await signIn(next, made.userName, NEW_PASSWORD);
    expect(asked.text).toContain('<h1>动态码</h1>');
    // the very code: half a minute later there would be another one
    const replayed = await next.submit(asked, { code: used });
    expect(replayed.response.status).toBe(401);
    gateway.machine.advance(30_000);
    await next.submit(replayed, { code: codeAt(secret, gateway.machine.now()) });
    expect((await next.open('/auth/session')).response.status).toBe(200);
  });

  it('tell the departments about every change, on the broker and without a name; and once more when asked', async () => {
    const made = await create();
    await security.post(`/accounts/${made.id}/disable`);
    const seen = await told(made.id, 2);
    expect(seen.map(({ data }) => data)).toMatchObject([{ enabled: true }, { enabled: false }]);
    expect(seen.map(({ text }) => text).join()).not.toMatch(/张新|new\.person/);

    expect((await security.post('/operations/republish', { reason: '消息服务器丢失文件' })).status).toBe(403);
    const system = await signedIn(gateway, 'tang.system');
    const { status, body } = await system.post('/operations/republish', { reason: '消息服务器丢失文件' });
    expect([status, (body['accounts'] as number) > 10]).toEqual([200, true]);
    const again = await told(made.id, 3);
    expect(again.map(({ data }) => data)).toEqual([...seen.map(({ data }) => data), seen[1]?.data]);
  }, 120_000);

  async function told(id: string, count: number): Promise<{ data: { enabled: boolean; version: number }; text: string }[]> {
    const messaging = gateway.app.get(MessagingHealth);
    for (let i = 0; i < 600 && (await messaging.check()).outbox.waiting > 0; i++) await new Promise((resolve) => setTimeout(resolve, 100));
    const connection = await connect({ servers: process.env['TEST_NATS_URL'] ?? '' });
    const consumer = await jetstream(connection).consumers.get('JZ_GATEWAY', {
      filter_subjects: 'jz.gateway.account.changed.v1.360781.102.000',
    });
    const seen: { data: { enabled: boolean; version: number }; text: string }[] = [];
    for await (const message of await consumer.fetch({ max_messages: 1_000, expires: 3_000 })) {
      const text = message.string();
      if (text.includes(id)) seen.push({ data: JSON.parse(text) as never, text });
      if (seen.length === count) break;
    }
    await connection.close();
    return seen;
  }

  it('leave a trace in the audit log: who did it, what, and never a password', async () => {
    const auditor = await signedIn(gateway, 'song.auditor');
    const reply = await auditor.get('/audit?limit=500');
    expect(reply.status).toBe(200);
    const text = JSON.stringify(reply.body);
    for (const action of ['account.create', 'account.disable', 'account.reset', 'account.change', 'account.change-password', 'sign-in'])
      expect(text).toContain(`"${action}"`);
    expect(text).not.toContain(NEW_PASSWORD);
    expect((await security.get('/audit')).status).toBe(403);
  });

  const secretOn = (page: Answer): string => /<code>([A-Z2-7 ]+)<\/code>/.exec(page.text)?.[1]?.replaceAll(' ', '') ?? '';

  const versionOf = async (id: string): Promise<number> => (await security.get(`/accounts/${id}`)).body['version'] as number;

  async function firstSignIn(made: { userName: string; oneTimePassword: string }) {
    const browser = gateway.browser();
    await browser.submit(await signIn(browser, made.userName, made.oneTimePassword), { password: NEW_PASSWORD, again: NEW_PASSWORD });
    return browser;
  }

  /** A security administrator of another department, put there behind the application's back. */
  async function asDepartment(department: string): Promise<Api> {
    const made = await create({ roles: ['security-admin'], area: '360781' });
    const client = new pg.Client({ connectionString: gateway.database.superuserUrl });
    await client.connect();
    await client.query('update account set department = $1, demo = true, must_change_password = false where id = $2', [
      department,
      made.id,
    ]);
    await client.end();
    return signedIn(gateway, made.userName, made.oneTimePassword);
  }
});
