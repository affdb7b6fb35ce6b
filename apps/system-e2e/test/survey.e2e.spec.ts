import { mkdirSync } from 'node:fs';
import path from 'node:path';
import type { Browser, Page, Route } from 'playwright-core';
import { accessibilityProblems, openBrowser, overflowsSideways } from '../src/browser.js';
import { findInFiles, placesOf } from '../src/find-in-files.js';
import { Officer } from '../src/officer.js';
import { Phone } from '../src/phone.js';
import { PortalRelease } from '../src/portal-release.js';
import { Screens } from '../src/screens.js';
import { cameraPicture, expectValue, keptFiles, signInOnPhone, startedFrom, takeList, unlock } from '../src/survey-phone.js';
import { roundOpened, TYPED, type Unit } from '../src/surveyed.js';
import { until } from '../src/until.js';

const ADDRESS = process.env['E2E_ADDRESS'] ?? '';
const DATA = process.env['E2E_DATA'] ?? '';
const PICTURES = process.env['E2E_SCREENSHOTS'];
const API = '/api/identification/v1';
describe('a baseline survey on two phones', () => {
  let browser: Browser;
  let screens: Screens;
  let office: Page;
  let township: Officer;
  let one: Phone;
  let two: Phone;
  let release: Promise<PortalRelease>;
  let round = '';
  let household = '';

  beforeAll(async () => {
    browser = await openBrowser();
    screens = new Screens(browser, ADDRESS);
    township = await Officer.signIn(ADDRESS, 'he.rentian');
    release = PortalRelease.built('名单已更新', '名单已经更新');
    [one, two] = [await Phone.open(ADDRESS), await Phone.open(ADDRESS)];
  });
  afterAll(async () => {
    await browser?.close();
    await one?.throwAway();
    await two?.throwAway();
    await (await release).takenBack();
  });

  const unitOf = async (id: string): Promise<Unit> => (await township.get(`${API}/survey-units/${id}`)).body as Unit;
  const picture = async (page: Page, name: string): Promise<void> => {
    if (!PICTURES) return;
    mkdirSync(PICTURES, { recursive: true });
    await page.screenshot({ path: path.join(PICTURES, `${name}.png`) });
  };
  const lookedOnPhone = async (page: Page, name: string): Promise<void> => {
    expect([name, await overflowsSideways(page)]).toEqual([name, false]);
    await picture(page, `${name}-375`);
    expect([name, await accessibilityProblems(page)]).toEqual([name, []]);
  };

  it('is planned and opened by the township', async () => {
    office = await screens.as('he.rentian');
    round = await roundOpened(office);
  });

  it('is taken by two surveyors of one village, once, where there is a signal', async () => {
    const shown = `${Object.values(TYPED).join('')}丧第九组未收到回执将重发已经`;
    await takeList(one, 'yu.fenggang', shown);
    await takeList(two, 'wu.fenggang', shown);
    await lookedOnPhone(one.page, 'survey-phone-list');
  });

  it('starts without signal; other pages say that they need one', async () => {
    await one.signal(false);
    await one.page.goto('/survey');
    await one.page.getByRole('heading', { name: '输入口令' }).waitFor();
    await one.page.getByLabel('口令（6 位以上数字）').fill('999999');
    await one.page.getByRole('button', { name: '打开' }).click();
    await one.page.getByText('口令不对').waitFor();
    await unlock(one.page);
    await one.page.goto('/identification/work');
    await one.page.getByRole('heading', { name: '这个页面需要网络' }).waitFor();
    await lookedOnPhone(one.page, 'survey-phone-offline');
    await one.page.getByRole('link', { name: '去做摸底调查' }).click();
    await unlock(one.page);
  });

  it('is filled in with photographs, and nothing is lost when the browser is killed', async () => {
    const { page } = one;
    await page.locator('.survey-household').first().click();
    household = page.url().split('/').pop() ?? '';
    await page.getByLabel('见到人，可以填写').check();
    await page.getByLabel('家庭住址').fill(TYPED.address);
    await page.getByLabel(/^工资性收入/).fill('12345.5');
    await page.getByLabel('帮扶需求').fill(TYPED.need);
    await page.getByLabel(/^联系电话/).fill(TYPED.phone);
    await page.getByLabel('拍住房照片').setInputFiles(await cameraPicture(page, 'house.jpg'));
    await page.getByText(/住房照片 · \d+ KB/).waitFor();
    await page.getByText(/已保存在手机/).waitFor();
    await lookedOnPhone(page, 'survey-phone-form');
    await one.crash();
    await one.start({ offline: true });
    await one.page.goto(`/survey/households/${household}`);
    await unlock(one.page);
    await expectValue(one.page, '家庭住址', TYPED.address);
    await expectValue(one.page, '帮扶需求', TYPED.need);
    expect(await one.page.getByLabel(/^工资性收入/).inputValue()).toBe('12345.5');
    await one.page.getByText(/住房照片 · \d+ KB/).waitFor();
    await one.page.getByLabel('拍签字照片').setInputFiles(await cameraPicture(one.page, 'signed.jpg'));
    await one.page.getByText(/^已拍签字照片 ·/).waitFor();
    await one.page.getByRole('button', { name: '完成，放入待发送' }).click();
    await one.page.getByRole('button', { name: '新发现一户' }).waitFor();
  });

  it('takes a household nobody knew, with the number checked while it is typed', async () => {
    const { page } = one;
    await page.getByRole('button', { name: '新发现一户' }).click();
    await page.getByLabel(/^村民小组/).fill('第九组');
    await page.getByLabel(/^姓名/).fill(TYPED.headName);
    await page.getByLabel(/^证件号码/).fill(`${TYPED.idNumber.slice(0, 17)}${TYPED.idNumber.endsWith('1') ? '2' : '1'}`);
    await page.getByText(/校验位不符/).waitFor();
    await page.getByLabel(/^证件号码/).fill(TYPED.idNumber);
    await page.getByText('出生 1978-04-15').waitFor();
    await page.getByRole('button', { name: '完成，放入待发送' }).click();
    await page.getByText(/还有 1 处要填或要改/).waitFor();
    await page.getByLabel(/^主要致贫原因/).selectOption({ label: '缺技术' });
    await page.getByLabel('拍签字照片').setInputFiles(await cameraPicture(page, 'signed.jpg'));
    await page.getByText(/^已拍签字照片 ·/).waitFor();
    await page.getByRole('button', { name: '完成，放入待发送' }).click();
    await page.getByRole('link', { name: '待发送 2' }).click();
    await page.getByText('待发送', { exact: true }).first().waitFor();
    await lookedOnPhone(page, 'survey-phone-outbox');
  });

  it('is updated on the phone when the person says so: the outbox and the begun form are there, the new files are kept', async () => {
    const { page } = one;
    const before = await startedFrom(page);
    await page.getByRole('link', { name: '返回名单' }).click();
    await page.locator('.survey-household').nth(1).click();
    await page.getByLabel('见到人，可以填写').check();
    await (await release).serve();
    await one.signal(true);
    await page.reload();
    await unlock(page);
    const update = page.getByRole('button', { name: '更新', exact: true });
    await page.getByText('有新版本。更新不影响未发送的记录。').waitFor();
    expect(await startedFrom(page)).toBe(before);
    // what is typed with the next breath is kept as well
    await page.getByLabel('帮扶需求').fill(TYPED.draft);
    await update.click();
    await page.getByLabel('口令（6 位以上数字）').waitFor();
    const after = await startedFrom(page);
    expect(after).not.toBe(before);
    await one.signal(false);
    await page.reload();
    await unlock(page);
    await page.getByLabel('见到人，可以填写').check();
    await expectValue(page, '帮扶需求', TYPED.draft);
    await page.getByRole('link', { name: '返回名单' }).click();
    // two that are finished, one that is begun
    await page.getByRole('link', { name: '待发送 3' }).click();
    await page.getByText('待发送', { exact: true }).nth(1).waitFor();
    expect(await page.getByText('待发送', { exact: true }).count()).toBe(2);
    const kept = await keptFiles(page);
    expect([kept.includes(after), kept.includes(before)]).toEqual([true, false]);
  });

  it('is sent once when the signal comes back and the first answer is lost', async () => {
    const { page } = one;
    let lost = 0;
    await page.context().route('**/submissions', async (route: Route) => {
      if (lost > 0) return route.fallback();
      lost += 1;
      // the service has it, the phone never hears of it
      await route.fetch();
      await route.abort('connectionreset');
    });
    await one.signal(true);
    // the killed browser has forgotten who was signed in; what was typed it has not
    await page.getByText('登录已过期，请登录后再发送').waitFor();
    await page.getByRole('link', { name: '登录' }).click();
    await signInOnPhone(page, 'yu.fenggang');
    await unlock(page);
    await page.getByRole('link', { name: /^待发送/ }).click();
    await until('the reports were answered', async () => (await page.getByText('已送达').count()) === 2, 60_000);
    expect(lost).toBe(1);
    const unit = await until('the photographs have arrived', async () => {
      const found = await unitOf(household);
      return found.photos.length === 2 && found.photos.every(({ arrived }) => arrived) ? found : undefined;
    });
    expect(unit).toMatchObject({ state: 'confirmed', version: 1, visits: [{ result: 'applied' }] });
    expect(unit.answers).toMatchObject({ address: TYPED.address, 'income.wageFen': 1_234_550, need: TYPED.need });
    const found = ((await township.get(`${API}/survey-rounds/${round}/units?village=360781102208&limit=500`)).body as { items: Unit[] })
      .items;
    expect(found.filter(({ headName }) => headName === TYPED.headName)).toHaveLength(1);
  });

  it('on a second phone about the same household becomes a conflict that the person named for it decides, and nobody else', async () => {
    await two.signal(false);
    await two.page.goto(`/survey/households/${household}`);
    await unlock(two.page);
    await two.page.getByLabel('见到人，可以填写').check();
    await two.page.getByLabel('家庭住址').fill(TYPED.otherAddress);
    await two.page.getByText(/已保存在手机/).waitFor();
    await two.page.getByRole('button', { name: '完成，放入待发送' }).click();
    await two.page.getByRole('link', { name: '待发送 1' }).click();
    await two.signal(true);
    await two.page.getByText('与他人不同，待乡镇决定').waitFor();
    await two.page.getByText('不用重填。由乡镇核对后决定').waitFor();
    await lookedOnPhone(two.page, 'survey-phone-conflict');
    expect(await unitOf(household)).toMatchObject({ version: 1, answers: { address: TYPED.address } });

    // who opened the survey reads both reports and is told whose decision it is
    await office.goto('/identification/survey-conflicts');
    await office.locator('main article a').first().click();
    await office.getByText(TYPED.otherAddress).waitFor();
    await office.getByText('由指定的壬田镇乡镇经办人决定').waitFor();
    expect(await office.getByRole('button', { name: '保存决定' }).count()).toBe(0);
    await screens.looked(office, 'survey-conflict-of-another');

    const named = await screens.as('xu.rentian');
    await named.goto('/identification/work');
    await named.getByRole('link', { name: /两份摸底调查记录不一致，由您决定/ }).click();
    await named.locator('main article a').first().click();
    await named.getByText(TYPED.otherAddress).waitFor();
    await screens.looked(named, 'survey-conflict');
    await named.getByLabel(/待决定的/).check();
    await named.getByLabel('理由').fill('电话核实，已搬家');
    await named.getByRole('button', { name: '保存决定' }).click();
    await named.getByText(/许望山 于 .* 决定：电话核实，已搬家/).waitFor();
    expect(await unitOf(household)).toMatchObject({
      state: 'visited',
      version: 2,
      answers: { address: TYPED.otherAddress, need: TYPED.need },
    });
  });

  it('comes back to both phones, with nothing lost and nothing doubled', async () => {
    for (const { page } of [one, two]) {
      await page.getByRole('link', { name: '返回名单' }).click();
      await page.getByRole('button', { name: '更新名单' }).click();
      await page.getByText(page === one.page ? '名单已经更新' : '名单已更新').waitFor();
      await page.goto(`/survey/households/${household}`);
      await unlock(page);
      await page.getByLabel('见到人，可以填写').check();
      await expectValue(page, '家庭住址', TYPED.otherAddress);
      await expectValue(page, '帮扶需求', TYPED.need);
    }
    expect((await unitOf(household)).visits).toHaveLength(2);
    await office.goto(`/identification/surveys/${round}`);
    await office.getByRole('heading', { name: '每日走访' }).waitFor();
    await office.getByText('余长青').first().waitFor();
    await screens.looked(office, 'survey-coverage');
  });

  it('becomes the application of the newly found household, nothing typed again', async () => {
    await office.goto(`/identification/surveys/${round}/households?village=360781102208&state=confirmed`);
    await office.getByRole('link', { name: TYPED.headName }).click();
    await office.getByRole('button', { name: '据此建立申请' }).waitFor();
    expect(await office.locator('main').innerText()).not.toContain(TYPED.idNumber);
    await screens.looked(office, 'survey-household');
    await office.getByRole('button', { name: '据此建立申请' }).click();
    await office.waitForURL(/identification\/cases\/[0-9a-f-]{36}/);
    await office.getByText(TYPED.headName).first().waitFor();
  });

  it('leaves nothing personal in a cache or readable on the phone’s disk', async () => {
    const cached = await keptFiles(one.page);
    expect(cached.length).toBeGreaterThan(5);
    expect(cached.filter((address) => !/^\/(assets\/[\w.-]+|survey\.html|icon\.svg|survey\.webmanifest)$/.test(address))).toEqual([]);
    const [name] = await one.page.locator('.survey-member summary').allInnerTexts();
    const headName = name?.split('·')[1]?.trim() ?? '';
    expect(headName.length).toBeGreaterThan(1);
    await one.switchOff();
    expect(await findInFiles(one.profile, [...Object.values(TYPED), headName])).toEqual([]);
  });

  it('leaves what was reported sealed in the register, and nowhere else; a name stands where names stand', async () => {
    const page = (await township.get(`${API}/survey-units/${household}`)).text;
    expect([page.includes(TYPED.need), page.includes(TYPED.phone)]).toEqual([true, false]);
    const found = await findInFiles(DATA, Object.values(TYPED));
    for (const marker of Object.values(TYPED))
      expect([marker, placesOf(found, marker)]).toEqual([marker, marker === TYPED.headName ? ['postgres'] : []]);
  });

  it('is wiped with the sign-out', async () => {
    const { page } = two;
    await page.goto('/survey/leave');
    await page
      .getByRole('button', { name: '清除并退出' })
      .or(page.getByRole('button', { name: /^放弃这/ }))
      .click();
    await page.waitForURL((url) => url.pathname === '/');
    await page.goto('/survey');
    await page.getByRole('heading', { name: '本机还没有调查名单' }).waitFor();
  });
});
