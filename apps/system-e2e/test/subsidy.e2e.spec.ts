import { randomUUID } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { textOfPdf } from '@jingzhun/print/testing';
import type { Browser, Page } from 'playwright-core';
import sharp from 'sharp';
import { DESKTOP, newPage, openBrowser, PHONE } from '../src/browser.js';
import { chosen, Desks, spaced } from '../src/desks.js';
import { Officer } from '../src/officer.js';
import { setUpSubsidies } from '../src/set-up-subsidies.js';
import { signInAs } from '../src/sign-in-page.js';
import { until } from '../src/until.js';

const ADDRESS = process.env['E2E_ADDRESS'] ?? '';
const API = '/api/finance/v1';
const FUND = 'industry-reward-2016';
const SCHEME = 'reward-2016';
const PARCEL = `屋背坑${Date.now() % 10_000}`;
/** Of its own each time: a number that two households have is asked about. */
const ACCOUNT = `622848${String(Date.now()).padStart(13, '0').slice(-13)}`;
const ANOTHER = '在屋背坑往里两里，是另一户的山场';

/** By nine accounts of the demonstration, from the application in the village to the bank's answer. */
describe('a reward subsidy', () => {
  let browser: Browser;
  let county: Officer;
  let village: Officer;
  let system: Officer;
  let picture: Buffer;
  let id = '';
  let head = '';
  let batch = '';
  let desks: Desks;
  const as = (userName: string, viewport = DESKTOP): Promise<Page> => desks.as(userName, viewport);
  const looked = (page: Page, name: string): Promise<void> => desks.looked(page, name);

  beforeAll(async () => {
    browser = await openBrowser();
    desks = new Desks(browser, ADDRESS, 'subsidy');
    picture = await sharp({ create: { width: 640, height: 480, channels: 3, background: '#5a7d3a' } })
      .jpeg()
      .toBuffer();
    [county, village, system] = [
      await Officer.signIn(ADDRESS, 'qian.finance'),
      await Officer.signIn(ADDRESS, 'ye.fenggang'),
      await Officer.signIn(ADDRESS, 'shao.system'),
    ];
  });
  afterAll(async () => {
    await browser?.close();
  });

  const open = async (userName: string): Promise<Page> => {
    const page = await as(userName);
    await page.goto(`/finance/subsidies/${id}`);
    await page.getByRole('heading', { level: 1, name: new RegExp(head) }).waitFor();
    return page;
  };
  /** The button of a step and the one that confirms it. */
  const step = async (userName: string, name: string): Promise<Page> => {
    const page = await open(userName);
    await page.getByRole('button', { name: spaced(name) }).click();
    await page
      .getByRole('dialog')
      .getByRole('button', { name: spaced('确认') })
      .click();
    await page.getByRole('dialog').waitFor({ state: 'hidden' });
    return page;
  };
  const stateOf = async (): Promise<string> => ((await county.get(`${API}/subsidy-applications/${id}`)).body as { state: string }).state;
  const versioned = async (who: Officer, address: string) => (await who.get(address)).body as { version: number; notice: { id: string } };

  it('is set up by the county: fund, allotment, scheme', async () => {
    await setUpSubsidies(county, await Officer.signIn(ADDRESS, 'meng.approve'), { fund: FUND, scheme: SCHEME });
    const { body } = await village.get(`${API}/subsidy-schemes`);
    expect((body as { items: { code: string }[] }).items.map(({ code }) => code)).toContain(SCHEME);
    const { body: directory } = await village.get(`${API}/directory/households?status=registered&category=general&limit=100`);
    // one that has none yet: on a product that is up already the test may have run before
    const { body: applied } = await village.get(`${API}/subsidy-applications?limit=500`);
    const taken = new Set((applied as { items: { headName: string }[] }).items.map((one) => one.headName));
    head = (directory as { items: { headName: string }[] }).items.find((one) => !taken.has(one.headName))?.headName ?? '';
    expect(head).not.toBe('');
  });

  it('is applied for in the village and checked there by another person', async () => {
    const page = await as('ye.fenggang');
    await page.goto('/finance/subsidies');
    await page.getByRole('button', { name: '新建申请' }).click();
    await page.getByLabel('户主姓名').fill(head);
    await page.getByRole('button', { name: spaced('查找') }).click();
    await page
      .getByRole('button', { name: `选择 ${head}` })
      .first()
      .click();
    await chosen(page, '补助项目', '脐橙');
    await page.getByRole('spinbutton', { name: '数量' }).fill('6');
    await page.getByLabel('地块（设施）名称').fill(PARCEL);
    await page.getByLabel('地块（设施）名称').blur();
    await page.locator('input[type=file]').last().setInputFiles({ name: '证明.jpg', mimeType: 'image/jpeg', buffer: picture });
    await page.getByText('已传 1 份').waitFor();
    await looked(page, 'apply');
    // the demonstration has a 屋背坑 in this village: whoever sends without an answer is asked, and who answers says it to all who decide
    await page.getByText('村里已有名称相近的地块“屋背坑”。').first().waitFor();
    await page.getByRole('button', { name: '提交申请' }).click();
    await page.getByText('请写明为什么是另一处').waitFor();
    await page.getByLabel('为什么是另一处').fill(ANOTHER);
    await page.getByText('请写明为什么是另一处').waitFor({ state: 'hidden' });
    await looked(page, 'possible-duplicate');
    await page.getByRole('button', { name: '提交申请' }).click();
    await page.waitForURL(/subsidies\/[0-9a-f-]{36}$/);
    id = page.url().split('/').at(-1) ?? '';
    await page.getByText('不能由填报人本人办理').waitFor();
    await page.getByText(`填报人说明：${ANOTHER}`).waitFor();
    await looked(page, 'applied');
    await step('zhong.fenggang', '初审通过');
    expect(await stateOf()).toBe('villageChecked');
  });

  it('is measured on site on a phone with photographs, and accepted by a second person', async () => {
    const page = await as('deng.rentian', PHONE);
    await page.goto('/finance/subsidies?waiting=me');
    await page
      .getByRole('link', { name: new RegExp(head) })
      .first()
      .waitFor();
    await looked(page, 'work');
    await page.goto(`/finance/subsidies/${id}`);
    await page.getByRole('button', { name: '现场测量' }).click();
    await page.getByLabel('测得数量').fill('5.5');
    const { body: clock } = await system.get(`${API}/clock`);
    await page.getByLabel('到场日期').fill((clock as { today: string }).today);
    await page.keyboard.press('Enter');
    const photos = page.getByRole('group', { name: '现场照片' }).locator('input[type=file]').last();
    for (const count of [1, 2]) {
      await photos.setInputFiles({ name: `现场${count}.jpg`, mimeType: 'image/jpeg', buffer: picture });
      await page.getByText(`已传 ${count} 张`).waitFor();
    }
    await looked(page, 'measure');
    await page.getByRole('button', { name: '提交测量' }).click();
    await page.getByText('须由另一名到场的验收人确认').waitFor();
    await step('fang.rentian', '确认验收');
    expect(await stateOf()).toBe('accepted');
  });

  it('is worked out by the bureau, every cut explained', async () => {
    const page = await as('qian.finance');
    await page.goto('/finance/subsidies/round');
    const code = page.getByRole('combobox', { name: '奖补办法' });
    if (await code.isVisible().catch(() => false)) await chosen(page, '奖补办法', '2016年产业奖补办法');
    await page.getByText('超出部分核减 300.00 元').waitFor();
    await looked(page, 'round');
    await page.getByRole('button', { name: /核定第 \d+ 批/ }).click();
    await page
      .getByRole('dialog')
      .getByRole('button', { name: /核定第 \d+ 批/ })
      .click();
    await page.getByText(/已核定：1 件，共 3,000.00 元/).waitFor();
    expect(await stateOf()).toBe('granted');
  });

  it('hangs for ten days, with photographs, and is closed', async () => {
    await step('ye.fenggang', '张贴公示');
    const { notice } = await versioned(village, `${API}/subsidy-applications/${id}`);
    const prove = async (occasion: 'first' | 'last'): Promise<void> => {
      const answer = await village.post(`${API}/notices/${notice.id}/proofs`, {
        occasion,
        attachmentIds: [await uploaded(village, picture)],
      });
      expect([occasion, answer.status]).toEqual([occasion, 200]);
    };
    await prove('first');
    await system.post(`${API}/clock/advance`, { hours: 240 });
    await prove('last');
    await system.post(`${API}/clock/advance`, { hours: 24 });
    const page = await as('ye.fenggang');
    await page.goto(`/finance/notices/${notice.id}`);
    await page.getByText('3,000.00 元').waitFor();
    await looked(page, 'notice');
    await page.getByRole('button', { name: /办结/ }).click();
    await until('the notice is closed', async () => ((await stateOf()) === 'noticeClosed' ? true : undefined));
  });

  it('is approved by a person who took no part, and waits for its money', async () => {
    await (await open('meng.approve')).getByText(`填报人说明：${ANOTHER}`).waitFor();
    const page = await step('meng.approve', '批准');
    await page.getByText('由付款批次办理').waitFor();
    await looked(page, 'approved');
    expect(await stateOf()).toBe('approved');
  });

  it('is paid once by three persons; a wrong answer of the bank is refused in words', async () => {
    const clerk = await as('qian.finance');
    await clerk.goto('/finance/payment-batches');
    await clerk.getByRole('button', { name: '新建批次' }).click();
    await clerk.getByLabel('批次名称').fill('2016年第一批产业奖补');
    await chosen(clerk, '资金', '2016年产业奖补资金');
    await clerk
      .getByRole('dialog')
      .getByRole('button', { name: spaced('确认') })
      .click();
    await clerk.waitForURL(/payment-batches\/[0-9a-f-]{36}$/);
    batch = clerk.url().split('/').at(-1) ?? '';
    await clerk.getByRole('button', { name: '列入已批准的款项' }).click();
    await clerk.getByRole('button', { name: '登记账户' }).first().click();
    for (const [label, value] of [
      ['开户银行', '瑞金农商银行'],
      ['一卡通账号', ACCOUNT],
      ['依据', '一卡通名册'],
      ['理由', '首次登记'],
    ] as const)
      await clerk.getByRole('dialog').getByLabel(label).fill(value);
    await clerk
      .getByRole('dialog')
      .getByRole('button', { name: spaced('确认') })
      .click();
    await clerk
      .getByText(new RegExp(ACCOUNT.slice(-4)))
      .first()
      .waitFor();
    // the batch itself is read anew: its check digits cover the account
    await clerk.getByText('户还没有一卡通账户').waitFor({ state: 'hidden' });
    await clerk.getByRole('button', { name: '按纸质清单申报' }).click();
    await clerk.getByLabel('清单上的笔数').fill('1');
    await clerk.getByLabel('清单上的合计金额').fill('3000');
    await clerk.getByRole('button', { name: '提交审批' }).click();
    await clerk.getByText('由资金审批人（不是制单人）办理。').waitFor();
    await looked(clerk, 'batch');
    const approver = await as('meng.approve');
    await approver.goto(`/finance/payment-batches/${batch}`);
    await approver.getByRole('button', { name: '批准付款' }).click();
    await approver.getByText('由出纳（不是制单人和审批人）办理。').waitFor();
    const cashier = await as('kang.cashier');
    await cashier.goto(`/finance/payment-batches/${batch}`);
    await cashier.getByRole('button', { name: '送银行' }).click();
    const downloading = cashier.waitForEvent('download');
    await cashier.getByRole('button', { name: '下载银行文件（CSV）' }).click();
    const file = await downloading;
    expect(file.suggestedFilename()).toMatch(/^\d{6}-01\.csv$/);
    const number = file.suggestedFilename().slice(0, 6);
    const { today } = (await system.get(`${API}/clock`)).body as { today: string };
    const answer = (amount: string) =>
      Buffer.from(`付款编号,金额（元）,结果,原因,日期\r\n${number}-01-000001,${amount},成功,,${today}\r\n合计,${amount},1,,\r\n`);
    const field = cashier.getByLabel('上传银行回盘文件').first();
    await field.setInputFiles({ name: '回盘.csv', mimeType: 'text/csv', buffer: answer('2999.00') });
    await cashier.getByRole('alert').first().waitFor();
    await looked(cashier, 'return-refused');
    await field.setInputFiles({ name: '回盘.csv', mimeType: 'text/csv', buffer: answer('3000.00') });
    await cashier.getByText('已读入 1 行：到账 1 笔，退回 0 笔。').waitFor();
    const page = await open('ye.fenggang');
    await page.getByText('已到账').first().waitFor();
    await looked(page, 'paid');
    expect(await stateOf()).toBe('paid');
  });

  it('shows in the budget and in the ledger', async () => {
    const page = await as('qian.finance');
    await page.goto('/finance/budget');
    await page
      .getByRole('row', { name: /2016年产业奖补资金/ })
      .getByRole('button', { name: '看分配' })
      .click();
    await page.getByRole('region', { name: '分配到乡镇和村' }).getByText('壬田镇').first().waitFor();
    await looked(page, 'budget');
    await page.goto('/finance/ledger');
    await page.getByText('借贷相等。').waitFor();
    await looked(page, 'ledger');
    // the list begins with what waits longest: on a product that is up already this one is not on its first page
    await page.goto('/finance/subsidies?state=paid');
    await page.getByRole('link', { name: head }).first().waitFor();
    await looked(page, 'list');
    await page.goto('/finance/subsidy-schemes');
    await page.getByText('参照邻县').waitFor();
    await looked(page, 'schemes');
  });

  it('is acknowledged by the household; anybody verifies the paper', async () => {
    const phone = await newPage(browser, ADDRESS, PHONE);
    await signInAs(phone, 'ye.fenggang');
    await phone.goto(`/finance/subsidies/${id}`);
    await phone.getByRole('button', { name: '农户认账' }).click();
    const downloading = phone.waitForEvent('download');
    await phone.getByRole('button', { name: '打印付款凭证' }).last().click();
    const paper = (await textOfPdf(await readFile(await (await downloading).path()))).join('').replaceAll(/\s/g, '');
    const address = /\/public\/finance\/certificates\/[0-9a-f]{32}/.exec(paper)?.[0] ?? '';
    await phone.locator('input[type=file]').last().setInputFiles({ name: '签字.jpg', mimeType: 'image/jpeg', buffer: picture });
    await phone.getByText('已传 1 张').waitFor();
    await looked(phone, 'acknowledge');
    await phone.getByRole('button', { name: '提交认账' }).click();
    await phone.getByText('农户已认账').first().waitFor();
    await phone.goto(address);
    await phone.getByText('有效：这笔款项已经付到农户账户。').waitFor();
    await looked(phone, 'certificate');
  });
});

async function uploaded(officer: Officer, content: Buffer): Promise<string> {
  const TUS = { 'Tus-Resumable': '1.0.0' };
  const id = randomUUID();
  const metadata = `id ${Buffer.from(id).toString('base64')},filename ${Buffer.from('公示.jpg').toString('base64')}`;
  await officer.request('POST', `${API}/uploads`, { ...TUS, 'Upload-Length': String(content.length), 'Upload-Metadata': metadata });
  const headers = { ...TUS, 'Upload-Offset': '0', 'Content-Type': 'application/offset+octet-stream' };
  expect((await officer.request('PATCH', `${API}/uploads/${id}`, headers, content)).status).toBe(204);
  return id;
}
