import type { Browser, Page } from 'playwright-core';
import { newContent, APPLICANT, CALLER, OBJECTED, WRITER } from '../src/applicant.js';
import { newPage, openBrowser, PHONE } from '../src/browser.js';
import { entersObjection } from '../src/objection-entry.js';
import { Officer } from '../src/officer.js';
import { asksForAnswer, type Receipt } from '../src/public-page.js';
import { Screens } from '../src/screens.js';
import { Procedure } from '../src/seven-steps.js';

const ADDRESS = process.env['E2E_ADDRESS'] ?? '';

describe('objections of people who come or call', () => {
  let browser: Browser;
  let screens: Screens;
  let secretary: Officer;
  let caseId = '';
  let noticeId = '';
  let today = '';
  const receipts: Receipt[] = [];
  const procedure = new Procedure();

  beforeAll(async () => {
    browser = await openBrowser();
    screens = new Screens(browser, ADDRESS);
    secretary = await Officer.signIn(ADDRESS, 'wu.fenggang');
    const cadre = await Officer.signIn(ADDRESS, 'yu.fenggang');
    caseId = await procedure.submitted(cadre, newContent(OBJECTED), APPLICANT.villageCode);
    await procedure.appraised(secretary, caseId, APPLICANT);
    await procedure.step(secretary, caseId, { step: 'postGroupNotice' });
    noticeId = (await procedure.case(secretary, caseId)).notice?.id ?? '';
    today = await procedure.today(secretary);
  });
  afterAll(async () => browser?.close());

  const noticeOpened = async (page: Page): Promise<void> => {
    await page.goto(`/identification/notices/${noticeId}`);
    await page.getByRole('region', { name: '异议' }).waitFor();
  };

  it('what came in writing is entered with its scan, and gives a receipt for whoever brought it', async () => {
    const page = await screens.as('he.rentian');
    await noticeOpened(page);
    receipts.push(
      await entersObjection(page, { via: '书面', receivedOn: today, ...WRITER }, () => screens.looked(page, 'objection-entry')),
    );
  });

  it('a call is entered without a scan, with or without a name; a day outside the period is refused', async () => {
    const page = await screens.as('he.rentian');
    await noticeOpened(page);
    receipts.push(await entersObjection(page, { via: '电话', receivedOn: today, refusedDay: '2016-02-01', text: CALLER.text }));
    expect(new Set(receipts.map(({ receiptNumber }) => receiptNumber)).size).toBe(2);
    await page.getByRole('region', { name: '异议' }).getByText('未答复 2，成立 0，不成立 0').waitFor();
  });

  it('the village sees how many there are, neither who nor what, and cannot enter one', async () => {
    const page = await screens.as('wu.fenggang');
    const answers: Promise<string>[] = [];
    page.on('response', (response) => {
      if (response.url().includes('/api/')) answers.push(response.text().catch(() => ''));
    });
    await noticeOpened(page);
    await page.getByRole('region', { name: '异议' }).getByText('未答复 2，成立 0，不成立 0').waitFor();
    expect(await page.getByRole('button', { name: '登记书面或电话异议' }).count()).toBe(0);
    await page.waitForLoadState('networkidle');
    const heard = (await Promise.all(answers)).join('\n');
    expect([WRITER.name, WRITER.phone, WRITER.text, CALLER.text].filter((marker) => heard.includes(marker))).toEqual([]);
  });

  it('the township finds both, reaches the one who gave a name, and dismisses what proved wrong', async () => {
    const page = await screens.as('he.rentian');
    await page.goto(`/identification/objections?notice=${noticeId}`);
    const lines = page.getByRole('region', { name: '公示异议' }).getByRole('listitem');
    await lines.filter({ hasText: '电话 · 未署名' }).waitFor();
    await lines.filter({ hasText: '书面 · 署名' }).getByRole('link').click();
    await page.getByText(WRITER.text).waitFor();
    await page.getByRole('button', { name: '显示异议人' }).click();
    const dialog = page.getByRole('dialog');
    await dialog.getByRole('textbox').fill('约其到村部说明情况');
    await dialog.getByRole('button', { name: '显示异议人' }).click();
    await page.getByText(WRITER.phone).waitFor();
    await screens.objectionAnswered(page, { outcome: '不成立', answer: /未能得到证实/, findings: WRITER.findings });
    const villager = await newPage(browser, ADDRESS, PHONE, { javaScriptEnabled: false });
    await asksForAnswer(villager, receipts[0] as Receipt);
    await villager.getByText('未能得到证实').waitFor();
    await villager.context().close();
  });

  it('what proved right sends the case back to the step the decision names, and the case says so', async () => {
    const page = await screens.as('he.rentian');
    await screens.objectionOpened(page, noticeId);
    await page.getByText(CALLER.text).waitFor();
    await page.getByText('未署名').waitFor();
    await screens.objectionAnswered(page, {
      ...{ outcome: '成立', effect: '退回到以下步骤重新办理', step: /待小组评议/, answer: /情况属实/ },
      ...{ findings: WRITER.findings, picture: 'objection-return' },
    });
    expect(await procedure.case(secretary, caseId)).toMatchObject({ state: 'applied', notice: null });
    const village = await screens.as('wu.fenggang');
    await screens.openCase(village, caseId, OBJECTED.name);
    await village.getByText('已申请，待小组评议').first().waitFor();
    await village
      .getByRole('region', { name: '下一步' })
      .getByText(/由“.*公示.*”退回到这一环节：异议成立，按异议决定办理/)
      .waitFor();
    await village.getByRole('link', { name: '会议记录' }).first().waitFor();
    expect((await fetch(`${ADDRESS}/public/identification/notices/${noticeId}`)).status).toBe(410);
  });

  it('who objected and what stood in no address; nothing was refused but the wrong day', () => {
    const sealed = [WRITER.name, WRITER.phone, WRITER.text, WRITER.findings, CALLER.text, ...receipts.map(({ secret }) => secret)];
    expect(screens.addressesWith([...sealed, OBJECTED.name])).toEqual([]);
    expect(screens.troubles).toEqual([`422 POST /api/identification/v1/notices/${noticeId}/objections`]);
  });
});
