import path from 'node:path';
import type { Browser, Page } from 'playwright-core';
import { APPLICANT, ILLNESS_WORDS, newContent, OBJECTOR, OTHER, SEALED_OF_APPLICANT, SEALED_OF_OTHERS } from '../src/applicant.js';
import { applicationWritten } from '../src/application-form.js';
import { newPage, openBrowser, PHONE } from '../src/browser.js';
import { photo } from '../src/evidence-files.js';
import { findInFiles, placesOf } from '../src/find-in-files.js';
import { Officer } from '../src/officer.js';
import { asksForAnswer, objectsOnPhone, publicTexts, type Receipt } from '../src/public-page.js';
import { policeExtractImported } from '../src/register-portal.js';
import { Screens } from '../src/screens.js';
import { OFFICER_OF_DEPARTMENT, Procedure } from '../src/seven-steps.js';
import { until } from '../src/until.js';
import { confirmed, drawerOf } from '../src/verdict-page.js';

const ADDRESS = process.env['E2E_ADDRESS'] ?? '';
const DATA = process.env['E2E_DATA'] ?? '';
describe('one household by the seven steps', () => {
  let browser: Browser;
  let screens: Screens;
  let villager: Page;
  let caseId = '';
  let householdId = '';
  let noticeId = '';
  let receipt: Receipt;
  let police = '';
  const procedure = new Procedure();
  const officers = new Map<string, Officer>();
  const officer = async (userName: string): Promise<Officer> => {
    const known = officers.get(userName) ?? (await Officer.signIn(ADDRESS, userName));
    officers.set(userName, known);
    return known;
  };

  beforeAll(async () => {
    browser = await openBrowser();
    screens = new Screens(browser, ADDRESS);
    villager = await newPage(browser, ADDRESS, PHONE, { javaScriptEnabled: false });
    villager.on('request', (request) => screens.addresses.add(request.url()));
  });
  afterAll(async () => {
    await browser?.close();
    await procedure.registersWithdrawn(await officer('lin.upload'));
    if (police)
      await (await officer('pan.verify')).post(`/api/identification/v1/register-imports/${police}/withdraw`, { reason: '演示用' });
  });

  const noticeOf = async (id: string): Promise<string> => (await procedure.case(await officer('wu.fenggang'), id)).notice?.id ?? '';
  const periodOver = async (id: string): Promise<void> =>
    procedure.periodOver(await officer('wu.fenggang'), await officer('tang.system'), id);

  it('a village cadre writes the application on a phone, group by group', async () => {
    const page = await screens.as('yu.fenggang', PHONE);
    await applicationWritten(page, () => screens.looked(page, 'case-form'));
    caseId = page.url().split('/').pop() ?? '';
    await screens.looked(page, 'case-draft');
  });

  it('the head signs on paper, the cadre uploads the pages and witnesses the signature', async () => {
    const page = await screens.as('yu.fenggang', PHONE);
    await screens.openCase(page, caseId, APPLICANT.name);
    const submit = page.getByRole('button', { name: '提交申请' });
    expect(await submit.isDisabled()).toBe(true);
    const roles = ['户主签字的申请书', '数据比对授权书', '身份证、户口簿复印件'];
    await screens.documents(page, await Promise.all(roles.map(async (role) => [role, await photo(role)] as const)));
    await until('the step is possible', async () => !(await submit.isDisabled()));
    await screens.took(page, '提交申请', { isSigned: true });
    await page.getByText('已申请，待小组评议').first().waitFor();
  });

  it('the registers of other authorities come in, that of the police by the verification officer', async () => {
    await procedure.registersImported(await officer('lin.upload'));
    const page = await screens.as('pan.verify');
    police = await policeExtractImported(page, await procedure.today(await officer('pan.verify')));
  });

  it('the township enters who may come to the group’s meeting, and another confirms it', async () => {
    await screens.rollEntered(await screens.as('he.rentian'), APPLICANT.villageCode, APPLICANT.group, 30);
    await procedure.rollConfirmed(await officer('xu.rentian'));
  });

  it('the group appraises it: sheet, photograph and video, votes, one signature', async () => {
    const page = await screens.as('wu.fenggang');
    await screens.metAndConcluded(page, { caseId, headName: APPLICANT.name, minutes: APPLICANT.minutes, picture: 'meeting' });
    await page.getByText('待组级公示').first().waitFor();
  });

  it('its notice is posted, and anybody reads it without signing in; nothing sealed stands on it', async () => {
    const page = await screens.as('wu.fenggang');
    await screens.took(page, '张贴组级公示', { isSigned: false });
    await page.getByText('组级公示中').first().waitFor();
    await page
      .getByText(/还差 \d+ 天：公示至/)
      .first()
      .waitFor();
    await screens.looked(page, 'case-on-notice');
    noticeId = await noticeOf(caseId);
    await screens.noticePhotographed(page, caseId, '首日');
    await screens.looked(page, 'notice');
    await nothingSealedIsPublic();
    await villager.goto('/public');
    await villager.getByRole('link', { name: /壬田镇/ }).click();
    await villager.getByRole('link', { name: new RegExp(APPLICANT.name) }).click();
    await villager.getByRole('heading', { level: 1 }).waitFor();
    const reader = await newPage(browser, ADDRESS, PHONE);
    await reader.goto(new URL(villager.url()).pathname);
    await screens.looked(reader, 'public-notice');
    await reader.context().close();
  });

  it('an objection against it waits for the township, is investigated and dismissed; the notice waits for that', async () => {
    await villager.setViewportSize(PHONE);
    receipt = await objectsOnPhone(villager, noticeId, OBJECTOR);
    const village = await officer('wu.fenggang');
    expect((await village.get('/api/identification/v1/objections')).status).toBe(403);
    const closing = await village.post(`/api/identification/v1/notices/${noticeId}/close`, {});
    expect([closing.status, closing.text]).toEqual([409, expect.stringContaining('异议未答复')]);
    const township = await screens.as('he.rentian');
    await screens.objectionOpened(township, noticeId);
    await screens.objectionAnswered(township, {
      outcome: '不成立',
      answer: /未能得到证实/,
      findings: OBJECTOR.findings,
      picture: 'objection',
    });
    await asksForAnswer(villager, receipt);
    await villager.getByText('未能得到证实').waitFor();
  });

  it('an objection against another household is upheld: its application is rejected, and the case says why', async () => {
    const [cadre, secretary] = [await officer('yu.fenggang'), await officer('wu.fenggang')];
    const other = await procedure.submitted(cadre, newContent(OTHER), APPLICANT.villageCode);
    await procedure.appraised(secretary, other, APPLICANT);
    await procedure.step(secretary, other, { step: 'postGroupNotice' });
    const hanging = await noticeOf(other);
    await objectsOnPhone(villager, hanging, { text: '他家有一辆小轿车，村里人都知道。' });
    const township = await screens.as('he.rentian');
    await screens.objectionOpened(township, hanging);
    await screens.objectionAnswered(township, {
      outcome: '成立',
      effect: '不予通过',
      answer: /情况属实/,
      findings: OBJECTOR.findings,
      picture: 'objection-upheld',
    });
    expect((await procedure.case(cadre, other)).state).toBe('rejected');
    const page = await screens.as('yu.fenggang');
    await screens.openCase(page, other, OTHER.name);
    await page.getByText('异议成立，按决定办理').first().waitFor();
    await screens.looked(page, 'case-rejected');
    await villager.goto(`/public/identification/notices/${hanging}`);
    await villager.getByText('公示已结束').first().waitFor();
  });

  it('the days pass; the village closes its notice, the assembly decides, the village notice follows', async () => {
    const page = await screens.as('wu.fenggang');
    await periodOver(caseId);
    await screens.reminded(page, await officer('wu.fenggang'), '上传末日张贴照片');
    await page.getByRole('region', { name: '张贴照片' }).waitFor();
    await screens.noticePhotographed(page, caseId, '末日');
    await screens.noticeClosed(page);
    await screens.metAndConcluded(page, { caseId, headName: APPLICANT.name, minutes: APPLICANT.minutes, picture: 'assembly' });
    await screens.took(page, '张贴村委会公示', { isSigned: false });
    await screens.noticePhotographed(page, caseId, '首日');
    noticeId = await noticeOf(caseId);
    await nothingSealedIsPublic();
    await periodOver(caseId);
    await screens.noticePhotographed(page, caseId, '末日');
    await screens.noticeClosed(page);
  });

  it('people confirm what no register of another authority can say', async () => {
    const township = await screens.as('he.rentian');
    await screens.openCase(township, caseId, APPLICANT.name);
    await township.getByRole('link', { name: '看比对结论' }).first().click();
    const note = '入户了解，邻里询问，情况属实';
    await confirmed(township, await drawerOf(township, 'V4', '作出核实结论'), { ground: '核实：常住本村', note });
    const verification = await screens.as('pan.verify');
    await verification.goto(`/identification/cases/${caseId}/verdict`);
    await confirmed(verification, await drawerOf(verification, 'V6', '作出核实结论'), { ground: '核实：没有', note });
    await procedure.screenedClear(await officer('he.rentian'), await officer('pan.verify'), caseId);
  });

  it('the township draws its sample, visits the household and passes it', async () => {
    await screens.drawnAndVisited(await screens.as('he.rentian'), APPLICANT.findings, 'sample');
    const checker = await screens.as('xu.rentian');
    await checker.goto(new URL((await screens.as('he.rentian')).url()).pathname);
    await checker.getByRole('button', { name: /复核通过（1 户）/ }).click();
    await checker.getByRole('dialog').getByRole('button', { name: '下一步：核对并签名' }).click();
    await screens.signed(checker);
    await screens.openCase(checker, caseId, APPLICANT.name);
    await checker.getByText('乡镇复核通过').first().waitFor();
    await screens.looked(checker, 'case');
  });

  it('the county draws, visits and examines', async () => {
    await screens.drawnAndVisited(await screens.as('lin.upload'), APPLICANT.findings);
    const page = await screens.as('gu.release');
    await screens.openCase(page, caseId, APPLICANT.name);
    await screens.took(page, '县级审定通过', { isSigned: true });
    await page.getByText('县级审定通过，待公告').first().waitFor();
  });

  it('the village announces it from its own list', async () => {
    const village = await screens.as('yu.fenggang', PHONE);
    await village.goto('/identification/work');
    await village
      .getByRole('link', { name: new RegExp(APPLICANT.name) })
      .first()
      .waitFor();
    await screens.looked(village, 'my-list');
    await village.setViewportSize(PHONE);
    await village
      .getByRole('link', { name: new RegExp(APPLICANT.name) })
      .first()
      .click();
    await screens.took(village, '张贴村委会公告', { isSigned: false });
    await village.getByText('村委会公告中').first().waitFor();
    noticeId = await noticeOf(caseId);
    await nothingSealedIsPublic();
    await screens.noticePhotographed(village, caseId, '首日');
  });

  it('until here no other department knows a name; the board keeps that of the head, because it hangs there, the others are sealed', async () => {
    const names = [APPLICANT.name, APPLICANT.spouseName, APPLICANT.minorName];
    await until('the board keeps what hangs', async () => (await keptByBoard([APPLICANT.name])).length > 0);
    const found = await findInFiles(DATA, names);
    for (const name of names) expect([name, placesOf(found, name)]).toEqual([name, name === APPLICANT.name ? ['gateway', 'postgres'] : []]);
  });

  it('after the announcement the township registers it', async () => {
    const village = await screens.as('yu.fenggang', PHONE);
    await periodOver(caseId);
    await screens.noticePhotographed(village, caseId, '末日');
    await screens.noticeClosed(village);
    const township = await screens.as('xu.rentian');
    await screens.openCase(township, caseId, APPLICANT.name);
    await screens.took(township, '办结，建档立卡', { isSigned: true });
    await township.getByText('已办结').first().waitFor();
    await township.getByRole('link', { name: '打开农户档案' }).click();
    await township.waitForURL((url) => url.pathname.startsWith('/identification/households/'));
    householdId = township.url().split('/').pop() ?? '';
    await township.getByRole('heading', { name: '申请', exact: true }).waitFor();
  });

  it('five departments know the household, by name and nothing sealed', async () => {
    for (const [department, userName] of Object.entries(OFFICER_OF_DEPARTMENT)) {
      const by = await officer(userName);
      const copy = await until(`${department} knows it`, async () => {
        const answer = await by.get(`/api/${department}/v1/directory/households/${householdId}`);
        return answer.status === 200 && answer;
      });
      expect(copy.text).toContain(APPLICANT.name);
      expect(SEALED_OF_APPLICANT.filter((marker) => copy.text.includes(marker))).toEqual([]);
    }
  });

  it('the township and the county see where cases stand', async () => {
    const page = await screens.as('he.rentian');
    await page.goto('/identification/cases?all=yes');
    await page.getByRole('heading', { name: '各环节办理情况' }).waitFor();
    await page.getByRole('link', { name: APPLICANT.name }).first().waitFor();
    await screens.looked(page, 'cases');
    await page.goto('/identification/late');
    await page.getByRole('heading', { level: 1, name: '超期清单' }).waitFor();
    await screens.looked(page, 'late');
    await page.goto('/identification/notices?state=all');
    await page.getByRole('link', { name: APPLICANT.name }).first().waitFor();
    await screens.looked(page, 'notices');
  });

  it('what is sealed stood in no address, in no answer but to those who keep it, in no event, no log, no file', async () => {
    const kept: readonly string[] = [APPLICANT.address, APPLICANT.statement, APPLICANT.minutes, APPLICANT.findings];
    const leaks = procedure.answers.flatMap(({ what, answer }) =>
      SEALED_OF_APPLICANT.filter((marker) => !kept.includes(marker) && answer.text.includes(marker)).map((marker) => `${what}: ${marker}`),
    );
    expect(leaks).toEqual([]);
    const addresses = [...screens.addresses].map((address) => decodeURIComponent(address)).join('\n');
    const names = [APPLICANT.name, APPLICANT.spouseName, APPLICANT.minorName, OTHER.name];
    expect([...SEALED_OF_APPLICANT, ...names].filter((marker) => addresses.includes(marker))).toEqual([]);
    await until('the board has forgotten what was taken down', async () => (await keptByBoard(names)).length === 0);
    const found = await findInFiles(DATA, [...SEALED_OF_APPLICANT, ...SEALED_OF_OTHERS, ...names]);
    for (const marker of SEALED_OF_OTHERS) expect([marker, placesOf(found, marker)]).toEqual([marker, []]);
    // once registered the address is an open field of the register; the rest is nowhere in the clear
    for (const marker of SEALED_OF_APPLICANT)
      expect([marker, placesOf(found, marker)]).toEqual([marker, marker === APPLICANT.address ? ['postgres'] : []]);
    // the departments know who lives there, the household whose case was rejected they do not
    for (const name of names)
      expect([name, placesOf(found, name)]).toEqual([name, name === OTHER.name ? ['postgres'] : ['nats', 'postgres']]);
  });

  async function nothingSealedIsPublic(): Promise<void> {
    const text = await publicTexts(ADDRESS, noticeId);
    expect(text).toContain(APPLICANT.name);
    const markers = [...SEALED_OF_APPLICANT, APPLICANT.spouseName, APPLICANT.minorName, ...ILLNESS_WORDS];
    expect(markers.filter((marker) => text.includes(marker))).toEqual([]);
  }

  /** The board looks anew with a reader who comes when its list is no longer fresh. */
  async function keptByBoard(names: readonly string[]): Promise<unknown[]> {
    expect((await fetch(`${ADDRESS}/public`)).status).toBe(200);
    return findInFiles(path.join(DATA, 'gateway', 'notice-board'), names);
  }
});
