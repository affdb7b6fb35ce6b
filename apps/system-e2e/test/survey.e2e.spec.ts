import { mkdirSync } from 'node:fs';
import path from 'node:path';
import type { Browser, Page, Route } from 'playwright-core';
import { accessibilityProblems, DESKTOP, newPage, openBrowser, overflowsSideways, PHONE } from '../src/browser.js';
import { findInFiles } from '../src/find-in-files.js';
import { checkDigitOf } from '../src/id-check-digit.js';
import { Officer } from '../src/officer.js';
import { Phone } from '../src/phone.js';
import { signInAs } from '../src/sign-in-page.js';
import { until } from '../src/until.js';

const ADDRESS = process.env['E2E_ADDRESS'] ?? '';
const PICTURES = process.env['E2E_SCREENSHOTS'];
const PIN = '271828';
const API = '/api/identification/v1';
/** Texts that can occur by no chance: found again, they were written down in the clear. */
const TYPED = {
  address: '鹤鸣路九九九号',
  otherAddress: '雁归巷八八八号',
  need: '盼修灌溉水渠甲',
  headName: '甄新户',
  idNumber: withCheckDigit('36079919780415332'),
};

/** Whether the worker has kept the files of the survey; says so at once, also when it never will. */
const KEPT = 'navigator.serviceWorker.getRegistration().then((registration) => registration?.active?.state === "activated")';

interface Unit {
  id: string;
  headName: string;
  state: string;
  version: number;
  answers: Record<string, unknown>;
  visits: { result: string }[];
  photos: { arrived: boolean }[];
}

