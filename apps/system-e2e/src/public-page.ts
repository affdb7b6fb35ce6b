import { textOfPdf } from '@jingzhun/print/testing';
import type { Page } from 'playwright-core';

export interface Receipt {
  readonly receiptNumber: string;
  readonly secret: string;
}

/** As a villager does it: no account, no script, a cheap phone. */
export async function objectsOnPhone(
  page: Page,
  noticeId: string,
  said: { text: string; name?: string; phone?: string },
): Promise<Receipt> {
  await page.goto(`/public/identification/notices/${noticeId}`);
  await page.getByRole('link', { name: '提出异议' }).click();
  await page.getByLabel('您的意见').fill(said.text);
  if (said.name) await page.getByLabel('姓名（可以不填）').fill(said.name);
  if (said.phone) await page.getByLabel('联系电话（可以不填）').fill(said.phone);
  await page.getByRole('button', { name: '提交' }).click();
  await page.getByRole('heading', { name: '异议已收到' }).waitFor();
  const [receiptNumber = '', secret = ''] = await page.locator('.receipt').allInnerTexts();
  return { receiptNumber, secret };
}

export async function asksForAnswer(page: Page, { receiptNumber, secret }: Receipt): Promise<void> {
  await page.goto('/public/receipts');
  await page.getByLabel('回执号').fill(receiptNumber);
  await page.getByLabel('查询码').fill(secret);
  await page.getByRole('button', { name: '查询', exact: true }).click();
  await page.getByRole('heading', { name: '异议办理情况' }).waitFor();
}

/** Everything the public is given of a notice: both languages, the interface's answer, the papers' text. */
export async function publicTexts(address: string, noticeId: string): Promise<string> {
  const texts: string[] = [];
  for (const path of [
    `/public`,
    `/public/identification/notices/${noticeId}`,
    `/public/identification/notices/${noticeId}?lang=en`,
    `/api/identification/v1/public/notices`,
    `/api/identification/v1/public/notices/${noticeId}`,
  ]) {
    const answer = await fetch(`${address}${path}`);
    if (answer.status !== 200) throw new Error(`${path}: ${answer.status}`);
    texts.push(await answer.text());
  }
  for (const language of ['', '?lang=en']) {
    const answer = await fetch(`${address}/public/identification/notices/${noticeId}/notice.pdf${language}`);
    if (answer.status !== 200) throw new Error(`paper: ${answer.status}`);
    texts.push(...(await textOfPdf(new Uint8Array(await answer.arrayBuffer()))).map((page) => page.replaceAll(/\s/g, '')));
  }
  return texts.join('\n');
}
