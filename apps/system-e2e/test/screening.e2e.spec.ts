import { execFile } from 'node:child_process';
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { promisify } from 'node:util';
import { read } from 'hucre';
import type { Browser, Page } from 'playwright-core';
import { DESKTOP, newPage, openBrowser, PHONE } from '../src/browser.js';
import { listenForTrouble, lookedAt } from '../src/looked-at.js';
import { Officer } from '../src/officer.js';
import { importThroughPortal, numbersOn } from '../src/register-portal.js';
import { signInAs } from '../src/sign-in-page.js';
import { until } from '../src/until.js';

const ADDRESS = process.env['E2E_ADDRESS'] ?? '';
const HOUSEHOLDS = process.env['E2E_HOUSEHOLDS'] ?? '1200';
/** Set to docs/screenshots to renew the pictures of the documentation. */
const PICTURES = process.env['E2E_SCREENSHOTS'];
const API = '/api/identification/v1';
const XLSX = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet';
const FENGGANG = '360781102208';
const root = path.resolve(import.meta.dirname, '../../..');

interface Answer {
  row: number;
  manner: 'sure' | 'name-differs' | 'old-number' | 'no-number';
  householdNumber: string;
  expected: 'veto' | 'strict' | 'pass' | 'look';
}
interface Extract {
  kind: string;
  rule: string;
  file: string;
  authority: string;
  asOf: string;
  expected: { rows: number; matched: number; unsure: number; unmatched: number };
  answers: Answer[];
}
interface Line {
  subject: { id: string; number: string; headName: string };
}

