import { mkdirSync } from 'node:fs';
import path from 'node:path';
import type { Browser, Locator, Page } from 'playwright-core';
import { DESKTOP, newPage, PHONE } from './browser.js';
import type { SentFile } from './evidence-files.js';
import { photo, video } from './evidence-files.js';
import { listenForTrouble, lookedAt } from './looked-at.js';
import type { Officer } from './officer.js';
import { signInAs } from './sign-in-page.js';
import { until } from './until.js';

const PASSWORD = 'Ruijin-2016-demo';
/** Set to docs/screenshots to renew the pictures of the documentation. */
const PICTURES = process.env['E2E_SCREENSHOTS'];

export interface MeetingEntered {
  readonly caseId: string;
  readonly headName: string;
  readonly minutes: string;
  readonly picture: string;
}

export interface FindingEntered {
  readonly outcome: '成立' | '不成立';
  readonly effect?: string;
  readonly step?: string | RegExp;
  readonly answer: RegExp;
  readonly findings: string;
  readonly picture?: string;
}

/** What people do on the pages of the procedure, each in a browser of their own. */
export class Screens {
  private readonly pages = new Map<string, Page>();
  /** Every address any of the browsers asked for. */
  readonly addresses = new Set<string>();
  private readonly listened: string[][] = [];

  constructor(
    private readonly browser: Browser,
    private readonly address: string,
  ) {}

  async as(userName: string, viewport?: typeof DESKTOP): Promise<Page> {
    const page = this.pages.get(userName) ?? (await this.signedIn(userName));
    this.pages.set(userName, page);
    if (viewport) await page.setViewportSize(viewport);
    return page;
  }

  /** Answers of 400 and more, script errors: on whatever page. */
  get troubles(): string[] {
    return this.listened.flat();
  }

  addressesWith(texts: readonly string[]): string[] {
    return [...this.addresses]
      .map((address) => decodeURIComponent(address))
      .filter((address) => texts.some((text) => address.includes(text)));
  }

  private async signedIn(userName: string): Promise<Page> {
    const page = await newPage(this.browser, this.address);
    page.on('request', (request) => this.addresses.add(request.url()));
    this.listened.push(listenForTrouble(page));
    await signInAs(page, userName);
    return page;
  }

  /** Nothing refused unless that is what is shown, nothing out of the page, nothing in the way of a screen reader; a picture when pictures are wanted. */
  async looked(page: Page, name: string, { refusal = false } = {}): Promise<void> {
    await page.waitForLoadState('networkidle');
    const problems = await lookedAt(page);
    expect([name, problems.filter((problem) => !refusal || !problem.startsWith('refused: '))]).toEqual([name, []]);
    if (!PICTURES) return;
    mkdirSync(PICTURES, { recursive: true });
    for (const [viewport, width] of [
      [PHONE, 375],
      [DESKTOP, 1366],
    ] as const) {
      await page.setViewportSize(viewport);
      await page.evaluate('window.scrollTo(0, 0)');
      // tables turn into cards a moment after the change of the width
      await page.waitForTimeout(400);
      await page.screenshot({ path: path.join(PICTURES, `${name}-${width}.png`) });
    }
  }

  /** Behind the bell in the head, once the round of the day has said it; and from there to where it is done. */
  async reminded(page: Page, by: Officer, of: string): Promise<void> {
    await until(`a reminder: ${of}`, async () => {
      const { items } = (await by.get('/api/identification/v1/reminders')).body as { items: { step: { zh: string } }[] };
      return items.some(({ step }) => step.zh === of);
    });
    await page.goto('/identification/work');
    await page.getByRole('button', { name: /^到期提醒，\d+ 条未读$/ }).click();
    const link = page.getByRole('dialog').getByRole('link', { name: new RegExp(of) });
    await link.first().waitFor();
    await this.looked(page, 'reminders');
    await link.first().click();
  }

