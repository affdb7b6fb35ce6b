import { mkdirSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { read } from 'hucre';
import type { Browser, Page } from 'playwright-core';
import { accessibilityProblems, DESKTOP, newPage, openBrowser, overflowsSideways, PHONE } from '../src/browser.js';
import { Officer } from '../src/officer.js';
import { signInAs } from '../src/sign-in-page.js';
import { until } from '../src/until.js';

const ADDRESS = process.env['E2E_ADDRESS'] ?? '';
/** Set to docs/screenshots to renew the pictures of the documentation. */
const PICTURES = process.env['E2E_SCREENSHOTS'];

describe('an officer at work', () => {
  let browser: Browser;
  let page: Page;
  const requested: string[] = [];

  beforeAll(async () => {
    browser = await openBrowser();
    page = await newPage(browser, ADDRESS);
    page.on('request', (request) => requested.push(request.url()));
  });
  afterAll(() => browser.close());

  const looked = async (name: string): Promise<void> => {
    await page.waitForLoadState('networkidle');
    for (const [viewport, width] of [
      [DESKTOP, '1366'],
      [PHONE, '375'],
    ] as const) {
      await page.setViewportSize(viewport);
      expect([name, width, await overflowsSideways(page)]).toEqual([name, width, false]);
      if (!PICTURES) continue;
      mkdirSync(PICTURES, { recursive: true });
      await page.screenshot({ path: path.join(PICTURES, `${name}-${width}.png`) });
    }
    await page.setViewportSize(DESKTOP);
    expect([name, await accessibilityProblems(page)]).toEqual([name, []]);
  };

  it('signs in and sees the city', async () => {
    await signInAs(page, 'gu.release');
    await page.goto('/identification/city');
    await page.getByRole('heading', { level: 1 }).waitFor();
    await page.getByText('示意图，非行政区域界线').waitFor();
    await looked('city');
  });

  it('drills down to a township, a village and its households', async () => {
    await page.getByRole('link', { name: /^壬田 / }).click();
    await page.getByRole('heading', { level: 1, name: /壬田镇/ }).waitFor();
    await looked('township');
    await page
      .getByRole('link', { name: /凤岗村/ })
      .first()
      .click();
    await page.waitForURL(/identification\/households\?/);
    await page
      .getByRole('link', { name: /^[\u4e00-\u9fff]{2,4}$/ })
      .first()
      .waitFor();
    await looked('households');
  });

  it('opens a household with its members and timeline', async () => {
    await page.locator('main a[href*="/identification/households/"]').first().click();
    await page.getByRole('heading', { name: /家庭成员/ }).waitFor();
    await page.getByRole('heading', { name: '变更记录' }).waitFor();
    expect(await page.locator('main').innerText()).not.toMatch(/\d{17}[\dX]/);
    await looked('household');
  });

  it('corrects the telephone, and five departments are told', async () => {
    const id = page.url().split('/').pop()?.split('?')[0] ?? '';
    const version = async (officer: Officer, address: string): Promise<number> =>
      ((await officer.get(address)).body as { version: number }).version;
    const owner = await Officer.signIn(ADDRESS, 'gu.release');
    const finance = await Officer.signIn(ADDRESS, 'qian.finance');
    const before = await version(owner, `/api/identification/v1/households/${id}`);
    await page.getByRole('button', { name: '更正联系方式' }).click();
    await page.getByLabel('新联系电话').fill('19900001234');
    await page.getByLabel('理由').fill('户主换号');
    await page.getByRole('button', { name: '保存' }).click();
    await page.getByText('保存成功，已通知 5 个部门').waitFor();
    await page.getByText('换号').first().waitFor();
    expect(await version(owner, `/api/identification/v1/households/${id}`)).toBe(before + 1);
    await until(
      'finance knows the new version',
      async () => (await version(finance, `/api/finance/v1/directory/households/${id}`)) === before + 1,
    );
  });

  it.each([
    ['imports', '/identification/imports'],
    ['findings', '/identification/findings'],
    ['divisions', '/identification/divisions'],
    ['corrections', '/identification/corrections'],
    ['duplicates', '/identification/duplicates'],
    ['search', '/identification/search'],
    ['policies', '/identification/policies'],
    ['account', '/account'],
  ])('finds %s usable on a screen and on a phone', async (name, address) => {
    await page.goto(address);
    await page.getByRole('heading', { level: 1 }).waitFor();
    await looked(name);
  });

  it('reads which rules were not checked, and what they need', async () => {
    await page.goto('/identification/findings');
    await page.getByText('已核查 15 条，3 条缺数据、未核查').waitFor();
    const waiting = page.getByRole('row').filter({ hasText: '未核查：' });
    expect((await waiting.allInnerTexts()).map((text) => text.split(/\s+/))).toEqual([
      ['Q10', expect.any(String), '未核查：需要先有已脱贫户', '—'],
      ['Q13', expect.any(String), '未核查：需要先有已脱贫户', '—'],
      ['Q17', expect.any(String), '未核查：需要监测对象和帮扶措施数据', '—'],
    ]);
  });

  it('exports the list it sees, for a stated purpose', async () => {
    await page.goto('/identification/households?area=360781102208&sort=income');
    await page.getByRole('button', { name: /^导\s?出$/ }).click();
    const dialog = page.getByRole('dialog');
    await dialog.getByRole('textbox').fill('入户走访核对');
    const [download] = await Promise.all([page.waitForEvent('download'), dialog.getByRole('button', { name: /^导\s?出$/ }).click()]);
    const { sheets } = await read(await readFile(await download.path()));
    const titles = sheets[0]?.rows[0] ?? [];
    expect(titles).toContain('户主姓名');
    const village = titles.findIndex((title) => String(title).includes('村'));
    expect((sheets[0]?.rows.length ?? 0) > 1 && sheets[0]?.rows.slice(1).every((row) => String(row[village]).includes('凤岗'))).toBe(true);
  });

  it('records a policy value with its source and reason; another officer confirms it, and both are found', async () => {
    await page.goto('/identification/policies');
    await page.getByRole('button', { name: '村委会公告天数' }).click();
    const drawer = page.getByRole('dialog');
    await drawer.getByRole('button', { name: '登记新数值' }).click();
    await drawer.getByRole('spinbutton', { name: '新数值' }).fill('4000');
    await drawer.getByLabel('起始日期').fill('2031-01-01');
    await drawer.getByLabel('起始日期').press('Enter');
    await drawer.getByRole('textbox', { name: '出处' }).fill('瑞府办字〔2016〕1号');
    await drawer.getByRole('textbox', { name: '登记理由' }).fill('市里统一要求');
    await drawer.getByRole('button', { name: /^登\s?记$/ }).click();
    await drawer.getByText('数值不能大于 3650。').waitFor();
    await looked('policy-recording');
    await drawer.getByRole('spinbutton', { name: '新数值' }).fill('10');
    await drawer.getByRole('button', { name: /^登\s?记$/ }).click();
    await page.getByText('已登记；由另一人确认后，自 2031-01-01 起生效').waitFor();
    await drawer.getByText('瑞府办字〔2016〕1号').waitFor();
    const latest = () => drawer.locator('ol > li').first().innerText();
    expect(await latest()).toMatch(/10 天[\s\S]*2031-01-01 起[\s\S]*顾清和[\s\S]*市里统一要求[\s\S]*尚未生效/);
    await page.reload();
    const own = page.getByRole('region', { name: '等待另一人确认的数值' });
    await own.getByRole('button', { name: /^撤\s?回$/ }).waitFor();
    expect(await own.getByRole('button', { name: '确认生效' }).count()).toBe(0);
    await looked('policy-waiting');
    const colleague = await newPage(browser, ADDRESS);
    await signInAs(colleague, 'lin.upload');
    await colleague.goto('/identification/policies');
    await colleague.getByRole('button', { name: '确认生效' }).click();
    await colleague.getByText('已确认，自起始日期起生效').waitFor();
    await colleague.context().close();
    await page.reload();
    await page.getByRole('button', { name: '村委会公告天数' }).click();
    await drawer.getByText(/林致远确认/).waitFor();
    expect(await own.count()).toBe(0);
  });

  it('finds the same in English, with no Chinese left in the frame', async () => {
    await page.goto('/identification/city');
    await page.getByRole('button', { name: 'English' }).click();
    await page.getByRole('heading', { level: 1, name: /at a glance/ }).waitFor();
    expect(await page.locator('nav').first().innerText()).not.toMatch(/[\u4e00-\u9fff]/);
    await page.getByRole('button', { name: '中文' }).click();
  });

  it('has put nothing personal into an address', () => {
    const spoken = requested.map((url) => decodeURIComponent(url));
    expect(spoken.filter((url) => /[\u4e00-\u9fff]|\d{15,}|19900001234/.test(url.replace(ADDRESS, '')))).toEqual([]);
    expect(requested.filter((url) => !url.startsWith(ADDRESS) && !url.startsWith('data:') && !url.startsWith('blob:'))).toEqual([]);
  });
});

describe('others at work', () => {
  let browser: Browser;

  beforeAll(async () => void (browser = await openBrowser()));
  afterAll(() => browser.close());

  it.each([
    ['qian.finance', '/finance/directory', /户册副本/],
    ['song.auditor', '/identification/audit', /审计/],
    ['tang.system', '/identification/operations', /运行|死信/],
    ['shen.security', '/gateway/accounts', /账号/],
  ])('%s finds %s usable', async (userName, address, heading) => {
    const page = await newPage(browser, ADDRESS);
    await signInAs(page, userName);
    await page.goto(address);
    await page.getByRole('heading', { level: 1, name: heading }).waitFor();
    await page.waitForLoadState('networkidle');
    expect(await accessibilityProblems(page)).toEqual([]);
    for (const [viewport, width] of [
      [DESKTOP, '1366'],
      [PHONE, '375'],
    ] as const) {
      await page.setViewportSize(viewport);
      expect([address, width, await overflowsSideways(page)]).toEqual([address, width, false]);
      if (PICTURES) await page.screenshot({ path: path.join(PICTURES, `${address.split('/').pop()}-${width}.png`) });
    }
    await page.context().close();
  });
});
