import type { Locator, Page } from 'playwright-core';
import type { SentFile } from './evidence-files.js';

/** What an officer may do about one rule, opened by its button. */
export async function drawerOf(page: Page, rule: string, button: string): Promise<Locator> {
  await page.locator(`#${rule}`).getByRole('button', { name: button }).click();
  const drawer = page.getByRole('dialog');
  await drawer.waitFor();
  return drawer;
}

/** What was found out about the rule whose drawer is open; the household is judged anew at once. */
export async function confirmed(
  page: Page,
  drawer: Locator,
  { ground, note, evidence }: { ground: string; note: string; evidence?: SentFile },
): Promise<void> {
  await drawer.getByText(ground).click();
  await drawer.getByLabel('核实情况').fill(note);
  if (evidence) await enclosed(drawer, evidence);
  await drawer.getByRole('button', { name: '提交核实结论' }).click();
  await page.getByText('已记录，已重新比对').last().waitFor();
  await drawer.waitFor({ state: 'hidden' });
}

export async function enclosed(drawer: Locator, file: SentFile): Promise<void> {
  await drawer.locator('input[type=file]').last().setInputFiles(file);
  await drawer.getByText('已附 1 份').waitFor();
}