  async openCase(page: Page, caseId: string, headName: string): Promise<void> {
    await page.goto(`/identification/cases/${caseId}`);
    await page.getByRole('heading', { level: 1, name: new RegExp(headName) }).waitFor();
  }

  /** A step of the case page: the button, the question, the signature when one is needed. */
  async took(page: Page, step: string, { isSigned }: { isSigned: boolean }): Promise<void> {
    await page.getByRole('button', { name: step, exact: true }).click();
    const dialog = page.getByRole('dialog', { name: step });
    await dialog.getByRole('button', { name: isSigned ? '下一步：核对并签名' : /^办\s?理$/ }).click();
    if (isSigned) await this.signed(page);
    else await dialog.waitFor({ state: 'hidden' });
  }

  async signed(page: Page): Promise<void> {
    const dialog = page.getByRole('dialog', { name: /^签名/ });
    await dialog.getByLabel('登录密码').fill(PASSWORD);
    await dialog.getByRole('button', { name: '签名并办理' }).click();
    await dialog.waitFor({ state: 'hidden' });
  }

  /** Into the documents of a case or a meeting, under their role. */
  async documents(page: Page, papers: readonly (readonly [role: string, file: SentFile])[]): Promise<void> {
    for (const [role, file] of papers) {
      await page.locator(`section#documents input[aria-label^="${role}"]`).last().setInputFiles(file);
      await page.locator('section#documents li').filter({ hasText: role }).first().waitFor();
    }
  }

  /** The roll of one group, as the township enters it from the link of the case; another person confirms it. */
  async rollEntered(page: Page, villageCode: string, group: string, households: number): Promise<void> {
    await page.goto(`/identification/rolls?${new URLSearchParams({ enter: '', village: villageCode, group }).toString()}`);
    await page.getByLabel('依据文件名称').fill('凤岗村户籍底册第三小组页');
    const day = await today(page);
    await dated(page.getByLabel('文件日期'), day);
    await dated(page.getByLabel('生效日期'), day);
    await page.getByLabel('户数').fill(String(households));
    await this.looked(page, 'roll-form');
    await page.getByRole('button', { name: '提交，待另一人确认' }).click();
    const entered = page
      .getByRole('article')
      .filter({ hasText: `${group} ${households} 户` })
      .first();
    await entered.waitFor();
    expect(await entered.getByRole('button', { name: '确认名册' }).isDisabled()).toBe(true);
  }

  /** The meeting that waits for the case, recorded with its papers and concluded by its votes. */
  async metAndConcluded(page: Page, { caseId, headName, minutes, picture }: MeetingEntered): Promise<void> {
    await this.openCase(page, caseId, headName);
    await page.getByRole('link', { name: '会议记录' }).first().click();
    await page.getByRole('heading', { level: 1, name: '登记会议' }).waitFor();
    await dated(page.getByLabel('会议日期'), await today(page));
    await page.getByLabel('会议地点').fill('村部会议室');
    await page.getByLabel('主持人').fill('罗组长');
    await page.getByText(/^30（名册：/).waitFor();
    await page.getByLabel('实到人数').fill('24');
    await page.getByText('至少须到 20 人').waitFor();
    const line = page.getByRole('group', { name: headName });
    await line.getByLabel('同意').fill('22');
    await line.getByLabel('反对').fill('1');
    await page.getByRole('button', { name: '保存会议记录' }).click();
    await page.getByText('有 1 户的票数合计不等于实到人数').waitFor();
    await line.getByLabel('弃权').fill('1');
    await page.getByLabel('已当场宣读').check();
    await page.getByLabel('会议记录').fill(minutes);
    await this.looked(page, `${picture}-form`);
    await page.getByRole('button', { name: '保存会议记录' }).click();
    await page.getByText(/还缺：/).waitFor();
    await this.documents(page, [
      ['签到表', await photo(`sheet${picture}`)],
      ['照片', await photo(`room${picture}`)],
      ['录像', video('room')],
    ]);
    await this.looked(page, picture);
    await page.getByRole('button', { name: /按表决结果办理/ }).click();
    await page.getByRole('dialog').getByRole('button', { name: '下一步：核对并签名' }).click();
    await this.signed(page);
    await this.openCase(page, caseId, headName);
  }

