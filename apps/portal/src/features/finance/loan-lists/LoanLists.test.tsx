import { fireEvent, screen, waitFor } from '@testing-library/react';
import { Route, Routes } from 'react-router';
import type { JointLoanList, LoanListLine } from '../../../api/finance/loan-lists.js';
import { draw, officer } from '../../../../test/drawn.js';
import { recordedServer } from '../../../../test/recorded-server.js';
import { LoanListPage } from './LoanListPage.js';
import { ProposeListPage } from './ProposeListPage.js';

const project = {
  ...{ projectId: 'p1', product: 'navelOrange', productNameZh: '脐橙', stage: 1, quantity: 550, unit: 'centiMu' as const },
  ...{ acceptedOn: '2016-02-10', document: '验收3号' },
};
const household = (n: number) => ({
  ...{ householdId: `h${n}`, householdNumber: `H${n}`, headName: `赖金生${n}`, villageCode: '360781102208', project },
  ...{ usedFen: 0, roomFen: 5_000_000, isRegistered: true, isEligible: true },
});
const line = (n: number, parts: Partial<LoanListLine> = {}): LoanListLine => ({
  ...{ id: `n${n}`, position: n, ...household(n), loan: null, purpose: 'planting', neededFen: 2_000_000 },
  ...{ standing: 'listed', withdrawnBecause: null },
  ...parts,
});
const list = (parts: Partial<JointLoanList> = {}): JointLoanList => ({
  ...{ id: 'l1', number: 3, bankCode: 'rcb', bankNameZh: '瑞金农商银行', bankNameEn: 'bank', area: '360781102', asOf: '2016-03-01' },
  ...{
    state: 'confirmed',
    proposedByName: '邓壬生',
    decidedByName: '钱思源',
    decidedOn: '2016-03-01',
    reason: null,
    rows: 1,
    neededFen: 2_000_000,
  },
  ...{ mayDecide: false, mayWithdraw: true, version: 2, lines: [line(1), line(2, { loan: { id: 'x', number: 7, state: 'drawn' } })] },
  ...parts,
});

describe('joint loan lists', () => {
  let shown: JointLoanList;
  let server: ReturnType<typeof recordedServer>;
  beforeEach(() => {
    shown = list();
    server = recordedServer(({ method, url }) => {
      if (url.includes('/directory/divisions')) return { body: { items: [] } };
      if (url.includes('/lender-banks')) return { body: { items: [{ code: 'rcb', nameZh: '瑞金农商银行', nameEn: 'bank' }] } };
      if (url.includes('/candidates'))
        return {
          body: {
            asOf: '2016-03-01',
            capFen: 5_000_000,
            total: 700,
            items: [{ claimId: 'c1', listedIn: null, loan: null, ...household(1) }],
          },
        };
      if (method === 'POST' && url.includes('/withdrawal'))
        return { body: list({ version: 3, lines: [line(1, { standing: 'ended', withdrawnBecause: '农户放弃' })] }) };
      if (url.includes('/loan-lists')) return { body: shown };
      return undefined;
    });
  });
  afterEach(() => server.restore());
  const open = (at: string, area = '360781102', ...permissions: string[]) =>
    draw(
      <Routes>
        <Route path="/finance/loan-lists/new" element={<ProposeListPage />} />
        <Route path="/finance/loan-lists/:id" element={<LoanListPage />} />
      </Routes>,
      { at, session: { ...officer, account: { ...officer.account, area }, permissions: ['loan.read', ...permissions] } },
    );

  it('show each household with its project and loan, and lose a line with a reason', async () => {
    open('/finance/loan-lists/l1', '360781102', 'loan.review', 'loan.write');
    expect(await screen.findAllByText(/脐橙 5.5 亩，2016-02-10 验收，验收3号/)).toHaveLength(2);
    expect(screen.getByRole('link', { name: '贷款 7：已放款' }).getAttribute('href')).toBe('/finance/loans/x');
    // applied for in the village
    expect(screen.queryByRole('button', { name: '申请贷款' })).toBeNull();
    fireEvent.click(screen.getAllByRole('button', { name: /^撤\s?下$/ })[0] as HTMLElement);
    fireEvent.change(await screen.findByLabelText('理由'), { target: { value: '农户放弃' } });
    const buttons = screen.getAllByRole('button', { name: /^撤\s?下$/ });
    fireEvent.click(buttons.at(-1) as HTMLElement);
    expect(await screen.findByText('已撤下：农户放弃')).toBeTruthy();
  });

  it('let the village apply from a line', async () => {
    open('/finance/loan-lists/l1', '360781102208', 'loan.write');
    expect(await screen.findAllByRole('button', { name: '申请贷款' })).toHaveLength(1);
  });

  it('take everybody who fits with one need, no more than the cap leaves each, and say when there are more than fit a list', async () => {
    open('/finance/loan-lists/new', '360781102', 'loan.review');
    expect(await screen.findByText(/共 700 个，这里列出前 1 个/)).toBeTruthy();
    expect(server.sent.some(({ url }) => url.includes('/candidates?area=360781102&bank=rcb&open=true'))).toBe(true);
    fireEvent.change(screen.getByLabelText('没有贷款的，每户需求'), { target: { value: '80000' } });
    fireEvent.click(screen.getByRole('button', { name: '全选可列入的 1 户次' }));
    fireEvent.click(screen.getByRole('button', { name: '提交，由另一人确认' }));
    await waitFor(() => expect(server.sent.some(({ method }) => method === 'POST')).toBe(true));
    expect(JSON.parse(String(server.sent.find(({ method }) => method === 'POST')?.body)).lines).toEqual([
      { claimId: 'c1', purpose: 'planting', neededFen: 5_000_000 },
    ]);
  });

  it('are proposed with a need for everybody who has no loan', async () => {
    open('/finance/loan-lists/new', '360781102', 'loan.review');
    fireEvent.click(await screen.findByRole('checkbox', { name: '选择 赖金生1' }));
    const submit = screen.getByRole<HTMLButtonElement>('button', { name: '提交，由另一人确认' });
    expect([submit.disabled, screen.getByText('请填写每一行的贷款需求（已有贷款的除外）') !== null]).toEqual([true, true]);
    fireEvent.change(screen.getByLabelText('贷款需求（元）'), { target: { value: '20000' } });
    await waitFor(() => expect(submit.disabled).toBe(false));
    fireEvent.click(submit);
    await waitFor(() => expect(server.sent.some(({ method }) => method === 'POST')).toBe(true));
    expect(JSON.parse(String(server.sent.find(({ method }) => method === 'POST')?.body))).toEqual({
      ...{ bankCode: 'rcb', area: '360781102' },
      lines: [{ claimId: 'c1', purpose: 'planting', neededFen: 2_000_000 }],
    });
  });
});
