import type { Page } from 'playwright-core';
import { checkDigitOf } from './id-check-digit.js';

/** Texts that can occur by no chance: found again, they were written down in the clear. */
export const TYPED = {
  address: '鹤鸣路九九九号',
  otherAddress: '雁归巷八八八号',
  need: '盼修灌溉水渠甲',
  draft: '盼通路灯丙',
  phone: '19900555517',
  headName: '甄新户',
  idNumber: withCheckDigit('36079919780415332'),
};

/** A household of the round, as the township reads it. */
export interface Unit {
  id: string;
  headName: string;
  state: string;
  version: number;
  answers: Record<string, unknown>;
  visits: { result: string }[];
  photos: { arrived: boolean }[];
}

/** A round for the township, planned and opened on its pages. */
export async function roundOpened(office: Page): Promise<string> {
  await office.goto('/identification/surveys');
  await office.getByRole('button', { name: '新建一轮调查' }).click();
  await office.getByLabel('名称').fill('2016年壬田镇摸底调查');
  for (const [label, value] of [
    ['开始日期', '2016-03-01'],
    ['结束日期', '2016-04-30'],
  ] as const) {
    await office.getByLabel(label).fill(value);
    await office.keyboard.press('Enter');
  }
  await office.getByLabel('收入年度').fill('2015');
  for (const [label, name] of [
    ['冲突决定人', '许望山'],
    ['替补', '林致远'],
  ] as const) {
    await office.getByLabel(label).click();
    await office.locator('.ant-select-dropdown:not(.ant-select-dropdown-hidden) .ant-select-item-option').getByText(name).click();
  }
  await office.getByRole('button', { name: '保存' }).click();
  await office.waitForURL(/identification\/surveys\/[0-9a-f-]{36}$/);
  await office.getByRole('button', { name: '开始调查' }).click();
  await office.getByRole('dialog').getByRole('button', { name: '开始调查' }).click();
  await office.getByText('进行中').first().waitFor();
  return office.url().split('/').pop() ?? '';
}

function withCheckDigit(seventeen: string): string {
  return `${seventeen}${checkDigitOf(seventeen)}`;
}
