import type { Browser, Page } from 'playwright-core';
import { approveAllotments } from '../src/approve-allotments.js';
import { DESKTOP, newPage, openBrowser } from '../src/browser.js';
import { chosen, Desks } from '../src/desks.js';
import { Officer } from '../src/officer.js';
import { signInAs } from '../src/sign-in-page.js';

const ADDRESS = process.env['E2E_ADDRESS'] ?? '';
const API = '/api/finance/v1';
/** Drawn by the demonstration: 50,000 yuan at 4.75 % on 1 March 2016; the first line is due on 1 June. */
const CONTRACT = 'RCB-2016-1';

interface Loan {
  contractNumber: string | null;
  schedule: { dueOn: string; interestFen: number }[];
}

/** By a bank's clerk and an officer of the county: claimed, compared, approved, put into a payment batch. */
describe('a claim for interest subsidy', () => {
  let browser: Browser;
  let county: Officer;
  let system: Officer;
  let loanId = '';
  let dueFen = 0;
  let desks: Desks;
  const looked = (page: Page, name: string): Promise<void> => desks.looked(page, name);

  beforeAll(async () => {
    browser = await openBrowser();
    desks = new Desks(browser, ADDRESS, 'interest-claim');
    [county, system] = [await Officer.signIn(ADDRESS, 'qian.finance'), await Officer.signIn(ADDRESS, 'shao.system')];
  });
  afterAll(async () => {
    await browser?.close();
  });

  /** Another page each time: it is closed again. */
  const as = async (userName: string): Promise<Page> => {
    const page = await newPage(browser, ADDRESS, DESKTOP);
    await signInAs(page, userName);
    return page;
  };
  it('comes after the end of the quarter, for a loan that was drawn', async () => {
    const { today } = (await system.get(`${API}/clock`)).body as { today: string };
    const days = Math.ceil((Date.parse('2016-07-02') - Date.parse(today)) / 86_400_000);
    if (days > 0) await system.post(`${API}/clock/advance`, { hours: 24 * days });
    const { items } = (await county.get(`${API}/loans?limit=500`)).body as { items: { id: string }[] };
    for (const { id } of items) {
      const loan = (await county.get(`${API}/loans/${id}`)).body as Loan;
      if (loan.contractNumber !== CONTRACT) continue;
      loanId = id;
      dueFen = loan.schedule.find(({ dueOn }) => dueOn === '2016-06-01')?.interestFen ?? 0;
    }
    expect(dueFen).toBe(30_347);
  });

  it('is uploaded by the bank’s clerk: refused with each wrong row, then compared line by line', async () => {
    const page = await as('wei.bank');
    await page.goto('/finance/interest-claims');
    await page.getByRole('combobox', { name: '季度' }).waitFor();
    await page.getByText('2016年第2季度').waitFor();
    const upload = (content: string) =>
      page
        .locator('input[aria-label="选择申报表并上传"]:enabled')
        .setInputFiles({ name: '贴息申报.csv', mimeType: 'text/csv', buffer: Buffer.from(content) });
    await upload(`合同编号,申报贴息（元）\n${CONTRACT},六百\n合计,600`);
    await page.getByText('第2行“申报贴息（元）”').waitFor();
    await looked(page, 'refused');
    // the county gives back what the household has paid: nothing yet
    await upload(`合同编号,申报贴息（元）\n${CONTRACT},${yuan(dueFen)}\n合计,${yuan(dueFen)}`);
    await page.waitForURL(/interest-claims\/[0-9a-f-]{36}$/);
    await page.getByText('农户尚未付清本季利息，付清后再报').first().waitFor();
    const bank = await Officer.signIn(ADDRESS, 'wei.bank');
    const paid = { on: '2016-06-01', amountFen: dueFen, reference: 'Q2', effect: 'smallerInstalments' };
    expect((await bank.post(`${API}/loans/${loanId}/repayments`, paid)).status).toBe(201);
    await page.goto('/finance/interest-claims');
    await page.getByText('2016年第2季度').first().waitFor();
    const claimed = dueFen + 12_345;
    await upload(`合同编号,申报贴息（元）\n${CONTRACT},${yuan(claimed)}\nRCB-9999,10.00\n合计,${yuan(claimed + 1_000)}`);
    await page.waitForURL(/interest-claims\/[0-9a-f-]{36}$/);
    await page.getByText('原因不明，请银行说明 +123.45').waitFor();
    await page.getByText('没有这份合同').first().waitFor();
    await looked(page, 'claim');
    await page.context().close();
  });

  it('is approved by the county with money for that purpose, and goes into a payment batch', async () => {
    const code = 'interest-subsidy-2016';
    const recorded = { sourceDocument: '瑞财〔2016〕9号', reason: '年度贴息预算' };
    await county.post(`${API}/budget/funds`, { code, nameZh: '贷款贴息资金', nameEn: 'interest subsidy', purpose: 'interestSubsidy' });
    await county.post(`${API}/budget/funds/${code}/changes`, { amountFen: 1_000_000, on: '2016-06-01', ...recorded });
    const approver = await Officer.signIn(ADDRESS, 'meng.approve');
    await approveAllotments(approver, code);
    await county.post(`${API}/budget/funds/${code}/allotments`, { area: '360781', amountFen: 1_000_000, ...recorded });
    await approveAllotments(approver, code);
    const page = await as('qian.finance');
    await page.goto('/finance/interest-claims');
    await page
      .getByRole('link', { name: /2016年第2季度/ })
      .first()
      .click();
    await page.getByRole('button', { name: '批准贴息' }).click();
    await page.getByText('已批准，可列入付款批次').waitFor();
    await page.getByText('待付款').first().waitFor();

    await page.goto('/finance/payment-batches');
    await page.getByRole('button', { name: '新建批次' }).click();
    const dialog = page.getByRole('dialog');
    await dialog.getByLabel('批次名称').fill('第二季度贴息');
    await chosen(page, '款项', '贷款贴息');
    await chosen(page, '资金', '贷款贴息资金');
    await dialog.getByRole('button', { name: /确\s?认|确\s?定/ }).click();
    await page.getByRole('button', { name: '列入已批准的款项' }).click();
    await page
      .getByText(`合计 1 笔，${yuan(dueFen)} 元`)
      .first()
      .waitFor();
    await page.context().close();
  });
});

const yuan = (fen: number): string => (fen / 100).toFixed(2);
