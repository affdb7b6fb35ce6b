import { fireEvent, screen, waitFor } from '@testing-library/react';
import { draw, officer } from '../../../../test/drawn.js';
import { recordedServer } from '../../../../test/recorded-server.js';
import { BenefitsPage } from './BenefitsPage.js';

const household = { id: 'h1', number: 'H1', headName: '刘春华', villageCode: '360781102208' };

const civilAffairs = { office: '县民政局', document: '瑞民〔2016〕5号', listId: 'l1', listNumber: 3 };

const item = (id: string, parts: object) => ({
  ...{
    id,
    benefit: 'rewardSubsidy',
    title: null,
    about: null,
    on: '2016-05-30',
    amountFen: null,
    state: 'told',
    heardBy: [],
    toldBy: null,
    paidTo: null,
    takenBackFen: 0,
  },
  ...parts,
});

describe('the benefits of a household', () => {
  let server: ReturnType<typeof recordedServer>;
  beforeEach(() => {
    server = recordedServer(({ url }) => {
      if (url.includes('/directory/divisions')) return { body: { items: [] } };
      if (url.includes('/directory/households/search')) return { body: { items: [{ ...household, groupName: null }], nextCursor: null } };
      if (url.includes('/clock')) return { body: { now: '2016-06-30T02:00:00Z', today: '2016-06-30' } };
      if (url.includes('/statement'))
        return { status: 503, body: { title: '忙', detail: '忙', status: 503, code: 'print.busy', next: '请稍后' } };
      if (url.includes('/household-benefits/h1'))
        return {
          body: {
            ...{ household, paidFen: 300_000, owedFen: 80_000, totals: [{ benefit: 'rewardSubsidy', paidFen: 300_000 }] },
            elsewhereFen: 66_000,
            items: [
              item('p1', { title: '第一批', on: '2016-06-20', amountFen: 300_000, state: 'paid' }),
              item('l1', { benefit: 'loan', about: { zh: '合同 RCB-1', en: 'contract RCB-1' }, amountFen: null, state: 'late' }),
              item('o1', {
                ...{ benefit: 'livingAllowance', amountFen: 66_000, state: 'elsewhere', heardBy: ['list'] },
                toldBy: civilAffairs,
              }),
              item('c1', { benefit: 'project', amountFen: null, state: 'told', heardBy: ['list'] }),
            ],
            loans: [
              {
                ...{ id: 'loan1', number: 1, bankNameZh: '瑞金农商银行', bankNameEn: 'bank', contractNumber: 'RCB-1', state: 'overdue' },
                ...{ drawnFen: 3_000_000, outstandingFen: 2_500_000, interestPaidFen: 0, overdueSince: '2016-06-15', overdueFen: 60_000 },
                maturesOn: '2019-03-15',
              },
            ],
            sources: [
              { kind: 'relocation', heardAt: null, periods: [] },
              { kind: 'premium', heardAt: '2016-06-01T02:00:00Z', periods: [] },
              { kind: 'livingAllowance', heardAt: '2016-06-01T02:00:00Z', periods: [{ from: '2016-01-01', to: '2016-03-31' }] },
              ...['dangerousHouse', 'educationGrant'].map((kind) => ({ kind, heardAt: null, periods: [] })),
            ],
          },
        };
      return undefined;
    });
  });
  afterEach(() => server.restore());

  it('are one timeline, and say which department was never heard', async () => {
    draw(<BenefitsPage />, { at: '/finance/household-benefits', session: { ...officer, permissions: ['benefit.read'] } });
    fireEvent.change(screen.getByLabelText('户主姓名'), { target: { value: '刘春华' } });
    fireEvent.click(screen.getByRole('button', { name: /查\s?找/ }));
    fireEvent.click(await screen.findByRole('button', { name: '选择 刘春华' }));
    expect(await screen.findByText('已到账合计 3,000.00 元')).toBeTruthy();
    for (const text of ['已批准、还没到账 800.00 元', '金额由奖补核定', '来源：名单（Excel）', '合同 RCB-1', '转为逾期'])
      expect(screen.getByText(text)).toBeTruthy();
    expect(screen.getByText('尚欠本金 25,000.00 元')).toBeTruthy();
    expect(screen.getByText('2016-06-15 起逾期 600.00 元')).toBeTruthy();
    expect(screen.getByText('他单位发放 660.00 元（由其报来，非财政支付）')).toBeTruthy();
    expect(screen.getByText('由县民政局报来，非财政支付 · 来源：名单（Excel）')).toBeTruthy();
    expect(screen.getByText('低保金：已收到 2016-01-01 至 2016-03-31 的名单')).toBeTruthy();
    expect(screen.getByText('还没有收到过名单、本页可能不全：危房改造补助、雨露计划补助')).toBeTruthy();
    expect(screen.getByText('搬迁部门：还没有收到过报送，本页可能不全')).toBeTruthy();
    expect(screen.getByText('医保部门：最近一次报送 2016-06-01 10:00')).toBeTruthy();
    expect(server.sent.some(({ url }) => url.includes('刘春华') || url.includes(encodeURIComponent('刘春华')))).toBe(false);
  });

  it('are opened from the register, and printed for a period', async () => {
    draw(<BenefitsPage />, { at: '/finance/household-benefits?household=h1', session: { ...officer, permissions: ['benefit.read'] } });
    const print = await screen.findByRole('button', { name: '打印受益清单' });
    await waitFor(() => expect((print as HTMLButtonElement).disabled).toBe(false));
    fireEvent.click(print);
    await waitFor(() =>
      expect(server.sent.some(({ url }) => url.endsWith('/household-benefits/h1/statement?from=2016-01-01&to=2016-06-30&lang=zh'))).toBe(
        true,
      ),
    );
  });
});
