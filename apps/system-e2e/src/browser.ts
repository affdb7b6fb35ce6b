import chromium from '@sparticuz/chromium';
import AxeBuilder from '@axe-core/playwright';
import { chromium as playwright, type Browser, type BrowserContextOptions, type Page } from 'playwright-core';

/** In one process the browser dies with its first context that closes. */
const UNWANTED = ['--single-process', '--no-zygote', '--disable-web-security'];

export const browserArguments = (): string[] => [
  ...chromium.args.filter((arg) => !UNWANTED.includes(arg)),
  '--no-sandbox',
  '--disable-background-networking',
];

/** Chromium from the npm package; no download, no display. On a busy machine it now and then dies at its start: then once more. */
export async function openBrowser(attempts = 3): Promise<Browser> {
  try {
    return await playwright.launch({
      executablePath: await chromium.executablePath(),
      args: browserArguments(),
      headless: true,
    });
  } catch (error) {
    if (attempts <= 1) throw error;
    return openBrowser(attempts - 1);
  }
}

export const DESKTOP = { width: 1366, height: 768 };
export const PHONE = { width: 375, height: 812 };

export async function newPage(browser: Browser, address: string, viewport = DESKTOP, options: BrowserContextOptions = {}): Promise<Page> {
  const context = await browser.newContext({
    baseURL: address,
    viewport,
    locale: 'zh-CN',
    timezoneId: 'Asia/Shanghai',
    reducedMotion: 'reduce',
    ...options,
  });
  return context.newPage();
}

/**
 * Violations of WCAG 2.1 A and AA on the page once no command is under way, as one line each. A button that begins to wait in between is
 * inactive, and contrast is not asked of what is (1.4.3).
 */
export async function accessibilityProblems(page: Page): Promise<string[]> {
  await page.locator('.ant-btn-loading').first().waitFor({ state: 'detached' });
  const { violations } = await new AxeBuilder({ page })
    .withTags(['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa'])
    .exclude('.ant-btn-loading')
    .analyze();
  return violations.map(
    ({ id, nodes }) =>
      `${id}: ${nodes
        .map(({ target }) => target.join(' '))
        .slice(0, 3)
        .join(' | ')}`,
  );
}

/**
 * Whether anything sticks out to the right of the viewport, once the page has answered a change of its width (tables turn into cards a moment later).
 * Asked from outside: the page's Content Security Policy forbids the evaluation `waitForFunction` repeats inside it, so that throws as soon as the first answer is no.
 */
export async function overflowsSideways(page: Page): Promise<boolean> {
  const fits = () => page.evaluate<boolean>('document.documentElement.scrollWidth <= document.documentElement.clientWidth + 1');
  for (let tries = 0; tries < 100; tries += 1) {
    if (await fits()) return false;
    await page.waitForTimeout(100);
  }
  return true;
}
