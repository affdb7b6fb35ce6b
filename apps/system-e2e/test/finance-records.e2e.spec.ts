import type { Browser, Locator, Page } from 'playwright-core';
import { newPage, openBrowser } from '../src/browser.js';
import { lookedAt } from '../src/looked-at.js';
import { Officer } from '../src/officer.js';
import { signInAs } from '../src/sign-in-page.js';

const ADDRESS = process.env['E2E_ADDRESS'] ?? '';
/** Another name with each run against the same product. */
const RUN = [...String(Date.now() % 10_000)].map((digit) => '零一二三四五六七八九'[Number(digit)]).join('');

/** What the county writes down before money can move, by its officer on the page. */
describe('the finance department', () => {
  let browser: Browser;
  let page: Page;

  beforeAll(async () => {
    browser = await openBrowser();
    page = await newPage(browser, ADDRESS);
    await signInAs(page, 'qian.finance');
  });
  afterAll(async () => {
    await browser?.close();
  });
  const dialog = (): Locator => page.getByRole('dialog');
  const record = async (): Promise<void> => {
    await dialog()
      .getByRole('button', { name: /^登\s?记$/ })
      .click();
    await dialog().waitFor({ state: 'hidden' });
  };
  const fill = async (within: Locator | Page, values: Record<string, string>): Promise<void> => {
    for (const [label, value] of Object.entries(values)) await within.getByLabel(label, { exact: true }).fill(value);
  };

  it('is at work in the demonstration: applications in every state before the approval', async () => {
    await page.goto('/finance/subsidies');
    for (const state of ['待村级初审', '待县级核定', '公示中']) await page.getByText(state).first().waitFor();
  });

  it('records a fund, its money and an allotment', async () => {
    await page.goto('/finance/budget');
    await page.getByRole('region', { name: '新增财力的 15%' }).getByText('达到').first().waitFor();
    await page.getByRole('button', { name: '新建资金' }).click();
    await fill(dialog(), { 年度: '2016', 资金名称: `追加资金${RUN}` });
    expect(await lookedAt(page)).toEqual([]);
    await record();
    const fund = page.getByRole('region', { name: '分配到乡镇和村' }).filter({ hasText: RUN }).first();
    await fund.getByRole('button', { name: '资金入账或调减' }).click();
    await fill(dialog(), { 金额: '500000', 日期: '2016-02-15', 依据文件: '瑞财〔2016〕9号', 说明: '追加预算' });
    await record();
    await fund.getByText('待审批的入账和调减').waitFor();
    const approver = await newPage(browser, ADDRESS);
    await signInAs(approver, 'meng.approve');
    await approver.goto('/finance/budget');
    const orders = approver.getByRole('listitem').filter({ hasText: `追加资金${RUN}` });
    const money = orders.filter({ hasText: '追加预算' });
    await money.getByRole('button', { name: '批准入账' }).click();
    await money.getByText(/孟慎之批准，已入账/).waitFor();
    await page.reload();
    await fund.getByText('500,000.00').first().waitFor();
    await fund.getByRole('button', { name: /^分\s?配$/ }).click();
    await dialog().getByLabel('区域').fill('壬田');
    await page.locator('.ant-cascader-menu-item:visible').filter({ hasText: '壬田' }).first().click();
    await fill(dialog(), { 金额: '200000', 依据文件: '瑞扶移〔2016〕9号', 说明: '壬田镇额度' });
    await record();
    await fund.getByText('待审批的分配').waitFor();
    expect(await lookedAt(page)).toEqual([]);
    await approver.reload();
    const order = orders.filter({ hasText: '分配额度' });
    await order.getByRole('button', { name: /^批\s?准$/ }).click();
    await order.getByText(/孟慎之批准，已生效/).waitFor();
    await approver.context().close();
    await page.reload();
    await fund.getByText('200,000.00').first().waitFor();
    expect(await fund.getByText('待审批的分配').count()).toBe(0);
    expect(await lookedAt(page)).toEqual([]);
  });

  it('records a scheme as the document has it', async () => {
    await page.goto('/finance/subsidy-schemes');
    await page.getByRole('button', { name: '新的办法' }).click();
    await page.getByRole('combobox', { name: '项目名称' }).click();
    await page.locator('.ant-select-dropdown:visible').getByText('油茶新造', { exact: true }).click();
    await fill(page, { 办法名称: `油茶奖补办法${RUN}`, 依据文件: '瑞府发〔2016〕3号' });
    expect(await lookedAt(page)).toEqual([]);
    await page.getByRole('button', { name: '登记并公布' }).click();
    await page.getByRole('heading', { name: `油茶奖补办法${RUN}` }).waitFor();
  });

  it('follows a balance to its entries, and sees which months are closed', async () => {
    await page.goto('/finance/ledger');
    await page.getByLabel('按哪天已记的账').fill('2016-01-01');
    await page.getByLabel('按哪天已记的账').press('Enter');
    await page.getByText('只算到 2016-01-01 为止已经记下的凭证').waitFor();
    expect(await lookedAt(page)).toEqual([]);
    await page.getByRole('button', { name: '按现在全部的账' }).click();
    await page.getByRole('link', { name: `追加资金${RUN}` }).click();
    await page.getByText('瑞财〔2016〕9号').waitFor();
    expect(await lookedAt(page)).toEqual([]);
    await page.goto('/finance/ledger/periods');
    await page.getByText('2016-02').waitFor();
    expect(await lookedAt(page)).toEqual([]);
  });

  it('compares the bank’s statement with the book: what the bank has alone is said', async () => {
    await page.goto('/finance/ledger');
    await page.getByRole('link', { name: '与银行对账' }).click();
    for (const [label, day] of [
      ['对账起日', '2016-02-15'],
      ['对账止日', '2016-02-15'],
    ] as const) {
      await page.getByLabel(label).fill(day);
      await page.getByLabel(label).press('Enter');
    }
    const statement = '日期,收入（元）,支出（元）,编号,摘要\n2016-02-15,,12.34,F-1,手续费\n合计,0.00,12.34,,';
    await page.locator('input[type=file]').setInputFiles({ name: 'statement.csv', mimeType: 'text/csv', buffer: Buffer.from(statement) });
    await page.getByText('总账没有这样的款项：请查明来源').waitFor();
    await page.getByRole('region', { name: '总账有、银行没有' }).getByText('资金入账').first().waitFor();
    expect(await lookedAt(page)).toEqual([]);
  });

  it('says who recorded which capacity of a year', async () => {
    await page.goto('/finance/budget');
    await page.getByRole('button', { name: '2016 年财力的登记沿革' }).click();
    await page.getByRole('dialog').getByText('现行').waitFor();
    expect(await lookedAt(page)).toEqual([]);
  });

  it('enters what another department wants paid; another person approves it', async () => {
    const [village, approver] = [await Officer.signIn(ADDRESS, 'ye.fenggang'), await Officer.signIn(ADDRESS, 'meng.approve')];
    const { body } = await village.get('/api/finance/v1/directory/households?status=registered&limit=1');
    const head = (body as { items: { headName: string }[] }).items[0]?.headName ?? '';
    await page.goto('/finance/claims');
    await page.getByRole('button', { name: '逐笔填报' }).click();
    await dialog().getByLabel('户主姓名').fill(head);
    await dialog()
      .getByRole('button', { name: /^查\s?找$/ })
      .click();
    await dialog()
      .getByRole('button', { name: `选择 ${head}` })
      .first()
      .click();
    for (const [label, option] of [
      ['节点', '搬迁入住'],
      ['资金来源', '市级平台资金'],
      ['资金', '2016年易地搬迁资金'],
    ] as const) {
      await dialog().getByRole('combobox', { name: label, exact: true }).click();
      await page.locator('.ant-select-dropdown:visible').getByText(option, { exact: true }).click();
    }
    await fill(dialog(), { 金额: '8000', 日期: '2016-02-20', 依据文件: `搬迁验收单${RUN}` });
    expect(await lookedAt(page)).toEqual([]);
    await dialog()
      .getByRole('button', { name: /^确\s?认$/ })
      .click();
    await page.getByText(`搬迁验收单${RUN}`).first().waitFor();
    expect(await lookedAt(page)).toEqual([]);
    const { body: claims } = await approver.get('/api/finance/v1/claims?state=proposed&limit=200');
    const claim = (claims as { items: { id: string; version: number; document: string }[] }).items.find(
      ({ document }) => document === `搬迁验收单${RUN}`,
    );
    const taken = await approver.post('/api/finance/v1/claims/steps', {
      step: 'approve',
      cases: [{ id: claim?.id, version: claim?.version }],
    });
    expect(taken.status).toBe(200);
    await page.goto('/finance/claims?state=approved&kind=relocation');
    await page
      .getByRole('listitem')
      .filter({ hasText: `搬迁验收单${RUN}` })
      .getByText('孟慎之 批准')
      .waitFor();
    await page.goto('/finance/household-benefits');
    await page.getByLabel('户主姓名').fill(head);
    await page.getByRole('button', { name: /^查\s?找$/ }).click();
    await page
      .getByRole('button', { name: `选择 ${head}` })
      .first()
      .click();
    await page.getByText('搬迁部门：还没有收到过报送，本页可能不全').waitFor();
    expect(await lookedAt(page)).toEqual([]);
  });

  it('warns the approver of what the household has already, and keeps the answer', async () => {
    const approver = await newPage(browser, ADDRESS);
    await signInAs(approver, 'meng.approve');
    await approver.goto('/finance/claims?state=proposed');
    await approver
      .getByRole('listitem')
      .filter({ hasText: /封顶验收单/ })
      .getByRole('checkbox')
      .check();
    await approver.getByRole('button', { name: /^批\s?准$/ }).click();
    await approver.getByText('请核实：搬迁补助每户合计上限').waitFor();
    await approver.getByText(/还没有收到过危房改造补助的发放名单/).waitFor();
    expect(await lookedAt(approver)).toEqual([]);
    await approver.getByLabel('为什么仍可批准').fill('按人补助，四人户');
    await approver
      .getByRole('dialog')
      .getByRole('button', { name: /^确\s?认$/ })
      .click();
    await approver.getByRole('dialog').waitFor({ state: 'hidden' });
    await approver.context().close();
  });
});
