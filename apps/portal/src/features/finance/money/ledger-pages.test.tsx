import { fireEvent, screen, waitFor, within } from '@testing-library/react';
import type { LedgerEntry, OnTheWay } from '../../../api/finance/money.js';
import { draw, officer } from '../../../../test/drawn.js';
import { recordedServer } from '../../../../test/recorded-server.js';
import { EntriesPage } from './EntriesPage.js';
import { LedgerPage } from './LedgerPage.js';
import { PeriodsPage } from './PeriodsPage.js';

const cause = (known: Partial<LedgerEntry['cause']>): LedgerEntry['cause'] => ({
  ...{
    type: 'payment-attempt',
    id: 'c1',
    batchId: null,
    fundCode: null,
    document: null,
    claimId: null,
    loanId: null,
    reference: null,
    bankCode: null,
  },
  ...known,
});
const entry: LedgerEntry = {
  ...{
    id: 'e1',
    number: 12,
    on: '2016-03-14',
    valueOn: '2016-02-26',
    text: '第一批',
    reverses: null,
    reversedBy: null,
    accountName: '康付来',
  },
  cause: cause({ batchId: 'b1' }),
  lines: [
    { account: 'payable/reward-subsidy', nameZh: '应付奖补', nameEn: 'payable', amountFen: 300_000, placeCode: '360781102208' },
    { account: 'treasury', nameZh: '财政专户存款', nameEn: 'treasury', amountFen: -300_000, placeCode: '360781102208' },
  ],
};
const month = (name: string, closedAt: string | null) => ({
  ...{ month: name, entries: 3, debitFen: 500_000, creditFen: 500_000 },
  ...{ closedAt, closedByName: closedAt ? '孟慎之' : null, onTheWay: closedAt ? 4 : 0, onTheWayFen: closedAt ? 2_000_000 : 0 },
});

