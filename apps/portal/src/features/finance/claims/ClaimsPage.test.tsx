import { fireEvent, screen, waitFor, within } from '@testing-library/react';
import type { Claim } from '../../../api/finance/claims.js';
import { draw, officer } from '../../../../test/drawn.js';
import { recordedServer } from '../../../../test/recorded-server.js';
import { ClaimsPage } from './ClaimsPage.js';

const claim = (id: string, parts: Partial<Claim> = {}): Claim => ({
  ...{ id, kind: 'relocation', about: { zh: '搬迁入住 · 市级平台资金', en: 'moved in' }, householdNumber: 'H1', headName: '刘春华' },
  ...{ villageCode: '360781102208', amountFen: 800_000, dueOn: '2016-05-30', document: '验收单', fundCode: null },
  ...{ state: 'received', enteredByName: null, approvedByName: null, paidOn: null, differs: false, overlap: null, version: 3 },
  ...{ renewsId: null, renewedById: null, application: null },
  reports: [{ origin: 'event', amountFen: 800_000, at: '2016-05-30T02:00:00Z', byName: null }],
  ...parts,
});
const byHand = { origin: 'hand', amountFen: 700_000, at: '2016-05-31T02:00:00Z', byName: '钱思源' } as const;

const sources = [{ kind: 'dangerousHouse', heardAt: null, periods: [] }];
const finding = {
  ...{ rule: 'overlap.relocationCap', name: { zh: '搬迁补助每户合计上限', en: 'cap' }, effect: 'warn', limit: 'cap' },
  ...{ capFen: 2_000_000, overFen: 100_000, source: 'article', sourceZh: '报道', certainty: 'U', noteZh: '单位待核' },
  household: { number: 'H1', headName: '刘春华', villageCode: '360781102208' },
  benefits: [
    { id: 'c0', kind: 'relocationSubsidy', about: { zh: '签订协议', en: 'contract' }, amountFen: 1_300_000, on: '2016-05-01' },
    { id: 'c1', kind: 'relocationSubsidy', about: { zh: '搬迁入住', en: 'moved in' }, amountFen: 800_000, on: null },
  ],
  next: { zh: '请向经办人核实。', en: 'Ask.' },
};

