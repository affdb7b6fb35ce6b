import { fireEvent, screen, waitFor, within } from '@testing-library/react';
import type { Claim } from '../../../api/finance/claims.js';
import { draw, officer } from '../../../../test/drawn.js';
import { recordedServer } from '../../../../test/recorded-server.js';
import { ClaimsPage } from './ClaimsPage.js';

const claim = (id: string, parts: Partial<Claim> = {}): Claim => ({
  ...{ id, kind: 'relocation', about: { zh: '搬迁入住 · 市级平台资金', en: 'moved in' }, householdNumber: 'H1', headName: '刘春华' },
  ...{ villageCode: '360781102208', amountFen: 800_000, dueOn: '2016-05-30', document: '验收单', fundCode: null },
  ...{ state: 'received', enteredByName: null, approvedByName: null, paidOn: null, differs: false, version: 3 },
  reports: [{ origin: 'event', amountFen: 800_000, at: '2016-05-30T02:00:00Z', byName: null }],
  ...parts,
});
const byHand = { origin: 'hand', amountFen: 700_000, at: '2016-05-31T02:00:00Z', byName: '钱思源' } as const;

describe('claims of departments', () => {
  let items: Claim[];
  let refuse = false;
  let server: ReturnType<typeof recordedServer>;
  beforeEach(() => {
    items = [claim('c1')];
    refuse = false;
    server = recordedServer(({ method, url }) => {
      if (url.includes('/directory/divisions')) return { body: { items: [] } };
      if (url.includes('/budget/funds')) return { body: { items: [{ code: 'relocation-2016', nameZh: '搬迁资金', nameEn: 'fund' }] } };
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
    fireEvent.click(await screen.findByText('搬迁资金', { selector: '.ant-select-item-option-content' }));
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

  it('asks for a reason where amounts differ', async () => {
    items = [claim('c1', { state: 'proposed', differs: true, reports: [...claim('c1').reports, byHand] })];
    open('payment.approve');
    expect(await screen.findByText('来源金额不一致：8,000.00 / 7,000.00 元')).toBeTruthy();
    await choose();
    fireEvent.click(screen.getByRole('button', { name: /^批\s?准$/ }));
    fireEvent.change(within(screen.getByRole('dialog')).getByLabelText('理由'), { target: { value: '以验收单为准' } });
    fireEvent.click(within(screen.getByRole('dialog')).getByRole('button', { name: /确\s?认/ }));
    expect(await posted(/\/claims\/steps$/)).toMatchObject({ step: 'approve', reason: '以验收单为准' });
  });

  it('a list that is refused says each wrong row and what to do', async () => {
    refuse = true;
    open('claim.write');
    fireEvent.click(await screen.findByRole('button', { name: '导入名单' }));
    const field = await screen.findByLabelText<HTMLInputElement>('选择文件', { selector: 'input' });
    fireEvent.change(field, { target: { files: [new File(['x'], '名单.xlsx')] } });
    expect(await screen.findByText('第3行“户编号”：与第2行是同一户同一事项。')).toBeTruthy();
    expect(screen.getByRole('alert').textContent).toContain('重新上传整份名单');
  });
});