  /** From the case to its notice; the photograph of the first or the last day. */
  async noticePhotographed(page: Page, caseId: string, occasion: '首日' | '末日'): Promise<void> {
    await page.goto(`/identification/cases/${caseId}`);
    await page.getByRole('link', { name: '打开公示' }).first().click();
    const proofs = page.getByRole('region', { name: '张贴照片' });
    await proofs
      .locator(`input[aria-label^="上传${occasion}张贴照片"]`)
      .last()
      .setInputFiles(await photo(`${occasion}${page.url()}`));
    await proofs
      .locator('li')
      .filter({ hasText: `${occasion}照片` })
      .waitFor();
  }

  /** On the page of the notice, once nothing is missing. */
  async noticeClosed(page: Page): Promise<void> {
    await page.getByRole('button', { name: '办结公示' }).click();
    await page.getByText('已办结').first().waitFor();
  }

  /** The first objection to the notice, as the township finds it. */
  async objectionOpened(page: Page, noticeId: string): Promise<void> {
    await page.goto(`/identification/objections?notice=${noticeId}`);
    await page
      .getByRole('link', { name: /^[0-9A-Z]{4}-[0-9A-Z]{4}$/ })
      .first()
      .click();
  }

  /** The objection on the page, investigated, answered and signed. */
  async objectionAnswered(page: Page, finding: FindingEntered): Promise<void> {
    await page.getByLabel(finding.outcome, { exact: true }).check();
    if (finding.effect) await page.getByLabel(finding.effect, { exact: true }).check();
    if (finding.step) await choose(page, /^退回到$/, finding.step);
    await choose(page, '答复用语', finding.answer);
    await page.getByLabel('调查情况').fill(finding.findings);
    if (finding.picture) await this.looked(page, finding.picture);
    await page.getByRole('button', { name: '签名并答复' }).click();
    await this.signed(page);
    await page.getByText(/签名答复/).waitFor();
  }

  /** The sample of the level, drawn now, and the household it chose visited. */
  async drawnAndVisited(page: Page, findings: string, picture?: string): Promise<void> {
    await page.goto('/identification/samples');
    await page.getByRole('button', { name: /^抽\s?取$/ }).click();
    await page
      .getByRole('dialog')
      .getByRole('button', { name: /^抽\s?取$/ })
      .click();
    await page.getByRole('heading', { name: '种子' }).waitFor();
    await page.getByRole('button', { name: '登记入户核查' }).click();
    const drawer = page.getByRole('dialog');
    await dated(drawer.getByLabel('入户日期'), await today(page));
    await drawer.getByLabel('入户人员').fill('王核查');
    await drawer.getByLabel('入户人员').press('Enter');
    await drawer.getByText('与申请相符').click();
    await drawer.getByLabel('核查情况').fill(findings);
    await drawer
      .locator('input[type=file]')
      .last()
      .setInputFiles(await photo(`visit${page.url()}`));
    await drawer.getByText('已上传 1 份').waitFor();
    await drawer.getByRole('button', { name: /^保\s?存$/ }).click();
    await page.getByText('已入户：与申请相符').waitFor();
    if (picture) await this.looked(page, picture);
  }
}

async function dated(field: Locator, day: string): Promise<void> {
  await field.fill(day);
  await field.press('Enter');
}

export async function choose(page: Page, label: string | RegExp, option: string | RegExp, within: Page | Locator = page): Promise<void> {
  await within.getByLabel(label).first().click();
  await page.locator('.ant-select-dropdown:visible').getByText(option, { exact: true }).first().click();
}

/** The department's day. */
export async function today(page: Page): Promise<string> {
  const { today: day } = (await (await page.request.get('/api/identification/v1/clock')).json()) as { today: string };
  return day;
}
