import { fireEvent, screen, waitFor, within } from '@testing-library/react';
import { Route, Routes } from 'react-router';
import type { Batch } from '../../../api/finance/payments.js';
import { draw, officer } from '../../../../test/drawn.js';
import { recordedServer } from '../../../../test/recorded-server.js';
import { BatchPage } from './BatchPage.js';
import { sharesOf } from './place-shares.js';

const totals = { count: 2, sumFen: 600_000, digest: 'ab'.repeat(32) };
const batch: Batch = {
  ...{
    id: 'b1',
    number: 7,
    title: '第一批',
    benefit: 'rewardSubsidy',
    fundCode: 'industry-2016',
    state: 'declared',
    totals,
    declared: totals,
  },
  byState: { prepared: { count: 2, sumFen: 600_000 } },
  ...{ enteredByName: '钱思源', declaredByName: '钱思源', approvedByName: null, sentByName: null, withoutAccount: 0, files: 0, version: 3 },
  institutions: [],
  takenOut: [],
  ...{ payeesApprovedByName: null, changedPayees: { count: 0, digest: 'cd'.repeat(32) }, payeeFindings: { count: 0, unanswered: 0 } },
};

const share = (villageCode: string, sumFen: number, households = 1) => ({
  ...{ villageCode, households, payments: households, sumFen, mostFen: sumFen / households },
});
const places = [share('360781102208', 200_000), share('360781102209', 300_000, 2), share('360781103206', 100_000)];

const moved = {
  ...{ id: 'p1', batchId: 'b1', householdId: 'h1', personId: null, villageCode: '360781102208', householdNumber: '1', headName: '刘示例' },
  ...{
    amountFen: 300_000,
    causeType: 'subsidy-application',
    causeId: 'c1',
    state: 'approved',
    attempt: 0,
    paidOn: null,
    returnReason: null,
  },
  paidTo: null,
  ...{ recoveredFen: 0, partsTakenBack: 'notAll', giveUpProposedByName: null },
  accountMasked: '***1111',
  payee: null,
  payeeChange: { accountMasked: '***7777', bankName: '瑞金农商银行', holderName: '经办人', recordedByName: '钱思源', sharedWith: 49 },
};

const payee = {
  ...{
    accountId: 'a1',
    bankName: '瑞金农商银行',
    holderName: '钱经办',
    sharedWith: 1,
    isStranger: true,
    digest: 'aa'.repeat(32),
    answer: null,
  },
  sharedHouseholds: [{ householdNumber: '360781102208-7', headName: '刘兄长' }],
};
const found = { ...moved, id: 'p2', headName: '刘小弟', payeeChange: null, payee };
const notAsked = { ...found, id: 'p3', headName: '刘不问', payee: { ...payee, accountId: 'a3', digest: null } };
const forTheNext = {
  ...{ count: 1, sumFen: 500_000 },
  items: [
    {
      ...{ causeId: 'c2', householdId: 'h2', householdNumber: '2', headName: '钟示例', villageCode: '360781102208' },
      ...{ amountFen: 500_000, hereFen: 500_000 },
    },
  ],
};

