import { randomUUID } from 'node:crypto';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { Secret, TOTP } from 'otpauth';
import type { Browser, Page } from 'playwright-core';
import { newPage, openBrowser } from '../src/browser.js';
import { publishAs } from '../src/broker.js';
import { Officer } from '../src/officer.js';
import { signInAs } from '../src/sign-in-page.js';
import { until } from '../src/until.js';

const ADDRESS = process.env['E2E_ADDRESS'] ?? '';
const NEW_PASSWORD = 'Seven-quiet-herons';

describe('administrators at work', () => {
  let browser: Browser;
  beforeAll(async () => void (browser = await openBrowser()));
  afterAll(() => browser.close());

  describe('a new system administrator', () => {
    const userName = `e2e.${randomUUID().slice(0, 8)}`;
    let oneTimePassword = '';
    let secret = '';
    let page: Page;

    it('gets an account and a password shown once', async () => {
      page = await newPage(browser, ADDRESS);
      await signInAs(page, 'shen.security');
      await page.getByRole('button', { name: '新建账号' }).click();
      await page.getByLabel('用户名').fill(userName);
      await page.getByLabel('姓名').fill('试用人');
      await page.getByLabel('系统管理员').check();
      await page.getByRole('button', { name: /^保\s?存$/ }).click();
      const dialog = page.getByRole('dialog', { name: /密码/ });
      oneTimePassword = await dialog.locator('code').innerText();
      expect(oneTimePassword.length).toBeGreaterThan(8);
      await page.context().close();
    });

    it('binds an authenticator and chooses an own password before anything else', async () => {
      page = await newPage(browser, ADDRESS);
      await enter(page, userName, oneTimePassword);
      secret = (await page.locator('code').innerText()).replaceAll(' ', '');
      await page.getByLabel('6 位动态码').fill(codeOf(secret, 0));
      await page.getByRole('button', { name: '绑定并继续' }).click();
      await page.getByLabel('新密码').fill(NEW_PASSWORD);
      await page.getByLabel('再输入一次').fill(NEW_PASSWORD);
      await page.getByRole('button', { name: '保存并登录' }).click();
      await page.getByRole('heading', { level: 1, name: /运行状况/ }).waitFor();
      await page.context().close();
    });

    it('is asked for the code at the next sign-in, a wrong one is refused in words', async () => {
      page = await newPage(browser, ADDRESS);
      await enter(page, userName, NEW_PASSWORD);
      await page.getByLabel('6 位动态码').fill('000000');
      await page.getByRole('button', { name: '继续' }).click();
      expect(await page.getByRole('alert').innerText()).toMatch(/动态码/);
      // a code counts once: the one after it is the next that counts
      await page.getByLabel('6 位动态码').fill(codeOf(secret, 1));
      await page.getByRole('button', { name: '继续' }).click();
      await page.getByRole('heading', { level: 1, name: /运行状况/ }).waitFor();
      await page.context().close();
    });
  });

  describe('messages put aside in finance', () => {
    const subject = (village: string): string => `jz.identification.household.changed.v1.360781.102.${village}`;
    let page: Page;
    let administrator: Officer;

    beforeAll(async () => {
      administrator = await Officer.signIn(ADDRESS, 'shao.system');
      page = await newPage(browser, ADDRESS);
      await signInAs(page, 'shao.system');
    });
    afterAll(() => page.context().close());

    const opened = async (): Promise<void> => {
      await page.goto('/finance/operations');
      await page.getByRole('heading', { name: '搁置的消息' }).waitFor();
    };
    it('one that nobody can read is listed with its reason, and its replay is refused in words', async () => {
      const before = await deadLetters();
      await publishAs('identification', { subject: subject('208'), body: { neither: 'event', nor: 'household' } });
      await until('the message is put aside', async () => (await deadLetters()) > before);
      await opened();
      const item = page.locator('section[aria-label="搁置的消息"] li').first();
      await item.getByRole('button', { name: /重\s?放/ }).click();
      const refusal = item.getByRole('alert');
      await refusal.waitFor();
      expect(await refusal.innerText()).toMatch(/仍然无法读取[\s\S]*怎么办/);
    });

    it('one whose cause is gone is replayed once, and the copy stays what it was', async () => {
      const officer = await Officer.signIn(ADDRESS, 'qian.finance');
      const digest = async (): Promise<string> =>
        ((await officer.get('/api/finance/v1/directory/digest')).body as { digest: string }).digest;
      const { items } = (await officer.get('/api/finance/v1/directory/households?area=360781102208&limit=1')).body as {
        items: { id: string; villageCode: string }[];
      };
      const [before, count] = [await digest(), await deadLetters()];
      await publishAs('finance', {
        subject: 'dlq.finance.project-households',
        body: staleEventOf(items[0]?.id ?? '', items[0]?.villageCode ?? ''),
        notes: {
          'jz-dead-subject': subject('208'),
          'jz-dead-reason': 'handler-failed',
          'jz-dead-attempts': '6',
          'jz-dead-at': '2016-03-01T01:00:00Z',
        },
      });
      await until('the message is listed', async () => (await deadLetters()) > count);
      await opened();
      const item = page.locator('section[aria-label="搁置的消息"] li').filter({ hasText: 'handler-failed' }).first();
      await item.getByRole('button', { name: /重\s?放/ }).click();
      await page
        .getByText(/已处理/)
        .first()
        .waitFor();
      await until('it is gone', async () => (await deadLetters()) === count);
      expect(await digest()).toBe(before);
    });

    it('the copy is rebuilt from history and equals what it was', async () => {
      await opened();
      const shown = page.getByText(/户，[\d,]+ 人，校验值/);
      const before = await shown.innerText();
      await page.getByRole('button', { name: '重建副本' }).click();
      await page.getByText('已开始重建').waitFor();
      await until('the copy is whole again', async () => {
        await opened();
        return (await shown.innerText()) === before;
      });
    });

    async function deadLetters(): Promise<number> {
      const { body } = await administrator.get('/api/finance/v1/operations/dead-letters');
      return (body as { items: unknown[] }).items.length;
    }
  });
});

/** The form of the sign-in page; what comes after it is the test's own matter. */
async function enter(page: Page, userName: string, password: string): Promise<void> {
  await page.goto('/auth/sign-in?returnTo=%2F');
  await page.getByLabel('用户名').fill(userName);
  await page.getByLabel('密码').fill(password);
  await page.getByRole('button', { name: '登录' }).click();
}

const codeOf = (secret: string, stepsAhead: number): string =>
  new TOTP({ secret: Secret.fromBase32(secret) }).generate({ timestamp: Date.now() + stepsAhead * 30_000 });

/** The first published state of a household that is there: older than what the copy holds, so that handling it again changes nothing. */
function staleEventOf(householdId: string, villageCode: string): object {
  const file = path.resolve(import.meta.dirname, '../../../libs/events/src/samples/identification.household.changed.v1.json');
  const sample = JSON.parse(readFileSync(file, 'utf8')) as { data: object };
  return {
    ...sample,
    id: randomUUID(),
    subject: villageCode,
    partitionkey: householdId,
    data: { ...sample.data, householdId, villageCode, version: 1 },
  };
}
