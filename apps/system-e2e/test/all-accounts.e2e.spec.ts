import type { Browser, Locator, Page } from 'playwright-core';
import { newPage, openBrowser } from '../src/browser.js';
import { listenForTrouble, lookedAt, refusalsOn } from '../src/looked-at.js';
import { until } from '../src/until.js';
import { signInAs } from '../src/sign-in-page.js';

const ADDRESS = process.env['E2E_ADDRESS'] ?? '';
/** Accounts stand in the gateway's list; the walk takes whatever is there. */
const { items: accounts } = (await (await fetch(`${ADDRESS}/api/gateway/v1/demo-accounts`)).json()) as { items: { userName: string }[] };

describe('every account of the demonstration', () => {
  let browser: Browser;
  /** A screen that one account has seen fit and accessible is only opened by the others. */
  const checked = new Set<string>();
  /** What an account is offered, of which another has opened every entry: its first page is enough. */
  const walked = new Set<string>();

  beforeAll(async () => void (browser = await openBrowser()));
  afterAll(() => browser.close());

  it('is there', () => expect(accounts.length).toBeGreaterThan(15));

  it(
    'opens every entry of the navigation without an error',
    async () => {
      const waiting = accounts.map(({ userName }) => userName);
      const wrong: string[] = [];
      const lane = async (): Promise<void> => {
        for (let userName = waiting.shift(); userName; userName = waiting.shift())
          await walk(userName).catch((error: Error) => wrong.push(`${userName}: ${error.message}`));
      };
      await Promise.all([lane(), lane()]);
      expect(wrong).toEqual([]);
    },
    15 * 60_000,
  );

  async function walk(userName: string): Promise<void> {
    const page = await newPage(browser, ADDRESS);
    const trouble = listenForTrouble(page);
    await signInAs(page, userName);
    await page.locator('main h1').first().waitFor();
    const entries = page.locator('.shell-side nav a');
    const addresses = await entries.evaluateAll((links) => links.map((link) => link.getAttribute('href') ?? ''));
    expect([userName, addresses.length > 0]).toEqual([userName, true]);
    const offered = addresses.join(' ');
    const first = walked.has(offered) ? addresses.slice(0, 1) : addresses;
    walked.add(offered);
    for (const [i, address] of first.entries()) {
      await entries.nth(i).click();
      await settled(page, address);
      const screen = address.split('/').pop() ?? '';
      const isNew = !checked.has(screen);
      checked.add(screen);
      const problems = isNew ? await lookedAt(page) : await refusalsOn(page);
      expect([userName, address, problems, trouble]).toEqual([userName, address, [], []]);
      // the office's words only; system administrators read names of programs, security administrators user names
      if (screen !== 'operations' && screen !== 'accounts')
        expect([userName, address, await technicalWords(page)]).toEqual([userName, address, []]);
    }
    await page.context().close();
  }
});

async function settled(page: Page, address: string): Promise<void> {
  await page.waitForURL((url) => url.pathname === address);
  await page.locator('main h1').first().waitFor();
  await expectNone(page.locator('main [aria-busy="true"]'));
}

/** Cells and tags that hold nothing but a technical name in Latin letters (`policy.record`, `livingAllowance`, `import 01532fb0`). */
async function technicalWords(page: Page): Promise<string[]> {
  const texts = await page.locator('main td, main dd, main .status-tag').allInnerTexts();
  return texts.map((text) => text.trim()).filter((text) => /^[a-z]+([A-Z][a-z]+|[._-][a-z]+)+$|^[a-z]+ [0-9a-f]{8}$/.test(text));
}

/** The page's own policy forbids evaluated predicates: so it is asked, again and again. */
const expectNone = (what: Locator): Promise<boolean> => until('everything is read', async () => (await what.count()) === 0);
