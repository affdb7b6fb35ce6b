import type { Browser } from 'playwright-core';
import { ANOTHER, DOUBTER, newContent } from '../src/applicant.js';
import { openBrowser } from '../src/browser.js';
import { photo } from '../src/evidence-files.js';
import { Officer } from '../src/officer.js';
import { importThroughPortal, numbersOn } from '../src/register-portal.js';
import { Screens } from '../src/screens.js';
import { Procedure } from '../src/seven-steps.js';
import { confirmed, drawerOf, enclosed } from '../src/verdict-page.js';
import { until } from '../src/until.js';

const ADDRESS = process.env['E2E_ADDRESS'] ?? '';
const API = '/api/identification/v1';
const FENGGANG = '360781102208';

describe('what only a person can decide about a household or an applicant', () => {
  let browser: Browser;
  let screens: Screens;
  let household = '';
  let caseId = '';
  let head: { name: string; number: string };

  beforeAll(async () => {
    browser = await openBrowser();
    screens = new Screens(browser, ADDRESS);
  });
  afterAll(async () => browser?.close());

  it('the extract of the police is imported by the verification officer, and by no other account', async () => {
    const officer = await Officer.signIn(ADDRESS, 'gu.release');
    const list = (await officer.get(`${API}/households?area=${FENGGANG}&limit=1`)).body as { items: { id: string }[] };
    household = list.items[0]?.id ?? '';
    const { body } = await officer.get(`${API}/households/${household}`);
    const [{ personId, name } = { personId: '', name: '' }] = (body as { members: { personId: string; name: string }[] }).members;
    const order = { field: 'idNumber', personId, purpose: '与派出所核对' };
    const revealed = (await officer.post(`${API}/households/${household}/reveal`, order)).body as { value: string };
    head = { name, number: revealed.value };
    expect(head.number).toMatch(/^360799\d{11}[\dX]$/);

    const county = await screens.as('gu.release');
    await county.goto('/identification/registers');
    await county.getByLabel('哪一种登记数据').click();
    await county.locator('.ant-select-item-option').first().waitFor();
    expect(await county.locator('.ant-select-item-option').getByText('治安处罚信息').count()).toBe(0);

    const page = await screens.as('pan.verify');
    const lines = ['被处罚人,公民身份号码,案由,决定日期', `${head.name},${head.number},赌博,2015-11-11`];
    await importThroughPortal(page, {
      kindZh: '治安处罚信息',
      asOf: '2016-02-20',
      authority: '市公安局',
      document: '瑞公函〔2016〕3号',
      file: { name: '治安处罚.csv', mimeType: 'text/csv', buffer: Buffer.from(`\ufeff${lines.join('\r\n')}\r\n`) },
    });
    await page.locator('.big-label').getByText('已匹配').waitFor();
    expect(await numbersOn(page)).toMatchObject({ 总行数: 1, 已匹配: 1 });
    const id = page.url().split('/').pop() ?? '';
    expect((await officer.get(`${API}/register-imports/${id}`)).status).toBe(404);
  });

  it('it waits for that officer, who sees the fact and confirms it with evidence only he may open', async () => {
    const page = await screens.as('pan.verify');
    await page.goto(`/identification/households/${household}/verdict`);
    const rule = page.locator('#V6');
    await until('the screening', async () => {
      await page.reload();
      await rule.waitFor();
      return (await rule.innerText()).includes('赌博');
    });
    await screens.looked(page, 'verdict-verifier');
    const drawer = await drawerOf(page, 'V6', '作出核实结论');
    await drawer.getByText('核实：受处罚且拒不改正').click();
    await drawer.getByLabel('核实情况').fill('与派出所和村干部核实，处罚后仍多次参与');
    await drawer.getByRole('button', { name: '提交核实结论' }).click();
    await drawer.getByText('这一结论须附证据，请先上传').waitFor();
    await screens.looked(page, 'verdict-confirm');
    await enclosed(drawer, await photo('处罚决定书'));
    await drawer.getByRole('button', { name: '提交核实结论' }).click();
    await page.getByText('已记录，已重新比对').waitFor();
    await rule.getByText(/潘若水 于 \d{4}-\d\d-\d\d 确认/).waitFor();
  });

  it('it is never seen by the village: who confirmed, and nothing of what', async () => {
    const page = await screens.as('yu.fenggang');
    const answers: Promise<string>[] = [];
    page.on('response', (response) => {
      if (response.url().includes('/api/')) answers.push(response.text().catch(() => ''));
    });
    await page.goto(`/identification/households/${household}/verdict`);
    const rule = page.locator('#V6');
    await rule.getByText(/不符合条件，由潘若水于 \d{4}-\d\d-\d\d 确认/).waitFor();
    await rule.getByText('事实依据涉及敏感信息').waitFor();
    expect(await rule.getByRole('button').count()).toBe(0);
    await screens.looked(page, 'verdict-village');
    expect(await page.locator('body').innerText()).not.toMatch(/赌博|拒不改正，|处罚后仍/);
    const heard = (await Promise.all(answers)).join('\n');
    expect(heard).toContain('不符合条件，由潘若水');
    expect(heard).not.toMatch(/"赌博|gambling"|处罚后仍|决定日期|2015-11-11/);
    const links = await page.getByRole('navigation').first().innerText();
    expect([links.includes('资格比对'), links.includes('部门登记数据'), links.includes('匹配复核')]).toEqual([true, false, false]);
  });

  it('what waits for a person is listed, and confirmed with a reason', async () => {
    const page = await screens.as('he.rentian');
    await page.goto('/identification/screening-tasks?rule=V4');
    const first = page.getByRole('region', { name: '待核实' }).getByRole('listitem').first();
    await first.getByText('V4 长期不在或人户分离').waitFor();
    await screens.looked(page, 'screening-tasks');
    await first.getByRole('link').click();
    const drawer = await drawerOf(page, 'V4', '作出核实结论');
    await drawer.getByText('核实：常住本村').click();
    await drawer.getByRole('button', { name: '提交核实结论' }).click();
    await drawer.getByText(/请写明核实情况/).waitFor();
    await confirmed(page, drawer, { ground: '核实：常住本村', note: '2月25日入户，全家在家，邻居证实' });
    const rule = page.locator('#V4');
    await rule.getByText('符合：核实：常住本村', { exact: false }).waitFor();
    await rule.getByText('详情').click();
    await rule.getByText(/入户，全家在家/).waitFor();
  });

  it('one word with evidence settles a village in which nothing speaks against anybody', async () => {
    const page = await screens.as('he.rentian');
    await page.goto(`/identification/screening-tasks?rule=V4&area=${FENGGANG}`);
    await page.getByRole('button', { name: '成批核实' }).click();
    const drawer = page.getByRole('dialog');
    await drawer.getByLabel('哪一条规则').click();
    await page.locator('.ant-select-item-option').getByText('V4 长期不在或人户分离').click();
    await drawer.getByLabel('怎样核实的').fill('村干部逐户走访，均常住本村');
    await enclosed(drawer, await photo('走访记录'));
    await screens.looked(page, 'screening-group');
    await drawer.getByRole('button', { name: '开始成批核实' }).click();
    await drawer.getByText(/已核实 \d+ 户/).waitFor();
    await drawer.locator('.ant-drawer-footer').getByRole('button').click();
    await page.getByText('没有待核实的事项').waitFor();
  });

  it('the verdict of an application opens from the case and says what each open rule waits for', async () => {
    caseId = await new Procedure().submitted(await Officer.signIn(ADDRESS, 'wu.fenggang'), newContent(ANOTHER), FENGGANG);
    const page = await screens.as('he.rentian');
    await screens.openCase(page, caseId, ANOTHER.name);
    await page.getByRole('link', { name: '看比对结论' }).first().click();
    await page.getByRole('heading', { level: 1, name: `${ANOTHER.name} · 资格比对结果` }).waitFor();
    const next = page.getByRole('region', { name: '结论和下一步' });
    await next.getByText('有待核实事项').waitFor();
    expect(await next.innerText()).toMatch(/V4 长期不在或人户分离\s*待您核实[\s\S]*V6 [^\n]*\s*待核查专员核实/);
    await screens.looked(page, 'verdict-application');
    await page.getByRole('link', { name: '返回申请' }).click();
    await page.getByRole('heading', { level: 1, name: new RegExp(ANOTHER.name) }).waitFor();
  });

  it('a doubt is taken down by the township, and then waits for the verification officer', async () => {
    const page = await screens.as('he.rentian');
    await page.goto(`/identification/cases/${caseId}/verdict`);
    await page.getByRole('button', { name: '登记举报或质疑' }).click();
    const drawer = page.getByRole('dialog');
    await drawer.getByRole('button', { name: /^登\s?记$/ }).click();
    await drawer.getByText('请写明反映的内容，至少 5 个字').waitFor();
    await drawer.getByLabel('反映的内容').fill(DOUBTER.doubt);
    await drawer.getByLabel(/^反映人/).fill(DOUBTER.name);
    await drawer.getByLabel(/^联系方式/).fill(DOUBTER.phone);
    await screens.looked(page, 'verdict-report');
    await drawer.getByRole('button', { name: /^登\s?记$/ }).click();
    await page.getByText('已登记，等待核查专员核实').waitFor();
    await drawer.waitFor({ state: 'hidden' });
    const rule = page.locator('#R4');
    await rule.getByText('待核实', { exact: true }).waitFor();
    expect(await rule.getByRole('button').count()).toBe(0);
    expect(await page.locator('body').innerText()).not.toContain(DOUBTER.doubt);
  });

  it('the officer reads it, which is recorded, and clears it up', async () => {
    const page = await screens.as('pan.verify');
    await page.goto(`/identification/cases/${caseId}/verdict`);
    const rule = page.locator('#R4');
    await rule.getByRole('button', { name: '查看举报内容' }).click();
    const reports = rule.getByRole('region', { name: '查看举报内容' });
    await reports.getByText(DOUBTER.doubt).waitFor();
    await reports.getByText(`反映人：${DOUBTER.name} ${DOUBTER.phone}`).waitFor();
    await reports.getByText(/由 何秋实 登记/).waitFor();
    await screens.looked(page, 'verdict-reports');
    const drawer = await drawerOf(page, 'R4', '作出核实结论');
    await confirmed(page, drawer, { ground: '核实：能够合理解释', note: '房屋是其兄所有，已看房产证' });
    await rule.getByText('符合', { exact: true }).waitFor();
  });

  it('what asks for a strict review is confirmed with evidence and answered in writing', async () => {
    const page = await screens.as('he.rentian');
    await page.goto(`/identification/cases/${caseId}/verdict`);
    const rule = page.locator('#R3');
    const confirming = await drawerOf(page, 'R3', '作出核实结论');
    const evidence = await photo('保险单');
    await confirmed(page, confirming, { ground: '核实：购买了商业养老保险', note: '入户见到保单，子女所缴', evidence });
    await page.getByRole('region', { name: '结论和下一步' }).getByText('待您写明理由').waitFor();
    const drawer = await drawerOf(page, 'R3', '填写从严审核理由');
    await drawer.getByRole('button', { name: '保存理由' }).click();
    await drawer.getByText('请写明理由，至少 5 个字').waitFor();
    await drawer.getByLabel('理由').fill('保险由在外子女缴纳，领取前无收益，家庭仍困难。');
    await enclosed(drawer, await photo('缴费凭证'));
    await screens.looked(page, 'verdict-answer');
    await drawer.getByRole('button', { name: '保存理由' }).click();
    await drawer.waitFor({ state: 'hidden' });
    await rule.getByText('保险由在外子女缴纳，领取前无收益，家庭仍困难。').waitFor();
    await rule.getByText(/何秋实 于 \d{4}-\d\d-\d\d 填写/).waitFor();
    await rule.getByRole('button', { name: '重新填写理由' }).waitFor();
    expect(await page.getByRole('region', { name: '结论和下一步' }).innerText()).not.toContain('待您写明理由');
  });

  it('the village reads the verdict and nothing of who doubted', async () => {
    const page = await screens.as('yu.fenggang');
    const answers: Promise<string>[] = [];
    page.on('response', (response) => {
      if (response.url().includes('/api/')) answers.push(response.text().catch(() => ''));
    });
    await page.goto(`/identification/cases/${caseId}/verdict`);
    await page.locator('#R4').getByText('符合', { exact: true }).waitFor();
    await page.waitForLoadState('networkidle');
    const heard = (await Promise.all(answers)).join('\n');
    expect(heard).toContain(ANOTHER.name);
    expect(Object.values(DOUBTER).filter((marker) => heard.includes(marker))).toEqual([]);
  });

  it('no address held who doubted and what, a name or a number of a person, and no page met an error', () => {
    const sealed = Object.values(DOUBTER);
    expect([head.name.length > 1, screens.addresses.size > 50]).toEqual([true, true]);
    expect(screens.addressesWith([...sealed, head.name, ANOTHER.name, '360799'])).toEqual([]);
    expect(screens.troubles).toEqual([]);
  });
});
