import type { Page } from 'playwright-core';
import { STRANGER } from './seven-steps.js';

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

/** An extract of the police that names somebody nobody knows; returns its id. */
export async function policeExtractImported(page: Page, asOf: string): Promise<string> {
  const lines = ['被处罚人,公民身份号码,案由,决定日期', `鸫无关,${STRANGER},赌博,2015-11-11`];
  await importThroughPortal(page, {
    ...{ kindZh: '治安处罚信息', asOf, authority: '市公安局', document: '瑞公函〔2016〕3号' },
    file: { name: '治安处罚.csv', mimeType: 'text/csv', buffer: Buffer.from(`\ufeff${lines.join('\r\n')}\r\n`) },
  });
  await page.locator('.big-label').getByText('已匹配').waitFor();
  expect(await numbersOn(page)).toMatchObject({ 总行数: 1, 已匹配: 0, 已删除: 1 });
  return page.url().split('/').pop() ?? '';
}
