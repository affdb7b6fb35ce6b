import { readFileSync } from 'node:fs';
import type { Browser } from 'playwright-core';
import { openBrowser } from '../src/browser.js';
import { Officer } from '../src/officer.js';
import { importThroughPortal, numbersOn } from '../src/register-portal.js';
import { everybodyScreened, numbersOf, numbersWhere, RegistersOfCity, type Answer, type Line } from '../src/registers-of-city.js';
import { Screens } from '../src/screens.js';
import { until } from '../src/until.js';

const ADDRESS = process.env['E2E_ADDRESS'] ?? '';
const HOUSEHOLDS = process.env['E2E_HOUSEHOLDS'] ?? '1200';
const API = '/api/identification/v1';
const XLSX = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet';

describe('the registers of other authorities', () => {
  let registers: RegistersOfCity;
  let browser: Browser;
  let screens: Screens;
  let doubtfulName = '';

  beforeAll(async () => {
    registers = await RegistersOfCity.generated(HOUSEHOLDS);
    browser = await openBrowser();
    screens = new Screens(browser, ADDRESS);
  });
  afterAll(async () => {
    await browser?.close();
    registers?.thrownAway();
  });

  it('a file without the column a rule needs is refused as a whole, and says what to do next', async () => {
    const page = await screens.as('gu.release');
    await page.goto('/identification/registers');
    await page.getByText('尚未导入').first().waitFor();
    await screens.looked(page, 'registers');
    const [missing] = registers.broken;
    await importThroughPortal(page, {
      kindZh: '机动车、农机、船舶登记',
      asOf: '2016-02-20',
      authority: '市公安局交警大队',
      document: '瑞公交函〔2016〕12号',
      file: registers.fileOf(missing?.file ?? ''),
    });
    const refusal = page.getByRole('alert').filter({ hasText: '怎么办' });
    await refusal.waitFor();
    expect(await refusal.innerText()).toMatch(/车船类型|车辆类型/);
    await screens.looked(page, 'register-refused', { refusal: true });
    await refusal.getByRole('link', { name: '重新上传' }).click();
    await page.getByRole('heading', { level: 1, name: '部门登记数据' }).waitFor();
  });

  it('bad cells of a file are listed with place, reason and remedy, and its other rows are used', async () => {
    const page = await screens.as('gu.release');
    const bad = registers.broken[1];
    await importThroughPortal(page, {
      kindZh: '机动车、农机、船舶登记',
      asOf: '2016-02-19',
      authority: '市公安局交警大队',
      document: '瑞公交函〔2016〕11号',
      file: registers.fileOf(bad?.file ?? ''),
    });
    await page.getByRole('heading', { name: '有误的行' }).waitFor();
    expect(await numbersOn(page)).toMatchObject({ 有误的行: bad?.refusals?.length, 已匹配: 0 });
    const table = page.getByRole('region', { name: '有误的行' });
    await table.getByText('结束日期早于开始日期。').waitFor();
    await table.getByText('请核对两个日期。').waitFor();
    // the number itself is masked
    expect(await table.innerText()).not.toContain('36079819800101001');
    await screens.looked(page, 'register-bad-cells', { refusal: true });
  });

  it('a dated register is taken: known persons, unsure ones, and the rest counted and deleted', async () => {
    const page = await screens.as('gu.release');
    const { file, authority, asOf, expected } = registers.extractOf('vehicle');
    await importThroughPortal(page, {
      kindZh: '机动车、农机、船舶登记',
      asOf,
      authority,
      document: '瑞公交函〔2016〕12号',
      file: registers.fileOf(file),
    });
    await page.getByText('去复核').waitFor();
    expect(await numbersOn(page)).toEqual({
      总行数: expected.rows,
      已匹配: expected.matched,
      待复核: expected.unsure,
      已删除: expected.unmatched,
      有误的行: 0,
    });
    await screens.looked(page, 'register-import');
  });

  it('everybody is screened by it at once, exactly as planted', async () => {
    const officer = await Officer.signIn(ADDRESS, 'gu.release');
    const { answers } = registers.extractOf('vehicle');
    const sure = answers.filter(({ manner }) => manner === 'sure');
    await everybodyScreened(officer);
    expect(await numbersWhere(officer, 'V2', 'veto')).toEqual(numbersOf(sure.filter(({ expected }) => expected === 'veto')));
    expect(await numbersWhere(officer, 'V2', 'unknown')).toEqual(
      numbersOf(answers.filter(({ manner, expected }) => manner !== 'sure' || expected === 'look')),
    );
  });

  it('an unsure match is decided by a person, and then the rule says so', async () => {
    const page = await screens.as('gu.release');
    const doubtful = registers.extractOf('vehicle').answers.find(({ manner }) => manner === 'name-differs');
    const officer = await Officer.signIn(ADDRESS, 'gu.release');
    const { body } = await officer.get(`${API}/register-matches?kind=vehicle&limit=200`);
    const match = (body as { items: { row: number; known: { name: string } }[] }).items.find(({ row }) => row === doubtful?.row);
    await page.goto('/identification/register-matches?kind=vehicle');
    const item = page.locator('article').filter({ hasText: `第 ${doubtful?.row} 行` });
    await item.getByText('号码相同，姓名不同').waitFor();
    await screens.looked(page, 'register-matches');
    expect(await item.innerText()).toContain(match?.known.name);
    doubtfulName = match?.known.name ?? '';
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
    const page = await screens.as('gu.release');
    const vetoed = registers.extractOf('vehicle').answers.find(({ manner, expected }) => manner === 'sure' && expected === 'veto');
    const officer = await Officer.signIn(ADDRESS, 'gu.release');
    const { body } = await officer.get(`${API}/screenings?rule=V2&result=veto&limit=200`);
    const line = (body as { items: Line[] }).items.find(({ subject }) => subject.number === vetoed?.householdNumber);
    await page.goto('/identification/screening?rule=V2&result=veto');
    await page.getByRole('region', { name: '各条规则' }).waitFor();
    await screens.looked(page, 'screening');
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
    await screens.looked(page, 'verdict');
  });

  it('all other registers judge the city exactly as planted', async () => {
    const officer = await Officer.signIn(ADDRESS, 'gu.release');
    const others = registers.extracts.filter(({ kind }) => kind !== 'vehicle' && kind !== 'police');
    for (const { kind, file, authority, asOf, expected } of others) {
      const query = new URLSearchParams({ kind, asOf, authority, document: '函〔2016〕12号' });
      const headers = { 'Content-Type': XLSX, 'X-File-Name': encodeURIComponent(file) };
      const { body } = await officer.upload(`${API}/register-imports?${query.toString()}`, readFileSync(registers.fileOf(file)), headers);
      const { id } = body as { id: string };
      const taken = await until(`the ${kind} extract`, async () => {
        const answer = (await officer.get(`${API}/register-imports/${id}`)).body as { state: string; counts: object };
        return answer.state !== 'received' && answer;
      });
      expect([kind, taken.counts]).toEqual([kind, expect.objectContaining({ ...expected, refused: 0 })]);
    }
    await everybodyScreened(officer);
    for (const { kind, rule, answers } of others) {
      const sure = (expected: Answer['expected']): string[] =>
        numbersOf(answers.filter((answer) => answer.manner === 'sure' && answer.expected === expected));
      const result = rule.startsWith('V') ? 'veto' : 'strict';
      expect([kind, await numbersWhere(officer, rule, result)]).toEqual([kind, sure(result)]);
      const open = numbersOf(answers.filter(({ manner, expected }) => manner !== 'sure' || expected === 'look'));
      expect([kind, await numbersWhere(officer, rule, 'unknown')]).toEqual([kind, open]);
    }
  });

  it('a run over everybody shows its progress and its counts', async () => {
    const page = await screens.as('gu.release');
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

  it('no address held a name or a number of a person, and no page met an error', () => {
    expect([doubtfulName.length > 1, screens.addresses.size > 50]).toEqual([true, true]);
    expect(screens.addressesWith([doubtfulName, '360798', '360799'])).toEqual([]);
    expect(screens.troubles).toEqual([]);
  });
});