describe('a payment batch', () => {
  let shown = batch;
  let refuse = false;
  let payments: object[] = [];
  let server: ReturnType<typeof recordedServer>;
  beforeEach(() => {
    shown = batch;
    refuse = false;
    payments = [];
    server = recordedServer(({ method, url }) => {
      if (url.endsWith('/for-the-next')) return { body: forTheNext };
      if (url.endsWith('/places')) return { body: { items: places } };
      if (url.includes('payee=finding')) return { body: { items: [found, notAsked], nextCursor: null } };
      if (url.includes('payee=changed')) return { body: { items: [moved], nextCursor: null } };
      if (/\/payments(\?|$)/.test(url)) return { body: { items: payments, nextCursor: null } };
      if (url.includes('/budget/funds')) return { body: { items: [], nextCursor: null } };
      if (method === 'POST' && refuse)
        return {
          status: 422,
          body: {
            ...{
              title: '回盘文件未接收',
              detail: '文件有 1 处问题，整份未接收。',
              next: '请逐一核对。',
              code: 'payment.return-file-refused',
              status: 422,
            },
            problems: [{ pointer: '/lines/2', code: 'amount', detail: '第2行：金额与送出的不一致。' }],
          },
        };
      if (url.includes('/payment-batches/b1')) return { body: shown };
      return undefined;
    });
  });
  afterEach(() => server.restore());
  const open = (permissions: string[], area = officer.account.area, query = '') =>
    draw(
      <Routes>
        <Route path="/finance/payment-batches/:id" element={<BatchPage />} />
      </Routes>,
      { at: `/finance/payment-batches/b1${query}`, session: { ...officer, account: { ...officer.account, area }, permissions } },
    );

  it('names whom the cap of a batch leaves for the next one', async () => {
    open(['payment.read']);
    const panel = await screen.findByRole('region', { name: '留待下一批' });
    expect(within(panel).getByText('1 笔、共 5,000.00 元已批准，但该户在本批次已到每户每批上限；不会丢失，请列入下一批次。')).toBeTruthy();
    expect(within(panel).getByRole('link', { name: '钟示例' })).toBeTruthy();
  });

  it('is approved by who may, on the version that is on screen', async () => {
    open(['payment.read', 'payment.approve']);
    fireEvent.click(await screen.findByRole('button', { name: '批准付款' }));
    await waitFor(() => expect(server.sent.some(({ method }) => method === 'POST')).toBe(true));
    const sent = server.sent.find(({ method }) => method === 'POST');
    expect([sent?.url, sent?.headers.get('if-match')]).toEqual(['/api/finance/v1/payment-batches/b1/approve', '"3"']);
  });

  it('says to who entered it whose turn it is', async () => {
    open(['payment.read', 'payment.prepare']);
    expect(await screen.findByText('由资金审批人（不是制单人）办理。')).toBeTruthy();
    expect(screen.queryByRole('button', { name: '批准付款' })).toBeNull();
    expect(screen.getByRole('button', { name: '撤回修改' })).toBeTruthy();
  });

  it('is for accounts of the county: one of a township is told so before it tries', async () => {
    open(['payment.read', 'payment.approve'], '360781102');
    expect(await screen.findByText(/由辖区为全县的账号办理/)).toBeTruthy();
    expect(screen.queryByRole('button', { name: '批准付款' })).toBeNull();
  });

  it('declares what is typed from the paper list, never what the server has counted', async () => {
    shown = { ...batch, state: 'draft', declared: null };
    open(['payment.read', 'payment.prepare']);
    fireEvent.click(await screen.findByRole('button', { name: '按纸质清单申报' }));
    const [count, sum] = [
      await screen.findByLabelText<HTMLInputElement>('清单上的笔数'),
      screen.getByLabelText<HTMLInputElement>('清单上的合计金额'),
    ];
    expect([count.value, sum.value]).toEqual(['', '']);
    fireEvent.click(screen.getByRole('button', { name: '提交审批' }));
    expect(await screen.findAllByText('请填写')).toHaveLength(2);
    expect(server.sent.some(({ method }) => method === 'POST')).toBe(false);
    fireEvent.change(count, { target: { value: '3' } });
    fireEvent.change(sum, { target: { value: '6500.5' } });
    fireEvent.click(screen.getByRole('button', { name: '提交审批' }));
    await waitFor(() => expect(server.sent.some(({ url }) => url.endsWith('/declare'))).toBe(true));
    expect(JSON.parse(server.sent.find(({ url }) => url.endsWith('/declare'))?.body ?? '')).toEqual({
      ...{ count: 3, sumFen: 650_050, digest: totals.digest },
    });
  });

  it('lists who has another account since the approval; who has seen them confirms exactly those', async () => {
    shown = { ...batch, state: 'approved', changedPayees: { count: 1, digest: 'ef'.repeat(32) } };
    open(['payment.read', 'payment.approve', 'payment.send']);
    expect(await screen.findByText('原账户 ***1111 → 新账户 ***7777')).toBeTruthy();
    expect(screen.getByText('另有 49 个收款人也用这个账号，请查明原因。')).toBeTruthy();
    expect(screen.queryByRole('button', { name: '送银行' })).toBeNull();
    fireEvent.click(screen.getByRole('button', { name: '已逐户核对，确认收款账户变更' }));
    await waitFor(() => expect(server.sent.some(({ url }) => url.endsWith('/payees'))).toBe(true));
    expect(JSON.parse(server.sent.find(({ url }) => url.endsWith('/payees'))?.body ?? '')).toEqual(shown.changedPayees);
  });

  it('says what came out of the batch and that it is declared and approved anew; an approval can be withdrawn', async () => {
    const out = {
      householdNumber: 'H36078110220801',
      amountFen: 300_000,
      because: 'objectionUpheld',
      reason: null,
      batchWas: 'approved',
    } as const;
    shown = { ...batch, state: 'draft', takenOut: [{ ...out, takenAt: '2016-07-01T02:00:00.000Z', takenByName: '周调查' }] };
    const { unmount } = open(['payment.read', 'payment.approve']);
    expect(await screen.findByText('H36078110220801')).toBeTruthy();
    expect(screen.getByText(/请按现有明细重新申报、审批/)).toBeTruthy();
    expect(screen.getByText(/公示异议成立，由周调查于 .*答复；当时批次“已审批，待送银行”。/)).toBeTruthy();
    unmount();
    shown = { ...batch, state: 'approved' };
    open(['payment.read', 'payment.approve']);
    expect(await screen.findByRole('button', { name: '撤销审批，退回制单' })).toBeTruthy();
  });

  it('lets a payment be taken out of a draft by who prepares it, with a reason; afterwards it is said', async () => {
    const by = { because: 'byHand', reason: '存折被他人保管', batchWas: 'draft' } as const;
    shown = { ...batch, state: 'draft' };
    payments = [{ ...found, state: 'prepared' }];
    const { unmount } = open(['payment.read', 'payment.prepare']);
    fireEvent.click(await screen.findByRole('button', { name: '移出批次' }));
    const dialog = await screen.findByRole('dialog');
    fireEvent.change(within(dialog).getByRole('textbox'), { target: { value: '存折被他人保管' } });
    fireEvent.click(within(dialog).getByRole('button', { name: /确\s?认/ }));
    await waitFor(() => expect(server.sent.some(({ url }) => url.endsWith('/payments/p2/take-out'))).toBe(true));
    const sent = server.sent.find(({ url }) => url.endsWith('/payments/p2/take-out'));
    expect([JSON.parse(sent?.body ?? ''), sent?.headers.get('if-match')]).toEqual([{ reason: '存折被他人保管' }, '"3"']);
    unmount();
    shown = {
      ...batch,
      takenOut: [{ ...by, householdNumber: 'H-7', amountFen: 1, takenAt: '2016-07-01T02:00:00.000Z', takenByName: '钱思源' }],
    };
    open(['payment.read', 'payment.prepare']);
    expect(await screen.findByText(/由钱思源于 .*移出，款项回到待付。理由：存折被他人保管/)).toBeTruthy();
    expect(screen.queryByRole('button', { name: '移出批次' })).toBeNull();
  });

  it('lists accounts of several or of a stranger; who approves gives the reason for those chosen before anything is approved', async () => {
    shown = { ...batch, payeeFindings: { count: 1, unanswered: 1 } };
    open(['payment.read', 'payment.approve']);
    const panel = await screen.findByRole('region', { name: '收款账户须说明' });
    expect(await within(panel).findAllByText('户名不是本户成员。')).toHaveLength(2);
    expect(within(panel).getAllByText('另有 1 个收款人也用这个账号：刘兄长 360781102208-7。')).toHaveLength(2);
    expect(within(panel).getAllByText('瑞金农商银行，户名 钱经办')).toHaveLength(2);
    expect(screen.queryByRole('button', { name: '批准付款' })).toBeNull();
    // what the batch does not ask about is nothing to tick
    expect(within(panel).getByText('刘不问')).toBeTruthy();
    expect(within(panel).getAllByRole('checkbox')).toHaveLength(1);
    fireEvent.click(within(panel).getByRole('checkbox', { name: '刘小弟' }));
    fireEvent.click(within(panel).getByRole('button', { name: '说明所选 1 个账户' }));
    const dialog = await screen.findByRole('dialog');
    fireEvent.change(within(dialog).getByRole('textbox'), { target: { value: '兄弟共用一卡，村委会证明' } });
    fireEvent.click(within(dialog).getByRole('button', { name: /确\s?认/ }));
    await waitFor(() => expect(server.sent.some(({ url }) => url.endsWith('/payee-answers'))).toBe(true));
    expect(JSON.parse(server.sent.find(({ url }) => url.endsWith('/payee-answers'))?.body ?? '')).toEqual({
      findings: [{ accountId: 'a1', digest: payee.digest }],
      reason: '兄弟共用一卡，村委会证明',
    });
  });

  it('a return file that is refused is said line by line, and can be chosen again', async () => {
    shown = { ...batch, state: 'sent', files: 1 };
    refuse = true;
    open(['payment.read', 'payment.send']);
    const field = await screen.findByLabelText<HTMLInputElement>('上传银行回盘文件', { selector: 'input' });
    fireEvent.change(field, { target: { files: [new File(['x'], '回盘.csv', { type: 'text/csv' })] } });
    expect(await screen.findByText('第2行：金额与送出的不一致。')).toBeTruthy();
    expect(field.value).toBe('');
  });

  it('says which township and which village gets how much, the largest first', async () => {
    expect(sharesOf(places).map(({ area, households, sumFen, mostFen }) => [area, households, sumFen, mostFen])).toEqual([
      ['360781102', 3, 500_000, 200_000],
      ['360781103', 1, 100_000, 100_000],
    ]);
    expect(sharesOf(places, '360781102').map(({ area }) => area)).toEqual(['360781102209', '360781102208']);
    expect(sharesOf(places.slice(0, 2)).map(({ area }) => area)).toEqual(['360781102209', '360781102208']);
    open(['payment.read']);
    const map = await screen.findByRole('group', { name: /各乡镇金额示意图，共 2 个单位/ });
    const tile = within(map).getByRole('link', { name: /5,000.00 元，3 户 3 笔/ });
    expect(tile.getAttribute('href')).toBe('/finance/payment-batches/b1?area=360781102');
    fireEvent.click(tile);
    expect(await screen.findAllByText('1,500.00')).toHaveLength(2);
    expect(screen.queryByRole('group', { name: /示意图/ })).toBeNull();
    expect(screen.getByRole('link', { name: /返回各乡镇/ })).toBeTruthy();
  });

  it('of one village shows its payments alone', async () => {
    open(['payment.read'], officer.account.area, '?area=360781102209');
    expect(await screen.findByRole('link', { name: /全部明细/ })).toBeTruthy();
    await waitFor(() => expect(server.sent.some(({ url }) => url.endsWith('/payments?area=360781102209'))).toBe(true));
  });
});
