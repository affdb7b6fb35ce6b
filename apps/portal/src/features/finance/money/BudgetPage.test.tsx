import { fireEvent, screen, waitFor, within } from '@testing-library/react';
import type { BudgetYear, CapacityHistory, CommitmentList, FundDetail } from '../../../api/finance/money.js';
import type { MoneyOrder } from '../../../api/finance/money-orders.js';
import { draw, officer } from '../../../../test/drawn.js';
import { provision } from '../../../../test/money-order.js';
import { recordedServer } from '../../../../test/recorded-server.js';
import { BudgetPage } from './BudgetPage.js';
import { CommitmentsPage } from './CommitmentsPage.js';

const fund: FundDetail = {
  ...{ code: 'industry-2016', year: 2016, nameZh: '2016年产业扶贫资金', nameEn: 'industry fund', purpose: 'industry' },
  ...{ pays: ['rewardSubsidy'], promisedFor: [] },
  ...{ amountFen: 500_000_000, allottedFen: 100_000_000, committedFen: 410_000_000, spentFen: 0, thresholdsBp: [8_000, 10_000] },
  allotments: [{ id: 'a1', area: '360781102', amountFen: 100_000_000, committedFen: 0, spentFen: 0, leftFen: 100_000_000 }],
  waitingChanges: [],
  waitingAllotments: [],
  changes: [
    {
      on: '2016-03-01',
      amountFen: 500_000_000,
      sourceDocument: '瑞财〔2016〕1号',
      reason: '年度预算',
      by: '钱思源',
      recordedAt: '2016-03-01T02:00:00Z',
    },
  ],
};
const standard = {
  ...{ year: 2016, statusOn: '2016-03-14', notRecorded: 3 },
  poorVillages: 49,
  eligibleHouseholds: 10,
  outsideHouseholds: 2,
  villagesFen: 1,
  householdsFen: 1,
  totalFen: 600_000_000,
};

const years: BudgetYear[] = [
  {
    ...{ year: 2016, capacityFen: 200, revisions: 2, newCapacityFen: 100, requiredFen: 15, providedFen: 20, paidBackFen: 3, isMet: true },
    earmarks: [
      { purpose: 'eCommerce', requiredFen: 1_000_000_000, providedFen: 900_000_000, isMet: false },
      { purpose: 'organisation', requiredFen: 135_000_000, providedFen: 135_000_000, isMet: true },
    ],
  },
];

const promised: CommitmentList = {
  ...{ count: 2, sumFen: 400_000, nextBefore: null },
  items: [
    {
      ...{ id: 'c1', area: '360781102', amountFen: 300_000, state: 'spent', changedOn: '2016-03-10', villageCode: '360781102208' },
      cause: { type: 'subsidy-application', id: 'p1', recordId: 's1' },
      batch: { id: 'b7', number: 7, title: '第一批' },
    },
    {
      ...{ id: 'c2', area: '360781102', amountFen: 100_000, state: 'committed', changedOn: '2016-03-12', villageCode: null, batch: null },
      cause: { type: 'interest-claim-line', id: 'l1', recordId: 'i1' },
    },
  ],
};

const revisions: CapacityHistory['items'] = [
  {
    ...{ revision: 2, capacityFen: 134_000_000_000, beforeFen: 133_000_000_000, sourceDocument: '决算批复', reason: '决算调整' },
    ...{ by: '钱思源', recordedAt: '2016-04-05T02:00:00Z' },
  },
  {
    ...{ revision: 1, capacityFen: 133_000_000_000, beforeFen: null, sourceDocument: '预算', reason: '年初预算' },
    ...{ by: '张会计', recordedAt: '2016-01-05T02:00:00Z' },
  },
];

