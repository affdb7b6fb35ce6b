import type { Page } from 'playwright-core';
import { APPLICANT } from './applicant.js';
import { PHONE } from './browser.js';
import { choose } from './screens.js';

/** The application of the household, group by group on a phone, to its draft. */
export async function applicationWritten(page: Page, look: () => Promise<void>): Promise<void> {
  await page.goto('/identification/cases/new');
  await page.getByLabel('村民小组').fill(APPLICANT.group);
  await page.getByLabel('地址').fill(APPLICANT.address);
  await page.getByLabel('联系电话').fill(APPLICANT.phone);
  await choose(page, '贫困户属性', '一般贫困户');
  await page.getByLabel('开户银行').fill('演示银行');
  await page.getByLabel('银行账号').fill(APPLICANT.bankAccount);
  await next(page);
  await page.getByLabel('姓名').fill(APPLICANT.name);
  await page.getByLabel('证件号码').fill(APPLICANT.idNumber);
  await page.getByText('1968-05-04').waitFor();
  await page.getByText('文化、健康、务工、保险').click();
  await choose(page, '健康状况', '大病');
  await choose(page, '健康状况', '残疾');
  await page.keyboard.press('Escape');
  for (const [number, name, relation, idNumber] of [
    [2, APPLICANT.spouseName, '配偶', APPLICANT.spouseIdNumber],
    [3, APPLICANT.minorName, '之子', APPLICANT.minorIdNumber],
  ] as const) {
    await page.getByRole('button', { name: '增加一名成员' }).click();
    const member = page.getByRole('group', { name: `第 ${number} 名成员` });
    await member.getByLabel('姓名').fill(name);
    await choose(page, '与户主关系', relation, member);
    await member.getByLabel('证件号码').fill(idNumber);
  }
  await look();
  await page.setViewportSize(PHONE);
  await next(page);
  await choose(page, '主要致贫原因', '缺技术');
  await page.getByLabel('申请理由').fill(APPLICANT.statement);
  await next(page);
  await page.getByLabel('年度').fill('2015');
  await page.getByLabel('工资性收入').fill('3000');
  await next(page);
  await page.getByLabel('住房面积').fill('80');
  await next(page);
  await next(page);
  await page.getByText('已填写完整').waitFor();
  await page.getByRole('button', { name: '去补材料、提交' }).click();
  await page.getByRole('heading', { level: 1, name: new RegExp(APPLICANT.name) }).waitFor();
}

const next = async (page: Page): Promise<void> => {
  await page.getByRole('button', { name: '保存，下一组' }).click();
  await page.getByText('已保存').waitFor();
};
