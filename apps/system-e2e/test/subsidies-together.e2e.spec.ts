import { randomUUID } from 'node:crypto';
import { mkdirSync } from 'node:fs';
import path from 'node:path';
import type { Browser, Page } from 'playwright-core';
import { DESKTOP, newPage, openBrowser, PHONE } from '../src/browser.js';
import { lookedAt } from '../src/looked-at.js';
import { Officer } from '../src/officer.js';
import { signInAs } from '../src/sign-in-page.js';

const ADDRESS = process.env['E2E_ADDRESS'] ?? '';
/** Set to docs/screenshots to renew the pictures of the documentation. */
const PICTURES = process.env['E2E_SCREENSHOTS'];
const API = '/api/finance/v1';
const RUN = String(Date.now() % 100_000);
const PROJECTS = 14;
const OF_THE_VILLAGE = 3;

/** What industry accepted on paper becomes applications in one press of the township; the village sees what it can check together. */
describe('accepted projects applied for together', () => {
  let browser: Browser;
  let township: Officer;

  beforeAll(async () => {
    browser = await openBrowser();
    const county = await Officer.signIn(ADDRESS, 'qian.finance');
    township = await Officer.signIn(ADDRESS, 'deng.rentian');
    const village = await Officer.signIn(ADDRESS, 'ye.fenggang');
    const householdsOf = async (officer: Officer, limit: number) => {
      const { body } = await officer.get(`${API}/directory/households?status=registered&category=general&limit=${limit}`);
      return (body as { items: { number: string; headName: string; villageCode: string }[] }).items;
    };
    // of the village that checks in the end only a few, whom nothing else has touched: another test needs one that has no application
    const own = await householdsOf(village, 100);
    const others = (await householdsOf(township, 200)).filter(({ villageCode }) => villageCode !== own[0]?.villageCode);
    expect(others.length).toBeGreaterThanOrEqual(PROJECTS);
    const asked = [...others.slice(0, PROJECTS), ...own.slice(-OF_THE_VILLAGE)];
    const rows = asked.map(({ number, headName }, i) =>
      [number, headName, '蔬菜', 1, 2 + (i % 9), '2016-02-20', `产业验收〔2016〕${RUN}${i}号（示例）`].join(','),
    );
    const list = ['户编号,户主姓名,产业项目,第几年,规模,验收日期,验收文号', ...rows].join('\r\n');
    const headers = { 'Content-Type': 'text/csv', 'Idempotency-Key': randomUUID() };
    const taken = await county.request('POST', `${API}/claims/lists?kind=project`, headers, Buffer.from(list));
    expect([taken.status, taken.text]).toEqual([200, taken.text]);
  });
  afterAll(async () => {
    await browser?.close();
  });

  const as = async (userName: string): Promise<Page> => {
    const page = await newPage(browser, ADDRESS);
    await signInAs(page, userName);
    return page;
  };
  const pictured = async (page: Page, name: string): Promise<void> => {
    expect([name, await lookedAt(page)]).toEqual([name, []]);
    if (!PICTURES) return;
    mkdirSync(PICTURES, { recursive: true });
    for (const [viewport, width] of [
      [PHONE, '375'],
      [DESKTOP, '1366'],
    ] as const) {
      await page.setViewportSize(viewport);
      await page.screenshot({ path: path.join(PICTURES, `${name}-${width}.png`), fullPage: true });
    }
  };

  it('the township sees what each would get, and sends what can go together', async () => {
    const page = await as('deng.rentian');
    await page.goto('/finance/subsidies');
    await page.getByRole('link', { name: '已验收项目一并申请' }).click();
    await page.getByText('3.00 亩 × ').first().waitFor();
    await pictured(page, 'subsidies-projects');
    await page.getByRole('button', { name: /^申请所选 \d+ 项$/ }).click();
    const dialog = page.getByRole('dialog');
    await dialog.getByText('预计补助').waitFor();
    await dialog.getByRole('button', { name: '确认提交' }).click();
    await page.getByText(/^已提交 \d+ 项申请/).waitFor();
    const { body } = await township.get(`${API}/subsidy-applications?state=applied&limit=500`);
    const own = (body as { items: { enteredByName: string; parcel: string }[] }).items.filter(
      ({ enteredByName }) => enteredByName === '邓壬生',
    );
    expect(own.length).toBeGreaterThanOrEqual(PROJECTS - 2);
    expect(own.every(({ parcel }) => parcel.startsWith('验收项目·'))).toBe(true);
    // sent by mistake: taken back by the same hand, and waiting again
    await page.goto('/finance/subsidies/together/withdraw');
    await page
      .getByRole('checkbox', { name: /^选择 / })
      .first()
      .click();
    expect(await lookedAt(page)).toEqual([]);
    await page.getByRole('button', { name: '撤回所选 1 件' }).click();
    await dialog.getByLabel(/理由/).fill('选错办法');
    await dialog.getByRole('button', { name: /^确\s?认/ }).click();
    await page.getByText(/^已办理/).waitFor();
  });

  it('the village sees which it can check together, and which lacks its papers', async () => {
    const page = await as('zhong.fenggang');
    await page.goto('/finance/subsidies');
    await page.getByRole('link', { name: '一并初审' }).click();
    await page
      .getByText(/^须逐件办理：还缺/)
      .first()
      .waitFor();
    await pictured(page, 'subsidies-check-together');
  });
});
