import path from 'node:path';
import { mkdirSync } from 'node:fs';
import type { Browser, Page } from 'playwright-core';
import { APPLICANT } from '../src/applicant.js';
import { DESKTOP, newPage, openBrowser, PHONE } from '../src/browser.js';
import { photo, video } from '../src/evidence-files.js';
import { lookedAt } from '../src/looked-at.js';
import { signInAs } from '../src/sign-in-page.js';
import { until } from '../src/until.js';

const ADDRESS = process.env['E2E_ADDRESS'] ?? '';
const PASSWORD = 'Ruijin-2016-demo';
/** Set to docs/screenshots to renew the pictures of the documentation. */
const PICTURES = process.env['E2E_SCREENSHOTS'];

describe('one household by the seven steps', () => {
  let browser: Browser;
  let caseId = '';
  const pages = new Map<string, Page>();

  beforeAll(async () => void (browser = await openBrowser()));
  afterAll(() => browser.close());

  const as = async (userName: string, viewport = DESKTOP): Promise<Page> => {
    const known = pages.get(userName);
    if (known) return known;
    const page = await newPage(browser, ADDRESS, viewport);
    await signInAs(page, userName);
    pages.set(userName, page);
    return page;
  };

  const looked = async (page: Page, name: string): Promise<void> => {
    await page.waitForLoadState('networkidle');
    expect([name, await lookedAt(page)]).toEqual([name, []]);
    if (!PICTURES) return;
    mkdirSync(PICTURES, { recursive: true });
    for (const [viewport, width] of [
      [DESKTOP, 1366],
      [PHONE, 375],
    ] as const) {
      await page.setViewportSize(viewport);
      await page.evaluate('window.scrollTo(0, 0)');
      await page.screenshot({ path: path.join(PICTURES, `${name}-${width}.png`) });
    }
  };

  const signed = async (page: Page): Promise<void> => {
    const dialog = page.getByRole('dialog', { name: /^签名/ });
    await dialog.getByLabel('登录密码').fill(PASSWORD);
    await dialog.getByRole('button', { name: '签名并办理' }).click();
    await dialog.waitFor({ state: 'hidden' });
  };

  it('a village cadre writes the application on a phone, group by group', async () => {
    const page = await as('yu.fenggang', PHONE);
    await page.goto('/identification/cases/new');
    await page.getByLabel('村民小组').fill(APPLICANT.group);
    await page.getByLabel('地址').fill(APPLICANT.address);
    await page.getByLabel('联系电话').fill(APPLICANT.phone);
    await choose(page, '贫困户属性', '一般贫困户');
    await page.getByLabel('开户银行').fill('演示银行');
    await page.getByLabel('银行账号').fill(APPLICANT.bankAccount);
    await next(page);
    await page.getByLabel('姓名').fill(APPLICANT.name);
    await page.getByLabel('证件号码').fill(APPLICANT.idNumber);
    await page.getByText('1968-05-04').waitFor();
    await page.getByRole('button', { name: '增加一名成员' }).click();
    const second = page.getByRole('group', { name: '第 2 名成员' });
    await second.getByLabel('姓名').fill(APPLICANT.spouseName);
    await choose(page, '与户主关系', '配偶', second);
    await second.getByLabel('证件号码').fill(APPLICANT.spouseIdNumber);
    await looked(page, 'case-form');
    await page.setViewportSize(PHONE);
    await next(page);
    await choose(page, '主要致贫原因', '缺技术');
    await page.getByLabel('申请理由').fill(APPLICANT.statement);
    await next(page);
    await page.getByLabel('年度').fill('2015');
    await page.getByLabel('工资性收入').fill('3000');
    await next(page);
    await page.getByLabel('住房面积').fill('80');
    await next(page);
    await next(page);
    await page.getByText('已填写完整').waitFor();
    await page.getByRole('button', { name: '去补材料、提交' }).click();
    await page.getByRole('heading', { level: 1, name: new RegExp(APPLICANT.name) }).waitFor();
    caseId = page.url().split('/').pop() ?? '';
    await looked(page, 'case-draft');
  });

  it('the head signs on paper, the cadre uploads the pages and witnesses the signature', async () => {
    const page = await as('yu.fenggang');
    await page.setViewportSize(PHONE);
    await page.goto(`/identification/cases/${caseId}`);
    const submit = page.getByRole('button', { name: '提交申请' });
    await submit.waitFor();
    expect(await submit.isDisabled()).toBe(true);
    for (const role of ['户主签字的申请书', '数据比对授权书', '身份证、户口簿复印件']) {
      await page
        .locator(`section#documents input[aria-label^="${role}"]`)
        .last()
        .setInputFiles(await photo(role));
      await page.locator('section#documents li').filter({ hasText: role }).waitFor();
    }
    await until('the step is possible', async () => !(await submit.isDisabled()));
    await submit.click();
    await page.getByRole('dialog').getByRole('button', { name: '下一步：核对并签名' }).click();
    await signed(page);
    await page.getByText('已申请，待小组评议').first().waitFor();
  });

  it('the group appraises it: sheet, photograph and video, votes, one signature', async () => {
    const page = await as('wu.fenggang');
    await meeting(page, 'group');
    await page.getByText('待组级公示').first().waitFor();
  });

  /** Records the meeting that waits for the case, with its papers, and concludes it. */
  async function meeting(page: Page, kind: 'group' | 'assembly'): Promise<void> {
    await page.goto(`/identification/cases/${caseId}`);
    await page.getByRole('link', { name: '会议记录' }).first().click();
    await page.getByRole('heading', { level: 1, name: '登记会议' }).waitFor();
    await page.getByLabel('会议日期').fill(await today(page));
    await page.getByLabel('会议日期').press('Enter');
    await page.getByLabel('会议地点').fill('村部会议室');
    await page.getByLabel('主持人').fill('罗组长');
    await page.getByLabel('应到人数').fill('30');
    await page.getByLabel('实到人数').fill('24');
    await page.getByText('至少须到 20 人').waitFor();
    const line = page.getByRole('group', { name: APPLICANT.name });
    await line.getByLabel('同意').fill('22');
    await line.getByLabel('反对').fill('1');
    await page.getByRole('button', { name: '保存会议记录' }).click();
    await page.getByText('有 1 户的票数合计不等于实到人数').waitFor();
    await line.getByLabel('弃权').fill('1');
    await page.getByLabel('已当场宣读').check();
    await page.getByLabel('会议记录').fill(APPLICANT.minutes);
    if (kind === 'group') await looked(page, 'meeting-form');
    await page.getByRole('button', { name: '保存会议记录' }).click();
    await page.getByText(/还缺：/).waitFor();
    for (const [role, file] of [
      ['签到表', await photo('sheet')],
      ['照片', await photo('room')],
      ['录像', video('room')],
    ] as const) {
      await page.locator(`section#documents input[aria-label^="${role}"]`).last().setInputFiles(file);
      await page.locator('section#documents li').filter({ hasText: role }).waitFor();
    }
    if (kind === 'group') await looked(page, 'meeting');
    await page.getByRole('button', { name: /按表决结果办理/ }).click();
    await page.getByRole('dialog').getByRole('button', { name: '下一步：核对并签名' }).click();
    await signed(page);
    await page.goto(`/identification/cases/${caseId}`);
  }
});

async function choose(page: Page, label: string, option: string, within: Page | ReturnType<Page['locator']> = page): Promise<void> {
  await within.getByLabel(label).first().click();
  await page.locator('.ant-select-dropdown:visible').getByText(option, { exact: true }).first().click();
}

const next = async (page: Page): Promise<void> => {
  await page.getByRole('button', { name: '保存，下一组' }).click();
  await page.getByText('已保存').waitFor();
};

/** The department's day. */
async function today(page: Page): Promise<string> {
  const { today: day } = (await (await page.request.get('/api/identification/v1/clock')).json()) as { today: string };
  return day;
}