describe('the budget', () => {
  let orders: MoneyOrder[] = [];
  let waiting: FundDetail['waitingAllotments'] = [];
  let coming: FundDetail['waitingChanges'] = [];
  let server: ReturnType<typeof recordedServer>;
  let refuse = false;
  beforeEach(() => {
    refuse = false;
    orders = [];
    waiting = [];
    coming = [];
    server = recordedServer(({ method, url }) => {
      if (url.includes('/directory/divisions')) return { body: { items: [] } };
      if (url.includes('/money-orders') && !refuse) return { body: { items: orders } };
      if (url.includes('/budget/standards/')) return { body: standard };
      if (method === 'POST' && refuse)
        return {
          status: 409,
          body: {
            title: '资金不能少于已分配数',
            detail: '调减后会少于已分配数。',
            next: '请先收回部分分配，再调减资金。',
            code: 'budget.fund-too-small',
            status: 409,
          },
        };
      if (url.endsWith('/budget/years/2016/history')) return { body: { year: 2016, items: revisions } };
      if (url.includes('/budget/years')) return { body: { items: years } };
      if (url.includes('/commitments')) return { body: promised };
      if (/\/budget\/funds(\?|$)/.test(url)) return { body: method === 'POST' ? { ...fund, code: 'industry-b-2016' } : { items: [fund] } };
      if (url.includes('/budget/funds/')) return { body: { ...fund, waitingAllotments: waiting, waitingChanges: coming } };
      return undefined;
    });
  });
  afterEach(() => server.restore());
  const open = (permissions: string[]) => draw(<BudgetPage />, { at: '/finance/budget', session: { ...officer, permissions } });
  const type = (label: string, value: string) =>
    fireEvent.change(within(screen.getByRole('dialog')).getByLabelText(label), { target: { value } });
  const save = () => fireEvent.click(within(screen.getByRole('dialog')).getByRole('button', { name: /登\s?记/ }));
  const sent = async (end: string) => {
    await waitFor(() => expect(server.sent.some(({ method, url }) => method === 'POST' && url.endsWith(end))).toBe(true));
    return JSON.parse(server.sent.find(({ method, url }) => method === 'POST' && url.endsWith(end))?.body ?? '{}');
  };

  it('shows money that came in beside the fund until another has approved it', async () => {
    orders = [{ ...provision, id: 'o6', kind: 'addition', bankNameZh: null, bankNameEn: null }];
    const paper = { sourceDocument: '瑞财〔2016〕9号', reason: '追加预算', proposedByName: '钱思源' };
    coming = [
      { orderId: 'o6', on: '2016-02-15', amountFen: 5_000_000, ...paper },
      { orderId: 'o7', on: '2016-02-16', amountFen: -1_000_000, ...paper },
    ];
    open(['budget.read', 'payment.approve']);
    fireEvent.click(await screen.findByRole('button', { name: '看分配' }));
    const list = (await screen.findByText('待审批的入账和调减')).parentElement!;
    expect([...list.querySelectorAll('.plain-list li')].slice(0, 2).map(({ textContent }) => textContent)).toEqual([
      '2016-02-15 入账 瑞财〔2016〕9号 · 追加预算 · 钱思源50,000.00',
      '2016-02-16 调减 瑞财〔2016〕9号 · 追加预算 · 钱思源10,000.00',
    ]);
    fireEvent.click(screen.getByRole('button', { name: '批准入账' }));
    await sent('/money-orders/o6/approve');
  });

  it('shows what is to be allotted beside what may be used, and has another approve it', async () => {
    const allotment: MoneyOrder = { ...provision, id: 'o3', kind: 'allotment', area: '360781102', bankNameZh: null, bankNameEn: null };
    orders = [
      allotment,
      ...Array.from({ length: 25 }, (_, i): MoneyOrder => ({ ...allotment, id: `more${i}`, kind: 'allotmentReduction' })),
    ];
    waiting = [
      {
        orderId: 'o3',
        area: '360781102',
        amountFen: 7_000_000,
        sourceDocument: '瑞扶移〔2016〕9号',
        reason: '追加',
        proposedByName: '钱思源',
      },
      {
        orderId: 'm',
        area: '360781102',
        amountFen: -3_000_000,
        sourceDocument: '瑞扶移〔2016〕9号',
        reason: '结余',
        proposedByName: '钱思源',
      },
    ];
    open(['budget.read', 'payment.approve']);
    expect(await screen.findAllByRole('button', { name: '批准' })).toHaveLength(26);
    fireEvent.click(await screen.findByRole('button', { name: '看分配' }));
    const list = (await screen.findByText('待审批的分配')).parentElement!;
    expect([...list.querySelectorAll('.plain-list strong')].slice(0, 2).map(({ textContent }) => textContent)).toEqual([
      '70,000.00',
      '30,000.00',
    ]);
    fireEvent.click(screen.getAllByRole('button', { name: '批准' })[0]!);
    await sent('/money-orders/o3/approve');
  });

  it('offers nothing to record to who may only read', async () => {
    open(['budget.read']);
    fireEvent.click(await screen.findByRole('button', { name: '看分配' }));
    expect(await screen.findByText(/瑞财〔2016〕1号/)).toBeTruthy();
    for (const name of ['新建资金', '登记年度财力', '分配', '资金入账或调减']) expect(screen.queryByRole('button', { name })).toBeNull();
  });

  it('opens the records behind every figure of a fund, and says where everybody is told', async () => {
    draw(<BudgetPage />, {
      at: '/finance/budget?fund=industry-2016',
      session: { ...officer, permissions: ['budget.read', 'ledger.read'] },
    });
    expect(await screen.findByText(/承诺已达到资金总额的 80%/)).toBeTruthy();
    const to = (name: string) => screen.getAllByRole('link', { name }).map((link) => link.getAttribute('href'));
    expect(to('4,100,000.00 元（82%）')).toEqual(['/finance/budget/commitments?fund=industry-2016']);
    expect(to('0.00 元（0%）')).toEqual(['/finance/budget/commitments?fund=industry-2016&state=spent']);
    expect(to('1,000,000.00 元（20%）')).toEqual(['/finance/budget?fund=industry-2016']);
    expect(to('5,000,000.00 元（100%）')).toEqual(['/finance/ledger/entries?account=fund/industry-2016']);
    expect(to('5,000,000.00')).toEqual(['/finance/ledger/entries?account=fund/industry-2016']);
    expect(to('0.00')).toContain('/finance/budget/commitments?fund=industry-2016&allotment=a1&state=spent');
  });

  it('leads from what is promised to its record, its batch and its entries', async () => {
    draw(<CommitmentsPage />, {
      at: '/finance/budget/commitments?fund=industry-2016&allotment=a1',
      session: { ...officer, permissions: ['budget.read', 'ledger.read'] },
    });
    expect(await screen.findByText('共 2 笔、4,000.00 元')).toBeTruthy();
    const to = (name: string) => screen.getByRole('link', { name }).getAttribute('href');
    expect([to('产业奖补'), to('第 7 号'), to('看凭证'), to('贷款贴息')]).toEqual([
      '/finance/subsidies/s1',
      '/finance/payment-batches/b7',
      '/finance/ledger/entries?cause=p1',
      '/finance/interest-claims/i1',
    ]);
    fireEvent.click(screen.getByText('已付', { selector: '.ant-segmented-item-label' }));
    await waitFor(() =>
      expect(
        server.sent.some(({ url }) => /commitments\?.*allotment=a1.*state=spent|commitments\?.*state=spent.*allotment=a1/.test(url)),
      ).toBe(true),
    );
  });

  it('records the capacity of a year in fen with its document', async () => {
    open(['budget.read', 'budget.write']);
    fireEvent.click(await screen.findByRole('button', { name: '登记年度财力' }));
    type('年度', '2016');
    type('当年财力', '1300000000.5');
    type('依据文件', '财政决算');
    type('说明', '年度决算');
    save();
    expect(await sent('/budget/years')).toEqual({
      year: 2016,
      capacityFen: 130_000_000_050,
      sourceDocument: '财政决算',
      reason: '年度决算',
    });
  });

  it('says who recorded which capacity of a year, when and why', async () => {
    open(['budget.read']);
    fireEvent.click(await screen.findByRole('button', { name: '2016 年财力的登记沿革' }));
    const dialog = within(await screen.findByRole('dialog'));
    await dialog.findByText('决算批复 · 决算调整');
    const [last, first] = dialog.getAllByRole('listitem');
    expect(last!.textContent).toMatch(/1,340,000,000\.00现行原为 1,330,000,000\.00 元决算批复 · 决算调整钱思源 于 .+ 登记/);
    expect(first!.textContent).toMatch(/^1,330,000,000\.00预算 · 年初预算张会计 于/);
  });

  it('finds a code for a second fund of the year and opens it', async () => {
    open(['budget.read', 'budget.write']);
    await screen.findByRole('button', { name: '看分配' });
    fireEvent.click(screen.getByRole('button', { name: '新建资金' }));
    type('年度', '2016');
    type('资金名称', '第二笔产业资金');
    save();
    expect(await sent('/budget/funds')).toMatchObject({ code: 'industry-b-2016', purpose: 'industry', nameZh: '第二笔产业资金' });
    expect((await screen.findAllByRole('region', { name: '分配到乡镇和村' })).length).toBeGreaterThan(0);
  });

  it('says what the standard asks for, and why money cannot be taken away', async () => {
    refuse = true;
    open(['budget.read', 'budget.write']);
    fireEvent.click(await screen.findByRole('button', { name: '看分配' }));
    const standards = await screen.findByText(/户数按 2016-03-14 的状态计。其中 3 户在 2016-03-14 的状态没有记录/);
    expect(within(standards.closest('p')!).getByText('还差 1,000,000.00 元。')).toBeTruthy();
    const [online, running] = screen.getAllByText(/^(电商扶贫资金|扶贫工作经费)$/).map((cell) => cell.closest('tr')?.textContent);
    expect([online, running]).toEqual([expect.stringMatching(/2016.*还差 1,000,000.00 元$/), expect.stringMatching(/2016.*达到$/)]);
    fireEvent.click(screen.getByRole('button', { name: '资金入账或调减' }));
    fireEvent.mouseDown(within(screen.getByRole('dialog')).getByRole('combobox', { name: '增减' }));
    fireEvent.click(await screen.findByText('调减（减少）'));
    type('金额', '4500000');
    type('日期', '2016-04-01');
    fireEvent.keyDown(within(screen.getByRole('dialog')).getByLabelText('日期'), { key: 'Enter' });
    type('依据文件', '瑞财〔2016〕9号');
    type('说明', '调减');
    save();
    expect(await sent('/changes')).toMatchObject({ amountFen: -450_000_000 });
    expect(await screen.findByText(/请先收回部分分配/)).toBeTruthy();
  });
});
