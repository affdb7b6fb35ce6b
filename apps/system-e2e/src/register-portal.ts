import type { Page } from 'playwright-core';

export interface ExtractEntries {
  readonly kindZh: string;
  readonly asOf: string;
  readonly authority: string;
  readonly document: string;
  readonly file: string | { name: string; mimeType: string; buffer: Buffer };
}

/** Imports an extract as an officer does: what it is, the file, the button. */
export async function importThroughPortal(page: Page, { kindZh, asOf, authority, document, file }: ExtractEntries): Promise<void> {
  await page.goto('/identification/registers');
  const form = page.getByRole('region', { name: '导入一批数据' });
  await form.getByLabel('哪一种登记数据').click();
  await page.locator('.ant-select-item-option').getByText(kindZh, { exact: true }).click();
  await form.getByLabel('提取日期').fill(asOf);
  await form.getByLabel('提取日期').press('Enter');
  await form.getByLabel('提供部门').fill(authority);
  await form.getByLabel('来函或清单').fill(document);
  await form.locator('input[type=file]').setInputFiles(file);
  await form.getByRole('button', { name: '上传并比对' }).click();
  await page.waitForURL(/identification\/registers\/[0-9a-f-]{36}$/);
}

/** The big numbers of the page, by their label. */
export async function numbersOn(page: Page): Promise<Record<string, number>> {
  const items = await page.locator('.big-numbers > li').all();
  const pairs = await Promise.all(
    items.map(async (item) => {
      const [label, value] = await Promise.all([item.locator('.big-label').innerText(), item.locator('.big-value').innerText()]);
      return [label, Number(value.replace(/\D/g, ''))] as const;
    }),
  );
  return Object.fromEntries(pairs);
}