describe('screening by the registers of other authorities', () => {
  let folder: string;
  let extracts: Extract[];
  let broken: { file: string; refusals?: unknown[] }[];
  let browser: Browser;
  const pages: Record<string, Page> = {};
  const troubles: string[][] = [];
  const requested: string[] = [];
  const names: string[] = [];
  const extractOf = (kind: string): Extract => extracts.find((one) => one.kind === kind) as Extract;
  const fileOf = (name: string): string => path.join(folder, 'registers', name);

  beforeAll(async () => {
    folder = mkdtempSync(path.join(os.tmpdir(), 'jingzhun-registers-'));
    const args = ['--conditions=@jingzhun/source', '--import', './tools/ts.mjs', 'tools/city/generate.ts', '--out', folder];
    await promisify(execFile)(process.execPath, [...args, '--households', HOUSEHOLDS], {
      cwd: root,
      env: { ...process.env, NODE_OPTIONS: '' },
    });
    ({ extracts, broken } = JSON.parse(readFileSync(fileOf('registers.json'), 'utf8')) as { extracts: Extract[]; broken: typeof broken });
    browser = await openBrowser();
  });
  afterAll(async () => {
    await browser?.close();
    rmSync(folder, { recursive: true, force: true });
  });

  const as = async (userName: string): Promise<Page> => {
    const known = pages[userName];
    if (known) return known;
    const page = await newPage(browser, ADDRESS);
    troubles.push(listenForTrouble(page));
    page.on('request', (request) => requested.push(decodeURIComponent(request.url())));
    await signInAs(page, userName);
    return (pages[userName] = page);
  };

  /** Everything a page must be: no refusal, nothing sticking out on a PC and a phone, accessible. */
  const looked = async (page: Page, name: string): Promise<void> => {
    await page.waitForLoadState('networkidle');
    const problems = await lookedAt(page);
    if (PICTURES) {
      mkdirSync(PICTURES, { recursive: true });
      for (const [viewport, width] of [
        [PHONE, '375'],
        [DESKTOP, '1366'],
      ] as const) {
        await page.setViewportSize(viewport);
        await page.waitForTimeout(400);
        await page.screenshot({ path: path.join(PICTURES, `${name}-${width}.png`) });
      }
    }
    await page.setViewportSize(DESKTOP);
    expect([name, problems.filter((problem) => !problem.startsWith('refused: '))]).toEqual([name, []]);
  };

  /** Numbers of the city's households about whom a rule says so. */
  const numbersWhere = async (officer: Officer, rule: string, result: string): Promise<string[]> => {
    const found: string[] = [];
    for (let cursor = ''; ;) {
      const { body } = await officer.get(
        `${API}/screenings?rule=${rule}&result=${result}&limit=200${cursor && `&cursor=${encodeURIComponent(cursor)}`}`,
      );
      const page = body as { items: Line[]; nextCursor: string | null };
      found.push(...page.items.map(({ subject }) => subject.number).filter((number) => /^360781\d{11}$/.test(number)));
      if (!page.nextCursor) return found.toSorted();
      cursor = page.nextCursor;
    }
  };
  const numbersOf = (answers: readonly Answer[]): string[] => answers.map(({ householdNumber }) => householdNumber).toSorted();

  it('a file without the column a rule needs is refused as a whole, and says what to do next', async () => {
    const page = await as('gu.release');
    await page.goto('/identification/registers');
    await page.getByText('尚未导入').first().waitFor();
    await looked(page, 'registers');
    const [missing] = broken;
    await importThroughPortal(page, {
      kindZh: '机动车、农机、船舶登记',
      asOf: '2016-02-20',
      authority: '市公安局交警大队',
      document: '瑞公交函〔2016〕12号',
      file: fileOf(missing?.file ?? ''),
    });
    const refusal = page.getByRole('alert').filter({ hasText: '怎么办' });
    await refusal.waitFor();
    expect(await refusal.innerText()).toMatch(/车船类型|车辆类型/);
    await looked(page, 'register-refused');
    await refusal.getByRole('link', { name: '重新上传' }).click();
    await page.getByRole('heading', { level: 1, name: '部门登记数据' }).waitFor();
  });

  it('bad cells of a file are listed with place, reason and remedy, and its other rows are used', async () => {
    const page = await as('gu.release');
    const bad = broken[1];
    await importThroughPortal(page, {
      kindZh: '机动车、农机、船舶登记',
      asOf: '2016-02-19',
      authority: '市公安局交警大队',
      document: '瑞公交函〔2016〕11号',
      file: fileOf(bad?.file ?? ''),
    });
    await page.getByRole('heading', { name: '有误的行' }).waitFor();
    expect(await numbersOn(page)).toMatchObject({ 有误的行: bad?.refusals?.length, 已匹配: 0 });
    const table = page.getByRole('region', { name: '有误的行' });
    await table.getByText('结束日期早于开始日期。').waitFor();
    await table.getByText('请核对两个日期。').waitFor();
    // the number itself is masked
    expect(await table.innerText()).not.toContain('36079819800101001');
    await looked(page, 'register-bad-cells');
  });

  it('a dated register is taken: known persons, unsure ones, and the rest counted and deleted', async () => {
    const page = await as('gu.release');
    const { file, authority, asOf, expected } = extractOf('vehicle');
    await importThroughPortal(page, {
      kindZh: '机动车、农机、船舶登记',
      asOf,
      authority,
      document: '瑞公交函〔2016〕12号',
      file: fileOf(file),
    });
    await page.getByText('去复核').waitFor();
    expect(await numbersOn(page)).toEqual({
      总行数: expected.rows,
      已匹配: expected.matched,
      待复核: expected.unsure,
      已删除: expected.unmatched,
      有误的行: 0,
    });
    await looked(page, 'register-import');
  });

  it('everybody is screened by it at once, exactly as planted', async () => {
    const officer = await Officer.signIn(ADDRESS, 'gu.release');
    const { answers } = extractOf('vehicle');
    const sure = answers.filter(({ manner }) => manner === 'sure');
    await until('the screening', async () => {
      const { body } = await officer.get(`${API}/screening-runs`);
      const { items } = body as { items: { state: string }[] };
      return items.length > 0 && items.every(({ state }) => state === 'done');
    });
    expect(await numbersWhere(officer, 'V2', 'veto')).toEqual(numbersOf(sure.filter(({ expected }) => expected === 'veto')));
    expect(await numbersWhere(officer, 'V2', 'unknown')).toEqual(
      numbersOf(answers.filter(({ manner, expected }) => manner !== 'sure' || expected === 'look')),
    );
  });

  it('an unsure match is decided by a person, and then the rule says so', async () => {
    const page = await as('gu.release');
    const doubtful = extractOf('vehicle').answers.find(({ manner }) => manner === 'name-differs');
    const officer = await Officer.signIn(ADDRESS, 'gu.release');
    const { body } = await officer.get(`${API}/register-matches?kind=vehicle&limit=200`);
    const match = (body as { items: { row: number; known: { name: string } }[] }).items.find(({ row }) => row === doubtful?.row);
    await page.goto('/identification/register-matches?kind=vehicle');
    const item = page.locator('article').filter({ hasText: `第 ${doubtful?.row} 行` });
    await item.getByText('号码相同，姓名不同').waitFor();
    await looked(page, 'register-matches');
    expect(await item.innerText()).toContain(match?.known.name);
    names.push(match?.known.name ?? '');
    await item.getByRole('button', { name: '不是同一人' }).waitFor();
    await item.getByRole('button', { name: '是同一人', exact: true }).click();
    const dialog = page.getByRole('dialog');
    await dialog.getByRole('button', { name: '是同一人' }).click();
    await dialog.getByText(/至少 2 个字/).waitFor();
    await dialog.getByLabel('怎样核实的').fill('与派出所核对，登记时写了别字');
    await dialog.getByRole('button', { name: '是同一人' }).click();
    await page.getByText('已记录，已重新比对').waitFor();
    await item.waitFor({ state: 'detached' });
    await until('the veto', async () => (await numbersWhere(officer, 'V2', 'veto')).includes(doubtful?.householdNumber ?? ''));
  });

  it('the verdict of a vetoed household says why, from which source of which day, and what would change it', async () => {
    const page = await as('gu.release');
    const vetoed = extractOf('vehicle').answers.find(({ manner, expected }) => manner === 'sure' && expected === 'veto');
    const officer = await Officer.signIn(ADDRESS, 'gu.release');
    const { body } = await officer.get(`${API}/screenings?rule=V2&result=veto&limit=200`);
    const line = (body as { items: Line[] }).items.find(({ subject }) => subject.number === vetoed?.householdNumber);
    await page.goto('/identification/screening?rule=V2&result=veto');
    await page.getByRole('region', { name: '各条规则' }).waitFor();
    await looked(page, 'screening');
    await page.locator(`a[href="/identification/households/${line?.subject.id}/verdict"]`).click();
    await page.getByRole('heading', { level: 1, name: `${line?.subject.headName} · 资格比对结果` }).waitFor();
    const rule = page.locator('#V2');
    const text = await rule.innerText();
    expect(text).toContain('一票否决');
    expect(text).toContain('小型客车');
    expect(text).toContain('2016-02-20');
    expect(text).toContain(`第 ${vetoed?.row} 行`);
    expect(text).toContain('怎样会改变这个结论');
    expect(text).toContain('该车船已过户或注销');
    await rule.getByText('规则原文').click();
    await rule.getByText('2015.1').waitFor();
    await looked(page, 'verdict');
  });

  it('all other registers judge the city exactly as planted', async () => {
    const officer = await Officer.signIn(ADDRESS, 'gu.release');
    const others = extracts.filter(({ kind }) => kind !== 'vehicle' && kind !== 'police');
    for (const { kind, file, authority, asOf, expected } of others) {
      const query = new URLSearchParams({ kind, asOf, authority, document: '函〔2016〕12号' });
      const headers = { 'Content-Type': XLSX, 'X-File-Name': encodeURIComponent(file) };
      const { body } = await officer.upload(`${API}/register-imports?${query.toString()}`, readFileSync(fileOf(file)), headers);
      const { id } = body as { id: string };
      const taken = await until(`the ${kind} extract`, async () => {
        const answer = (await officer.get(`${API}/register-imports/${id}`)).body as { state: string; counts: object };
        return answer.state !== 'received' && answer;
      });
      expect([kind, taken.counts]).toEqual([kind, expect.objectContaining({ ...expected, refused: 0 })]);
    }
    await until('the screening', async () => {
      const { body } = await officer.get(`${API}/screening-runs`);
      return (body as { items: { state: string }[] }).items.every(({ state }) => state === 'done');
    });
    for (const { kind, rule, answers } of others) {
      const sure = (expected: Answer['expected']): string[] =>
        numbersOf(answers.filter((answer) => answer.manner === 'sure' && answer.expected === expected));
      const result = rule.startsWith('V') ? 'veto' : 'strict';
      expect([kind, await numbersWhere(officer, rule, result)]).toEqual([kind, sure(result)]);
      const open = numbersOf(answers.filter(({ manner, expected }) => manner !== 'sure' || expected === 'look'));
      expect([kind, await numbersWhere(officer, rule, 'unknown')]).toEqual([kind, open]);
    }
  });

  describe('what the police write', () => {
    let household: string;
    let head: { name: string; number: string };

    it('is imported by the verification officer, and by no other account', async () => {
      const township = readdirSync(folder).find((file) => file.startsWith('360781102')) ?? '';
      const { sheets } = await read(readFileSync(path.join(folder, township)));
      const rows = sheets.find(({ name }) => name === '贫困户')?.rows as string[][];
      const at = (title: string): number => rows[0]?.indexOf(title) ?? -1;
      const found = rows.slice(1).find((row) => String(row[at('行政区划代码')]) === FENGGANG) as string[];
      names.push(String(found[at('户主姓名')]));
      head = { name: String(found[at('户主姓名')]), number: String(found[at('户主证件号码')]) };
      const officer = await Officer.signIn(ADDRESS, 'yu.fenggang');
      const { body } = await officer.post(`${API}/households/search`, { idNumber: head.number });
      household = (body as { items: { id: string }[] }).items[0]?.id ?? '';
      expect(household).toMatch(/^[0-9a-f-]{36}$/);

      const county = await as('gu.release');
      await county.goto('/identification/registers');
      await county.getByLabel('哪一种登记数据').click();
      await county.locator('.ant-select-item-option').first().waitFor();
      expect(await county.locator('.ant-select-item-option').getByText('治安处罚信息').count()).toBe(0);
      await county.keyboard.press('Escape');

      const page = await as('pan.verify');
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
      const { id } = { id: page.url().split('/').pop() ?? '' };
      expect((await (await Officer.signIn(ADDRESS, 'gu.release')).get(`${API}/register-imports/${id}`)).status).toBe(404);
    });

    it('waits for that officer, who sees the fact and confirms it with evidence only he may open', async () => {
      const page = await as('pan.verify');
      await page.goto(`/identification/households/${household}/verdict`);
      const rule = page.locator('#V6');
      await until('the screening', async () => {
        await page.reload();
        await rule.waitFor();
        return (await rule.innerText()).includes('赌博');
      });
      await looked(page, 'verdict-verifier');
      await rule.getByRole('button', { name: '作出核实结论' }).click();
      const drawer = page.getByRole('dialog');
      await drawer.getByText('核实：受处罚且拒不改正').click();
      await drawer.getByLabel('核实情况').fill('与派出所和村干部核实，处罚后仍多次参与');
      await drawer.getByRole('button', { name: '提交核实结论' }).click();
      await drawer.getByText('这一结论须附证据，请先上传').waitFor();
      await looked(page, 'verdict-confirm');
      const picture = await page.screenshot({ type: 'jpeg' });
      await drawer.locator('input[type=file]').last().setInputFiles({ name: '处罚决定书.jpg', mimeType: 'image/jpeg', buffer: picture });
      await drawer.getByText('已附 1 份').waitFor();
      await drawer.getByRole('button', { name: '提交核实结论' }).click();
      await page.getByText('已记录，已重新比对').waitFor();
      await rule.getByText(/潘若水 于 \d{4}-\d\d-\d\d 确认/).waitFor();
    });

    it('is never seen by the village: who confirmed, and nothing of what', async () => {
      const page = await as('yu.fenggang');
      const answers: Promise<string>[] = [];
      page.on('response', (response) => {
        if (response.url().includes('/api/')) answers.push(response.text().catch(() => ''));
      });
      await page.goto(`/identification/households/${household}/verdict`);
      const rule = page.locator('#V6');
      await rule.getByText(/不符合条件，由潘若水于 \d{4}-\d\d-\d\d 确认/).waitFor();
      await rule.getByText('事实依据涉及敏感信息').waitFor();
      expect(await rule.getByRole('button').count()).toBe(0);
      await looked(page, 'verdict-village');
      expect(await page.locator('body').innerText()).not.toMatch(/赌博|拒不改正，|处罚后仍/);
      const heard = (await Promise.all(answers)).join('\n');
      expect(heard).toContain('不符合条件，由潘若水');
      expect(heard).not.toMatch(/"赌博|gambling"|处罚后仍|决定日期|2015-11-11/);
      const links = await page.getByRole('navigation').first().innerText();
      expect([links.includes('资格比对'), links.includes('部门登记数据'), links.includes('匹配复核')]).toEqual([true, false, false]);
    });
  });

  it('what waits for a person is listed, and confirmed with a reason', async () => {
    const page = await as('he.rentian');
    await page.goto('/identification/screening-tasks?rule=V4');
    const first = page.getByRole('region', { name: '待核实' }).getByRole('listitem').first();
    await first.getByText('V4 长期不在或人户分离').waitFor();
    await looked(page, 'screening-tasks');
    await first.getByRole('link').click();
    const rule = page.locator('#V4');
    await rule.getByRole('button', { name: '作出核实结论' }).click();
    const drawer = page.getByRole('dialog');
    await drawer.getByText('核实：常住本村').click();
    await drawer.getByRole('button', { name: '提交核实结论' }).click();
    await drawer.getByText(/请写明核实情况/).waitFor();
    await drawer.getByLabel('核实情况').fill('2月25日入户，全家在家，邻居证实');
    await drawer.getByRole('button', { name: '提交核实结论' }).click();
    await page.getByText('已记录，已重新比对').waitFor();
    await rule.getByText('符合：核实：常住本村', { exact: false }).waitFor();
    await rule.getByText('详情').click();
    await rule.getByText(/入户，全家在家/).waitFor();
  });

  it('one word with evidence settles a village in which nothing speaks against anybody', async () => {
    const page = await as('he.rentian');
    await page.goto(`/identification/screening-tasks?rule=V4&area=${FENGGANG}`);
    await page.getByRole('button', { name: '成批核实' }).click();
    const drawer = page.getByRole('dialog');
    await drawer.getByLabel('哪一条规则').click();
    await page.locator('.ant-select-item-option').getByText('V4 长期不在或人户分离').click();
    await drawer.getByLabel('怎样核实的').fill('村干部逐户走访，均常住本村');
    const picture = await page.screenshot({ type: 'jpeg' });
    await drawer.locator('input[type=file]').last().setInputFiles({ name: '走访记录.jpg', mimeType: 'image/jpeg', buffer: picture });
    await drawer.getByText('已附 1 份').waitFor();
    await looked(page, 'screening-group');
    await drawer.getByRole('button', { name: '开始成批核实' }).click();
    await drawer.getByText(/已核实 \d+ 户/).waitFor();
    await drawer.locator('.ant-drawer-footer').getByRole('button').click();
    await page.getByText('没有待核实的事项').waitFor();
  });

  it('a run over everybody shows its progress and its counts', async () => {
    const page = await as('gu.release');
    await page.goto('/identification/screening');
    const panel = page.getByRole('region', { name: '最近一次全部比对' });
    await panel.getByRole('button', { name: '全部重新比对' }).click();
    await page.getByRole('dialog').getByRole('button', { name: '全部重新比对' }).click();
    await page.locator('.ant-message').getByText('比对已完成').waitFor();
    const told = /共比对 ([\d,]+) 户：一票否决 ([\d,]+)，待核实 ([\d,]+)/.exec(await panel.innerText());
    const [subjects, veto, unknown] = (told ?? []).slice(1).map((text) => Number(text.replaceAll(',', '')));
    const numbers = await numbersOn(page);
    expect(subjects).toBeGreaterThanOrEqual(Number(HOUSEHOLDS));
    // applicants of other tests are in the run and not in the figures of households
    expect(veto).toBeGreaterThanOrEqual(numbers['一票否决'] ?? 0);
    expect(unknown).toBeGreaterThanOrEqual(numbers['有待核实事项'] ?? 0);
    expect(numbers['一票否决']).toBeGreaterThan(0);
  });

  it('no address held a name or a number of a person', () => {
    expect([names.length, requested.length > 200]).toEqual([2, true]);
    expect(requested.filter((url) => names.some((name) => url.includes(name)) || /36079[89]\d{6}/.test(url))).toEqual([]);
  });

  it('no page met an error', () => {
    expect(troubles.flat()).toEqual([]);
  });
});
