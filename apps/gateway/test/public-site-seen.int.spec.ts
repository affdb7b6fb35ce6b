import { createRequire } from 'node:module';
import { readFileSync } from 'node:fs';
import chromium from '@sparticuz/chromium';
import { chromium as playwright, type Browser, type Page } from 'playwright-core';
import { NOTICE_ID, NoticeDepartment } from './notice-department.js';
import { startGateway, type TestGateway } from './start-gateway.js';

const OWN = `/public/identification/notices/${NOTICE_ID}`;
const AXE = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
/** In one process the browser dies with its first context that closes. */
const UNWANTED = ['--single-process', '--no-zygote', '--disable-web-security'];

async function openBrowser(attempts = 3): Promise<Browser> {
  try {
    return await playwright.launch({
      executablePath: await chromium.executablePath(),
      args: [...chromium.args.filter((arg) => !UNWANTED.includes(arg)), '--no-sandbox'],
      headless: true,
    });
  } catch (error) {
    if (attempts <= 1) throw error;
    return openBrowser(attempts - 1);
  }
}

describe('the notice board as it is seen', () => {
  let gateway: TestGateway;
  let department: NoticeDepartment;
  let browser: Browser;

  beforeAll(async () => {
    department = await NoticeDepartment.open();
    gateway = await startGateway({ JINGZHUN_IDENTIFICATION_URL: department.url });
    browser = await openBrowser();
  }, 120_000);
  afterAll(async () => {
    await browser?.close();
    await gateway?.stop();
    await department?.close();
  });

  /** Scripts of a page are off, as on a phone that saves data; the test's own looking is not a script of the page. */
  async function pageOf(path: string, width: number): Promise<Page> {
    const context = await browser.newContext({
      baseURL: gateway.origin,
      viewport: { width, height: 640 },
      javaScriptEnabled: false,
      locale: 'zh-CN',
    });
    const page = await context.newPage();
    await page.goto(path);
    return page;
  }

  it.each(['/public', '/public/places/360781102', OWN, `${OWN}/object`, '/public/receipts', `${OWN}?lang=en`, '/public/nowhere'])(
    '%s fits a cheap phone and reads large',
    async (path) => {
      const page = await pageOf(path, 320);
      for (const width of [320, 375, 1366]) {
        await page.setViewportSize({ width, height: 640 });
        const seen = await page.evaluate<[boolean, number]>(
          '[document.documentElement.scrollWidth > document.documentElement.clientWidth + 1, Number.parseFloat(getComputedStyle(document.body).fontSize)]',
        );
        expect([path, width, ...seen]).toEqual([path, width, false, 20]);
      }
      await page.context().close();
    },
    60_000,
  );

  it('is clean for a screen reader, in both languages', async () => {
    const context = await browser.newContext({ baseURL: gateway.origin, viewport: { width: 375, height: 640 }, bypassCSP: true });
    const page = await context.newPage();
    for (const path of ['/public', '/public/places/360781102', OWN, `${OWN}/object`, '/public/receipts', `${OWN}/object?lang=en`]) {
      await page.goto(path);
      await page.addScriptTag({ content: AXE });
      const found = await page.evaluate<string[]>(
        `axe.run({ runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'best-practice'] }).then((r) => r.violations.map((v) => v.id + ' ' + v.nodes.map((n) => n.target).join(' | ')))`,
      );
      expect([path, found]).toEqual([path, []]);
    }
    await context.close();
  });

  it('an objection goes by keyboard alone, without a script, and ends with a receipt', async () => {
    const page = await pageOf(OWN, 375);
    await page.getByRole('link', { name: '提出异议' }).press('Enter');
    await page.getByLabel('您的意见').fill('该户去年已在县城买房。');
    await page.getByLabel('您的意见').press('Tab');
    await page.keyboard.press('Tab');
    await page.keyboard.press('Tab');
    // the field that only machines see is not reached
    await page.keyboard.press('Enter');
    await page.getByRole('heading', { name: '异议已收到' }).waitFor();
    expect(await page.getByText('4K7Q-2M9X').isVisible()).toBe(true);
    await page.context().close();
  });
});
