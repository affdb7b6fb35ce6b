import { mkdirSync } from 'node:fs';
import path from 'node:path';
import type { Browser, Page } from 'playwright-core';
import { accessibilityProblems, DESKTOP, newPage, overflowsSideways, PHONE } from './browser.js';
import { signInAs } from './sign-in-page.js';

/** Set to docs/screenshots to renew the pictures of the documentation. */
const PICTURES = process.env['E2E_SCREENSHOTS'];

/** A page for each account, signed in once, and what is looked at on every screen. */
export class Desks {
  private readonly pages = new Map<string, Page>();

  /** @param prefix begins the names of the pictures */
  constructor(
    private readonly browser: Browser,
    private readonly address: string,
    private readonly prefix: string,
  ) {}

  async as(userName: string, viewport = DESKTOP): Promise<Page> {
    const known = this.pages.get(userName);
    if (known) return known;
    const page = await newPage(this.browser, this.address, viewport);
    await signInAs(page, userName);
    this.pages.set(userName, page);
    return page;
  }

  /** Sticks out nowhere on a PC and a phone, and is accessible. */
  async looked(page: Page, name: string): Promise<void> {
    const before = page.viewportSize() ?? DESKTOP;
    for (const [viewport, width] of [
      [PHONE, '375'],
      [DESKTOP, '1366'],
    ] as const) {
      await page.setViewportSize(viewport);
      expect([name, width, await overflowsSideways(page)]).toEqual([name, width, false]);
      if (!PICTURES) continue;
      mkdirSync(PICTURES, { recursive: true });
      await page.screenshot({ path: path.join(PICTURES, `${this.prefix}-${name}-${width}.png`), fullPage: true });
    }
    await page.setViewportSize(before);
    expect([name, await accessibilityProblems(page)]).toEqual([name, []]);
  }
}

/** Ant Design puts a space between two characters on a button. */
export const spaced = (name: string): RegExp => new RegExp(`^${[...name].join('\\s?')}$`);

/** An option of a select that has a label. */
export async function chosen(page: Page, label: string, option: string): Promise<void> {
  await page.getByRole('combobox', { name: label }).click();
  await page.locator('.ant-select-dropdown:visible').getByText(option, { exact: true }).click();
}
