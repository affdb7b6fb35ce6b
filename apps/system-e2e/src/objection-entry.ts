import type { Locator, Page } from 'playwright-core';
import { photo } from './evidence-files.js';
import type { Receipt } from './public-page.js';

interface Entered {
  readonly via: '书面' | '电话';
  readonly receivedOn: string;
  readonly text: string;
  readonly name?: string;
  readonly phone?: string;
  /** Tried first, and refused with what to do. */
  readonly refusedDay?: string;
}

/** On the page of the notice, by the office that was told; the receipt as it is handed over. */
export async function entersObjection(page: Page, said: Entered, look?: () => Promise<void>): Promise<Receipt> {
  await page.getByRole('button', { name: '登记书面或电话异议' }).click();
  const dialog = page.getByRole('dialog', { name: '登记异议' });
  await dialog.getByLabel(said.via, { exact: true }).check();
  const enter = dialog.getByRole('button', { name: /^登\s?记$/ });
  if (said.via === '书面') {
    expect(await enter.isDisabled()).toBe(true);
    await dialog
      .locator('input[type=file]')
      .last()
      .setInputFiles(await photo(`书面异议${page.url()}`));
    await dialog.getByText('扫描件已上传').waitFor();
  }
  await enter.click();
  await dialog.getByText('请填写收到日期').waitFor();
  await dialog.getByLabel('异议内容').fill(said.text);
  if (said.phone) await dialog.getByLabel(/^电话（/).fill(said.phone);
  await dated(dialog.getByLabel('收到日期'), said.refusedDay ?? said.receivedOn);
  await enter.click();
  if (said.phone && said.name) {
    await dialog.getByText('填写了电话或住址的，请填写姓名').waitFor();
    await dialog.getByLabel(/^姓名/).fill(said.name);
    await look?.();
    await enter.click();
  }
  if (said.refusedDay) {
    await dialog.getByText('收到日期不在公示期内').waitFor();
    await dialog.getByText(/请核对收到日期/).waitFor();
    await dated(dialog.getByLabel('收到日期'), said.receivedOn);
    await enter.click();
  }
  const receipt = dialog.getByRole('status');
  await receipt.getByText('异议已登记，请把回执交给异议人').waitFor();
  const [receiptNumber = '', secret = ''] = await receipt.locator('strong').allInnerTexts();
  await dialog.getByRole('button', { name: /^完\s?成$/ }).click();
  await dialog.waitFor({ state: 'hidden' });
  return { receiptNumber, secret };
}

/** Typed and left, as people do it; Enter would send the form. */
async function dated(field: Locator, day: string): Promise<void> {
  await field.fill(day);
  await field.press('Tab');
}