describe('a baseline survey on two phones', () => {
  let browser: Browser;
  let office: Page;
  let township: Officer;
  let one: Phone;
  let two: Phone;
  let round = '';
  let household = '';

  beforeAll(async () => {
    browser = await openBrowser();
    office = await newPage(browser, ADDRESS);
    township = await Officer.signIn(ADDRESS, 'he.rentian');
    [one, two] = [await Phone.open(ADDRESS), await Phone.open(ADDRESS)];
  });
  afterAll(async () => {
    await browser?.close();
    await one?.throwAway();
    await two?.throwAway();
  });

  const unitOf = async (id: string): Promise<Unit> => (await township.get(`${API}/survey-units/${id}`)).body as Unit;
  const picture = async (page: Page, name: string): Promise<void> => {
    if (!PICTURES) return;
    mkdirSync(PICTURES, { recursive: true });
    await page.screenshot({ path: path.join(PICTURES, `${name}.png`) });
  };
  const looked = async (page: Page, name: string): Promise<void> => {
    for (const [viewport, width] of [
      [DESKTOP, '1366'],
      [PHONE, '375'],
    ] as const) {
      await page.setViewportSize(viewport);
      expect([name, width, await overflowsSideways(page)]).toEqual([name, width, false]);
      await picture(page, `${name}-${width}`);
    }
    await page.setViewportSize(DESKTOP);
    expect([name, await accessibilityProblems(page)]).toEqual([name, []]);
  };
  const lookedOnPhone = async (page: Page, name: string): Promise<void> => {
    expect([name, await overflowsSideways(page)]).toEqual([name, false]);
    await picture(page, `${name}-375`);
    expect([name, await accessibilityProblems(page)]).toEqual([name, []]);
  };

  it('is planned and opened by the township', async () => {
    await signInAs(office, 'he.rentian');
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
    await office.getByRole('button', { name: '保存' }).click();
    await office.waitForURL(/identification\/surveys\/[0-9a-f-]{36}$/);
    round = office.url().split('/').pop() ?? '';
    await office.getByRole('button', { name: '开始调查' }).click();
    await office.getByRole('dialog').getByRole('button', { name: '开始调查' }).click();
    await office.getByText('进行中').first().waitFor();
  });

  const takeList = async (phone: Phone, userName: string): Promise<void> => {
    const { page } = phone;
    await page.goto('/survey');
    await page.getByRole('link', { name: '登录' }).click();
    await signIn(page, userName);
    await page.getByRole('heading', { name: '下载名单，设置口令' }).waitFor();
    await page.getByLabel('口令（6 位以上数字）').fill(PIN);
    await page.getByLabel('再输一次口令').fill(PIN);
    await page.getByRole('button', { name: '下载名单' }).click();
    await page.getByRole('button', { name: '新发现一户' }).waitFor();
    // a script in the page has no limit of its own: without one a phone that hangs would not say at what
    await until('the app is kept on the phone', () => page.evaluate<boolean>(KEPT), 60_000);
    // phones have Chinese characters of their own; this browser has to fetch those of the pictures while it can
    const shown = `${Object.values(TYPED).join('')}丧第九组未收到回执将重发`;
    await page.evaluate(`void [400, 600].map((weight) => document.fonts.load(weight + ' 16px "Noto Sans SC"', ${JSON.stringify(shown)}))`);
    await until('the characters are there', () => page.evaluate<boolean>("document.fonts.status === 'loaded'"), 60_000);
  };

  it('is taken by two surveyors of one village, once, where there is a signal', async () => {
    await takeList(one, 'yu.fenggang');
    await takeList(two, 'wu.fenggang');
    await lookedOnPhone(one.page, 'survey-phone-list');
  });

  const unlock = async (page: Page): Promise<void> => {
    await page.getByLabel('口令（6 位以上数字）').fill(PIN);
    await page.getByRole('button', { name: '打开' }).click();
    await page.getByRole('button', { name: '新发现一户' }).or(page.getByText('返回名单')).first().waitFor();
  };

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
    await page.getByLabel('拍住房照片').setInputFiles({ name: 'house.jpg', mimeType: 'image/jpeg', buffer: await madePicture(page) });
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
    await one.page
      .getByLabel('拍签字照片')
      .setInputFiles({ name: 'signed.jpg', mimeType: 'image/jpeg', buffer: await madePicture(one.page) });
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
    await page.getByLabel('拍签字照片').setInputFiles({ name: 'signed.jpg', mimeType: 'image/jpeg', buffer: await madePicture(page) });
    await page.getByText(/^已拍签字照片 ·/).waitFor();
    await page.getByRole('button', { name: '完成，放入待发送' }).click();
    await page.getByRole('link', { name: '待发送 2' }).click();
    await page.getByText('待发送', { exact: true }).first().waitFor();
    await lookedOnPhone(page, 'survey-phone-outbox');
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
    await signIn(page, 'yu.fenggang');
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

  it('on a second phone about the same household becomes a conflict that a person of the township decides', async () => {
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

    await office.goto('/identification/survey-conflicts');
    await office.locator('main article a').first().click();
    await office.getByText(TYPED.otherAddress).waitFor();
    await looked(office, 'survey-conflict');
    await office.getByLabel(/待决定的/).check();
    await office.getByLabel('理由').fill('电话核实，已搬家');
    await office.getByRole('button', { name: '保存决定' }).click();
    await office.getByText(/何秋实 于 .* 决定：电话核实，已搬家/).waitFor();
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
      await page.getByText('名单已更新').waitFor();
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
    await looked(office, 'survey-coverage');
  });

  it('becomes the application of the newly found household, nothing typed again', async () => {
    await office.goto(`/identification/surveys/${round}/households?village=360781102208&state=confirmed`);
    await office.getByRole('link', { name: TYPED.headName }).click();
    await office.getByRole('button', { name: '据此建立申请' }).waitFor();
    expect(await office.locator('main').innerText()).not.toContain(TYPED.idNumber);
    await looked(office, 'survey-household');
    await office.getByRole('button', { name: '据此建立申请' }).click();
    await office.waitForURL(/identification\/cases\/[0-9a-f-]{36}/);
    await office.getByText(TYPED.headName).first().waitFor();
  });

  it('leaves nothing personal in a cache or readable on the phone’s disk', async () => {
    const cached = await one.page.evaluate<string[]>(`(async () => {
      const addresses = [];
      for (const name of await caches.keys()) for (const request of await (await caches.open(name)).keys()) addresses.push(new URL(request.url).pathname);
      return addresses;
    })()`);
    expect(cached.length).toBeGreaterThan(5);
    expect(cached.filter((address) => !/^\/(assets\/[\w.-]+|survey\.html|icon\.svg|survey\.webmanifest)$/.test(address))).toEqual([]);
    const [name] = await one.page.locator('.survey-member summary').allInnerTexts();
    const headName = name?.split('·')[1]?.trim() ?? '';
    expect(headName.length).toBeGreaterThan(1);
    await one.switchOff();
    const secrets = [TYPED.address, TYPED.otherAddress, TYPED.need, TYPED.headName, TYPED.idNumber, headName];
    expect(await findInFiles(one.profile, secrets)).toEqual([]);
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

const signIn = async (page: Page, userName: string): Promise<void> => {
  await page.getByLabel('用户名').fill(userName);
  await page.getByLabel('密码').fill('Ruijin-2016-demo');
  await page.getByRole('button', { name: '登录' }).click();
};

const expectValue = async (page: Page, label: string, value: string): Promise<void> => {
  await page.getByLabel(label).waitFor();
  expect(await page.getByLabel(label).inputValue()).toBe(value);
};

/** A JPEG as a camera makes it, larger than what is kept. */
async function madePicture(page: Page): Promise<Buffer> {
  const base64 = await page.evaluate<string>(`(() => {
    const canvas = document.createElement('canvas');
    canvas.width = 2400;
    canvas.height = 1800;
    const pen = canvas.getContext('2d');
    for (let i = 0; i < 400; i += 1) {
      pen.fillStyle = 'hsl(' + ((i * 37) % 360) + ' 60% 50%)';
      pen.fillRect((i * 97) % 2400, (i * 53) % 1800, 180, 140);
    }
    return canvas.toDataURL('image/jpeg', 0.92).split(',')[1];
  })()`);
  return Buffer.from(base64, 'base64');
}

function withCheckDigit(seventeen: string): string {
  return `${seventeen}${checkDigitOf(seventeen)}`;
}
