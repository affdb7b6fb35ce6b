import type { Page } from 'playwright-core';
import { accessibilityProblems, DESKTOP, overflowsSideways, PHONE } from './browser.js';

/** What went wrong on a page while somebody looked at it: answers of 400 and more, script errors. */
export function listenForTrouble(page: Page): string[] {
  const trouble: string[] = [];
  page.on('response', (response) => {
    const { pathname } = new URL(response.url());
    if (response.status() >= 400 && pathname !== '/auth/session')
      trouble.push(`${response.status()} ${response.request().method()} ${pathname}`);
  });
  page.on('pageerror', (error) => trouble.push(`script: ${error.message}`));
  return trouble;
}

/** Refusals on the page as it stands. */
export const refusalsOn = async (page: Page): Promise<string[]> =>
  (await page.locator('main .ant-alert-error').allInnerTexts()).map((refusal) => `refused: ${refusal.slice(0, 120)}`);

/** Says what is wrong with the page as it stands: refusals on screen, sideways overflow on a PC and a phone, accessibility. */
export async function lookedAt(page: Page): Promise<string[]> {
  const problems = await refusalsOn(page);
  for (const [viewport, width] of [
    [PHONE, 375],
    [DESKTOP, 1366],
  ] as const) {
    await page.setViewportSize(viewport);
    if (await overflowsSideways(page)) problems.push(`sticks out at ${width} px`);
  }
  return [...problems, ...(await accessibilityProblems(page))];
}