describe('the book on screen', () => {
  let server: ReturnType<typeof recordedServer>;
  let onTheWay: OnTheWay[] = [];
  let entries: LedgerEntry[] = [entry];
  beforeEach(() => {
    onTheWay = [];
    entries = [entry];
    server = recordedServer(({ method, url }) => {
      if (url.includes('/directory/divisions')) return { body: { items: [] } };
      if (url.includes('/ledger/entries')) return { body: { items: entries, nextBefore: null } };
      if (url.includes('/ledger/trial-balance')) {
        const knownOn = new URL(url, 'http://x').searchParams.get('knownOn');
        const account = { code: 'treasury', nameZh: '财政专户存款', nameEn: 'treasury', debitFen: knownOn ? 100 : 300, creditFen: 0 };
        return {
          body: { on: '2016-03-31', knownOn, accounts: [{ ...account, balanceFen: account.debitFen }], debitFen: 300, creditFen: 300 },
        };
      }
      if (url.endsWith('/on-the-way')) return { body: { items: onTheWay } };
      if (url.includes('/ledger/periods'))
        return {
          body: {
            items: [
              month('2016-04', null),
              month('2016-03', method === 'POST' ? '2016-05-02T02:00:00Z' : null),
              month('2016-02', '2016-03-02T02:00:00Z'),
            ],
          },
        };
      return undefined;
    });
  });
  afterEach(() => server.restore());
  const session = (permissions: string[]) => ({ ...officer, permissions });

  it('shows the trial balance as it was known on a day, and all that is known again', async () => {
    draw(<LedgerPage />, { at: '/finance/ledger', session: session(['ledger.read']) });
    expect((await screen.findAllByText('3.00')).length).toBeGreaterThan(0);
    fireEvent.change(screen.getByLabelText('按哪天已记的账'), { target: { value: '2016-04-02' } });
    fireEvent.keyDown(screen.getByLabelText('按哪天已记的账'), { key: 'Enter' });
    expect(await screen.findByText(/只算到 2016-04-02 为止已经记下的凭证/)).toBeTruthy();
    expect((await screen.findAllByText('1.00')).length).toBeGreaterThan(0);
    const behind = screen.getByRole('link', { name: '财政专户存款' }).getAttribute('href');
    expect(behind).toBe('/finance/ledger/entries?account=treasury&to=2016-03-31&knownOn=2016-04-02');
    fireEvent.click(screen.getByRole('button', { name: '按现在全部的账' }));
    await waitFor(() => expect(screen.queryByText(/只算到/)).toBeNull());
    expect((await screen.findAllByText('3.00')).length).toBeGreaterThan(0);
  });

  it('shows the entries behind a balance as they were known on its day, and all that are known again', async () => {
    const at = '/finance/ledger/entries?account=treasury&to=2016-03-31&knownOn=2016-04-02';
    draw(<EntriesPage />, { at, session: session(['ledger.read']) });
    expect(await screen.findByText(/只算到 2016-04-02 为止已经记下的凭证/)).toBeTruthy();
    const asked = () =>
      server.sent.filter(({ url }) => url.includes('/ledger/entries')).map(({ url }) => new URL(url, 'http://x').searchParams);
    await waitFor(() => expect(asked().map((query) => query.get('knownOn'))).toEqual(['2016-04-02']));
    fireEvent.click(screen.getByRole('button', { name: '按现在全部的账' }));
    await waitFor(() => expect(asked().map((query) => query.get('knownOn'))).toEqual(['2016-04-02', null]));
    expect(screen.queryByText(/只算到/)).toBeNull();
  });

  it('leads from an account to its entries and from an entry to its batch', async () => {
    draw(<EntriesPage />, { at: '/finance/ledger/entries?account=treasury&to=2016-03-31', session: session(['ledger.read']) });
    expect((await screen.findByRole('link', { name: '看付款批次' })).getAttribute('href')).toBe('/finance/payment-batches/b1');
    expect(screen.getByText('只看科目：财政专户存款')).toBeTruthy();
    expect(screen.getByText('实际发生 2016-02-26，该月已结，记入本日')).toBeTruthy();
    const asked = server.sent.find(({ url }) => url.includes('/ledger/entries'))?.url ?? '';
    expect(Object.fromEntries(new URL(asked, 'http://x').searchParams)).toEqual({ account: 'treasury', to: '2016-03-31', limit: '50' });
  });

  it('shows of every entry what made it: loan, risk fund or fund, with document or number of the bank', async () => {
    entries = [
      { ...entry, id: 'e2', number: 13, cause: cause({ loanId: 'l1', bankCode: 'rcb', reference: 'RCB-77' }) },
      { ...entry, id: 'e3', number: 14, cause: cause({ bankCode: 'rcb', fundCode: 'risk-fund-2016', document: '瑞财〔2016〕7号' }) },
      { ...entry, id: 'e4', number: 15, cause: cause({ fundCode: 'industry-2016', document: '瑞财〔2016〕1号' }) },
    ];
    draw(<EntriesPage />, { at: '/finance/ledger/entries', session: session(['ledger.read']) });
    expect((await screen.findByRole('link', { name: '看贷款' })).getAttribute('href')).toBe('/finance/loans/l1');
    expect(screen.getByText(/银行流水号 RCB-77/)).toBeTruthy();
    expect(screen.getByRole('link', { name: '看风险缓释基金' }).getAttribute('href')).toBe('/finance/lender-banks');
    expect(screen.getByRole('link', { name: '看资金' }).getAttribute('href')).toBe('/finance/budget?fund=industry-2016');
    for (const document of [/瑞财〔2016〕7号/, /瑞财〔2016〕1号/]) expect(screen.getByText(document)).toBeTruthy();
  });

  it('closes the oldest open month, once it has been said what that means', async () => {
    draw(<PeriodsPage />, { at: '/finance/ledger/periods', session: session(['ledger.read', 'ledger.close']) });
    fireEvent.click(await screen.findByRole('button', { name: '结 2016-03 的账' }));
    expect(screen.queryByRole('button', { name: '结 2016-04 的账' })).toBeNull();
    const dialog = screen.getByRole('dialog');
    expect(within(dialog).getByText(/3 张凭证，借贷合计各 5,000.00 元。结账后不能反结/)).toBeTruthy();
    await within(dialog).findByText(/没有在途款项/);
    fireEvent.click(within(dialog).getByRole('button', { name: '结 2016-03 的账' }));
    await waitFor(() =>
      expect(server.sent.some(({ method, url }) => method === 'POST' && url.endsWith('/ledger/periods/2016-03/close'))).toBe(true),
    );
    expect(await screen.findByRole('button', { name: '结 2016-04 的账' })).toBeTruthy();
  });

  it('names what is still with the bank before it closes, and sends what was seen', async () => {
    onTheWay = [{ batchId: 'b7', number: 7, title: '第二批', payments: 3, amountFen: 1_500_000 }];
    draw(<PeriodsPage />, { at: '/finance/ledger/periods', session: session(['ledger.read', 'ledger.close']) });
    expect(await screen.findByText('结账时在途 4 笔、20,000.00 元')).toBeTruthy();
    fireEvent.click(screen.getByRole('button', { name: '结 2016-03 的账' }));
    const dialog = within(screen.getByRole('dialog'));
    expect((await dialog.findByRole('link', { name: '第 7 号批次 第二批' })).getAttribute('href')).toBe('/finance/payment-batches/b7');
    const close = dialog.getByRole('button', { name: '结 2016-03 的账' });
    expect((close as HTMLButtonElement).disabled).toBe(true);
    fireEvent.click(dialog.getByRole('checkbox'));
    fireEvent.click(close);
    await waitFor(() => expect(server.sent.find(({ method }) => method === 'POST')?.body).toBe('{"onTheWay":3}'));
  });

  it('offers no closing to who may not', async () => {
    draw(<PeriodsPage />, { at: '/finance/ledger/periods', session: session(['ledger.read']) });
    expect(await screen.findAllByText('未结')).toHaveLength(2);
    expect(screen.queryByRole('button', { name: /结 2016/ })).toBeNull();
  });
});