describe('claims of departments', () => {
  let items: Claim[];
  let refuse = false;
  let findings: object[] = [];
  let server: ReturnType<typeof recordedServer>;
  beforeEach(() => {
    items = [claim('c1')];
    refuse = false;
    findings = [];
    server = recordedServer(({ method, url }) => {
      if (url.includes('/directory/divisions')) return { body: { items: [] } };
      if (url.includes('/budget/funds'))
        return {
          body: {
            items: [
              { code: 'relocation-2016', nameZh: '搬迁资金', nameEn: 'fund', pays: ['relocationSubsidy'] },
              { code: 'shop-2016', nameZh: '电商资金', nameEn: 'shops', pays: [] },
            ],
          },
        };
      if (url.includes('/claims/lists') && refuse)
        return {
          status: 422,
          body: {
            ...{ title: '名单未接收', detail: '名单有 1 处问题，整份未接收。', status: 422, code: 'claim.list-refused' },
            next: '请逐一改正后，重新上传整份名单。',
            problems: [
              { pointer: '/rows/3/householdNumber', code: 'claim-list.twice', detail: '第3行“户编号”：与第2行是同一户同一事项。' },
            ],
          },
        };
      if (url.includes('/benefit-overlaps/preview')) return { body: { digest: 'd'.repeat(64), checked: 1, findings, sources } };
      if (url.includes('/claims/lists')) return { body: { rows: 2, entered: 1, known: 1, notEntered: [{ row: 3, state: 'givenUp' }] } };
      if (method === 'POST') return { body: { claims: 1 } };
      if (url.includes('/claims')) return { body: { items, nextCursor: null } };
      return undefined;
    });
  });
  afterEach(() => server.restore());
  const open = (...permissions: string[]) =>
    draw(<ClaimsPage />, { at: '/finance/claims', session: { ...officer, permissions: ['claim.read', ...permissions] } });
  const choose = async () => fireEvent.click(await screen.findByRole('checkbox', { name: /选择 刘春华/ }));
  const chooseFund = async () => {
    fireEvent.mouseDown(within(screen.getByRole('dialog')).getByRole('combobox', { name: '资金' }));
    const fitting = await screen.findByText('搬迁资金', { selector: '.ant-select-item-option-content' });
    // what is for shops pays no move
    expect(screen.queryByText('电商资金')).toBeNull();
    fireEvent.click(fitting);
  };
  const posted = async (end: RegExp) => {
    await waitFor(() => expect(server.sent.some(({ method, url }) => method === 'POST' && end.test(url))).toBe(true));
    return JSON.parse(server.sent.find(({ method, url }) => method === 'POST' && end.test(url))?.body ?? '{}');
  };

  it('says who told it, and leaves steps to who may take them', async () => {
    open();
    expect(await screen.findByText(/来源：部门系统/)).toBeTruthy();
    await choose();
    expect(screen.getByText('已选 1 笔，合计 8,000.00 元')).toBeTruthy();
    for (const name of ['填报资金', '批准', '退回']) expect(screen.queryByRole('button', { name })).toBeNull();
  });

  it('is proposed for a fund, on the version that is on screen', async () => {
    open('claim.write');
    await choose();
    fireEvent.click(screen.getByRole('button', { name: '填报资金' }));
    await chooseFund();
    fireEvent.click(within(screen.getByRole('dialog')).getByRole('button', { name: /确\s?认/ }));
    expect(await posted(/\/claims\/steps$/)).toEqual({ step: 'propose', fundCode: 'relocation-2016', cases: [{ id: 'c1', version: 3 }] });
  });

  it('of an accepted project lead to the subsidy that was applied for', async () => {
    const application = { id: 's1', state: 'accepted', zh: '乡镇已验收，待县级核定', en: 'accepted' };
    items = [claim('c1', { kind: 'project', amountFen: null, application })];
    open();
    const link = await screen.findByRole('link', { name: '奖补申请：乡镇已验收，待县级核定' });
    expect(link.getAttribute('href')).toMatch(/\/s1$/);
    expect(screen.getByText('奖补办理中')).toBeTruthy();
    expect(screen.getByText(/验收，依据/)).toBeTruthy();
  });

  it('of a payment that was given up is taken up again, once', async () => {
    items = [claim('c1', { state: 'givenUp' }), claim('c2', { state: 'givenUp', renewedById: 'c3' })];
    open('claim.write');
    await screen.findByText(/已重新办理/);
    expect(screen.getAllByRole('checkbox')).toHaveLength(1);
    await choose();
    fireEvent.click(screen.getByRole('button', { name: '重新办理' }));
    await chooseFund();
    fireEvent.change(within(screen.getByRole('dialog')).getByLabelText('理由'), { target: { value: '农户已办新卡' } });
    fireEvent.click(within(screen.getByRole('dialog')).getByRole('button', { name: /确\s?认/ }));
    expect(await posted(/\/claims\/steps$/)).toEqual({
      ...{ step: 'renew', fundCode: 'relocation-2016', reason: '农户已办新卡', cases: [{ id: 'c1', version: 3 }] },
    });
  });

  it('a list says which rows were not entered, and what to do', async () => {
    open('claim.write');
    fireEvent.click(await screen.findByRole('button', { name: '导入名单' }));
    await chooseFund();
    const field = await screen.findByLabelText<HTMLInputElement>('选择文件', { selector: 'input' });
    fireEvent.change(field, { target: { files: [new File(['x'], '名单.xlsx')] } });
    expect(await screen.findByText('第3行：此前已有这一笔，已停止发放。')).toBeTruthy();
    expect(screen.getByText(/再在列表中选中后点“重新办理”/)).toBeTruthy();
  });

  it('shows what warned and why it was approved all the same', async () => {
    const rules = [{ zh: '搬迁补助每户合计上限', en: 'cap' }];
    items = [
      claim('c1', { state: 'approved', overlap: { rules, reason: '四人户，按人补助', byName: '孙敏', at: '2016-06-01T02:00:00Z' } }),
    ];
    open();
    expect(await screen.findByText(/重复补助提示（搬迁补助每户合计上限）的处理理由：四人户，按人补助/)).toBeTruthy();
    expect(screen.getByText(/^孙敏 · /)).toBeTruthy();
  });

  it('asks for a reason where amounts differ', async () => {
    items = [claim('c1', { state: 'proposed', differs: true, reports: [...claim('c1').reports, byHand] })];
    open('payment.approve');
    expect(await screen.findByText('来源金额不一致：8,000.00 / 7,000.00 元')).toBeTruthy();
    await choose();
    fireEvent.click(screen.getByRole('button', { name: /^批\s?准$/ }));
    fireEvent.change(within(screen.getByRole('dialog')).getByLabelText('理由'), { target: { value: '以验收单为准' } });
    const confirm = within(screen.getByRole('dialog')).getByRole('button', { name: /确\s?认/ });
    await waitFor(() => expect(confirm).toHaveProperty('disabled', false));
    fireEvent.click(confirm);
    expect(await posted(/\/claims\/steps$/)).toMatchObject({ step: 'approve', reason: '以验收单为准' });
  });

  it('shows an overlap before the approval, who was never heard, and wants an answer to what is shown', async () => {
    items = [claim('c1', { state: 'proposed' })];
    findings = [finding];
    open('payment.approve');
    await choose();
    fireEvent.click(screen.getByRole('button', { name: /^批\s?准$/ }));
    expect(await screen.findByText('请核实：搬迁补助每户合计上限')).toBeTruthy();
    for (const text of ['合计上限 20,000.00 元，超出 1,000.00 元。', '依据：报道（不确定）', /还没有收到过危房改造补助的发放名单/])
      expect(screen.getByText(text)).toBeTruthy();
    const confirm = within(screen.getByRole('dialog')).getByRole('button', { name: /确\s?认/ });
    fireEvent.click(confirm);
    expect(await screen.findByText('请填写理由，至少 2 个字')).toBeTruthy();
    fireEvent.change(screen.getByLabelText('为什么仍可批准'), { target: { value: '四人户，按人补助' } });
    fireEvent.click(confirm);
    expect(await posted(/\/claims\/steps$/)).toMatchObject({ overlaps: { digest: 'd'.repeat(64), reason: '四人户，按人补助' } });
  });

  it('of several, those that are named are left for one by one, and only the others are approved', async () => {
    items = [claim('c1', { state: 'proposed' }), claim('c2', { state: 'proposed', headName: '赖招娣', amountFen: 500_000 })];
    findings = [finding];
    open('payment.approve');
    await choose();
    fireEvent.click(screen.getByRole('checkbox', { name: /选择 赖招娣/ }));
    fireEvent.click(screen.getByRole('button', { name: /^批\s?准$/ }));
    expect(await screen.findByText(/须逐件办理/)).toBeTruthy();
    expect(screen.queryByLabelText('为什么仍可批准')).toBeNull();
    // what is confirmed is what is sent, to the fen
    expect(within(screen.getByRole('dialog')).getByText('已选 1 笔，合计 5,000.00 元')).toBeTruthy();
    fireEvent.click(within(screen.getByRole('dialog')).getByRole('button', { name: '批准其余 1 件' }));
    expect(await posted(/\/claims\/steps$/)).toEqual({ step: 'approve', cases: [{ id: 'c2', version: 3 }] });
  });

  it('of several, those whose amounts differ are named and left for one by one: no reason answers for two', async () => {
    const differing = { state: 'proposed', differs: true, reports: [...claim('c1').reports, byHand] } as const;
    items = [claim('c1', differing), claim('c2', { state: 'proposed', headName: '赖招娣', amountFen: 500_000 })];
    open('payment.approve');
    await choose();
    fireEvent.click(screen.getByRole('checkbox', { name: /选择 赖招娣/ }));
    fireEvent.click(screen.getByRole('button', { name: /^批\s?准$/ }));
    const dialog = within(screen.getByRole('dialog'));
    expect(dialog.getByText(/^来源金额不一致的 1 笔须逐件批准（刘春华）/)).toBeTruthy();
    expect(dialog.getByText('已选 1 笔，合计 5,000.00 元')).toBeTruthy();
    expect(dialog.queryByLabelText('理由')).toBeNull();
    const confirm = dialog.getByRole('button', { name: '批准其余 1 件' });
    await waitFor(() => expect(confirm).toHaveProperty('disabled', false));
    fireEvent.click(confirm);
    expect(await posted(/\/claims\/steps$/)).toEqual({ step: 'approve', cases: [{ id: 'c2', version: 3 }] });
  });

  it('of several that all differ, none is sent', async () => {
    const differing = { state: 'proposed', differs: true, reports: [...claim('c1').reports, byHand] } as const;
    items = [claim('c1', differing), claim('c2', { ...differing, headName: '赖招娣' })];
    open('payment.approve');
    await choose();
    fireEvent.click(screen.getByRole('checkbox', { name: /选择 赖招娣/ }));
    fireEvent.click(screen.getByRole('button', { name: /^批\s?准$/ }));
    expect(await screen.findByText('与这些户已批准或他单位已发放的补助没有重复。')).toBeTruthy();
    expect(within(screen.getByRole('dialog')).getByRole('button', { name: '批准其余 0 件' })).toHaveProperty('disabled', true);
  });

  it('a block cannot be confirmed', async () => {
    items = [claim('c1', { state: 'proposed' })];
    findings = [{ ...finding, effect: 'block' }];
    open('payment.approve');
    await choose();
    fireEvent.click(screen.getByRole('button', { name: /^批\s?准$/ }));
    expect(await screen.findByText('不能批准：搬迁补助每户合计上限')).toBeTruthy();
    expect(within(screen.getByRole('dialog')).getByRole('button', { name: /确\s?认/ })).toHaveProperty('disabled', true);
    expect(screen.queryByLabelText('为什么仍可批准')).toBeNull();
  });

  it('a list that is refused says each wrong row and what to do', async () => {
    refuse = true;
    open('claim.write');
    fireEvent.click(await screen.findByRole('button', { name: '导入名单' }));
    const field = await screen.findByLabelText<HTMLInputElement>('选择文件', { selector: 'input' });
    fireEvent.change(field, { target: { files: [new File(['x'], '名单.xlsx')] } });
    expect(await screen.findByText('第3行“户编号”：与第2行是同一户同一事项。')).toBeTruthy();
    expect(screen.getByRole('alert').textContent).toContain('重新上传整份名单');
    // the same file again, with what is wrong in each row
    fireEvent.click(screen.getByRole('button', { name: '下载这份表格，逐行注明问题' }));
    await waitFor(() => expect(server.sent.some(({ url }) => url.includes('/claims/lists/marked.xlsx?kind=relocation'))).toBe(true));
  });
});
