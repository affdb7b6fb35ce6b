import { fireEvent, screen, waitFor } from '@testing-library/react';
import { Route, Routes } from 'react-router';
import type { InterestClaim } from '../../../api/finance/interest-claims.js';
import { draw, officer } from '../../../../test/drawn.js';
import { recordedServer } from '../../../../test/recorded-server.js';
import { InterestClaimPage } from './InterestClaimPage.js';
import { InterestClaimsPage } from './InterestClaimsPage.js';
import { endedQuarters } from './quarters.js';

const claim: InterestClaim = {
  ...{
    id: 'c1',
    number: 3,
    bankCode: 'rcb',
    bankNameZh: '农商银行',
    bankNameEn: 'rural bank',
    quarter: '2016-Q3',
    state: 'received',
    fundCode: null,
  },
  ...{ rows: 2, claimedFen: 172_834, ourFen: 72_834, grantedFen: 72_834, cutFen: 0, reason: null, version: 1 },
  rules: { months: 36, shareBp: 10_000, extensionIsSubsidised: true, mostFen: 5_000_000, above: 'part' },
  byResult: [
    { result: 'agreed', lines: 1, claimedFen: 36_417, ourFen: 36_417 },
    { result: 'differs', lines: 1, claimedFen: 136_417, ourFen: 36_417 },
  ],
  ...{ enteredByName: '周立信', enteredAt: '2016-10-15T02:00:00.000Z', decidedByName: null, decidedAt: null },
};
const line = {
  ...{ id: 'l1', row: 3, contractNumber: 'RCB-1', loanId: 'x', householdNumber: 'H-1', headName: '赖示例', villageCode: '360781102208' },
  ...{
    result: 'differs',
    claimedFen: 136_417,
    ourFen: 36_417,
    grantedFen: 36_417,
    giveUpProposedByName: null,
    cutFen: 0,
    setOffFen: 0,
    parts: [{ cause: 'late', fen: 100_000 }],
    unpaid: [] as object[],
    state: 'open',
    paidOn: null,
  },
};

const overpaid = { householdId: 'h1', householdNumber: 'H-1', headName: '赖示例', villageCode: '360781102208', overpaidFen: 12_345 };

const paidBack = {
  ...{ id: 'p1', householdId: 'h1', householdNumber: 'H-1', headName: '赖示例', amountFen: 2_345, on: '2016-10-12', fundCode: 'int' },
  ...{ sourceDocument: '缴款书01号', recordedByName: '周立信', takenBackByName: null, takenBackBecause: null, canTakeBack: true },
};

describe('claims for interest subsidy', () => {
  let repaid: object = paidBack;
  let shown = claim;
  let lines: readonly object[] = [line];
  let asked: { method: string; url: string }[] = [];
  let server: ReturnType<typeof recordedServer>;
  beforeEach(() => {
    shown = claim;
    repaid = paidBack;
    lines = [line];
    asked = [];
    server = recordedServer(({ method, url }) => {
      asked.push({ method, url });
      if (url.includes('/clock')) return { body: { now: '2016-10-15T02:00:00.000Z', today: '2016-10-15' } };
      if (url.includes('/lender-banks')) return { body: { items: [{ code: 'rcb', nameZh: '农商银行', nameEn: 'rural bank' }] } };
      if (url.includes('/budget/funds'))
        return {
          body: {
            items: [
              { code: 'int-2015', year: 2015, nameZh: '上年贴息', nameEn: 'interest before', purpose: 'interestSubsidy' },
              { code: 'int', year: 2016, nameZh: '贷款贴息', nameEn: 'interest', purpose: 'interestSubsidy' },
              { code: 'ind', nameZh: '产业', nameEn: 'industry', purpose: 'industry' },
            ],
          },
        };
      if (url.includes('/benefit-overlaps/')) return { body: { digest: 'd'.repeat(64), checked: 1, findings: [], sources: [] } };
      if (/overpaid\/repayments/.test(url)) {
        if (method === 'POST') repaid = { ...repaid, takenBackByName: '钱思源', takenBackBecause: '户名看错', canTakeBack: false };
        return { body: { items: [repaid] } };
      }
      if (url.includes('/overpaid')) {
        const left = url.includes('/repayments') ? [] : [overpaid];
        return { status: url.includes('/repayments') ? 201 : 200, body: { items: left } };
      }
      if (url.includes('/give-up')) {
        lines = [{ ...line, state: 'granted', giveUpProposedByName: '钱思源' }];
        return { status: 204, body: undefined };
      }
      if (url.includes('/lines')) return { body: { items: lines, nextCursor: null } };
      if (url.includes('/interest-claims/c1')) {
        if (method === 'POST') shown = { ...claim, state: 'approved', fundCode: 'int', decidedByName: '钱思源', version: 2 };
        return { body: shown };
      }
      if (url.includes('/interest-claims') && method === 'POST')
        return {
          status: 422,
          body: {
            ...{
              title: '贴息申报表未接收',
              detail: '有 1 处问题。',
              next: '请逐一改正。',
              code: 'interest-claim.file-refused',
              status: 422,
            },
            problems: [
              { pointer: '/rows/5/claimedFen', code: 'table.total-differs', detail: '第5行“申报贴息（元）”：合计与各行之和不一致。' },
            ],
          },
        };
      if (url.includes('/interest-claims')) return { body: { items: [claim] } };
      return undefined;
    });
  });
  afterEach(() => server.restore());
  const open = (permissions: string[], at = '/finance/interest-claims/c1') =>
    draw(
      <Routes>
        <Route path="/finance/interest-claims" element={<InterestClaimsPage />} />
        <Route path="/finance/interest-claims/:id" element={<InterestClaimPage />} />
      </Routes>,
      { at, session: { ...officer, permissions } },
    );

  it('are compared line by line, the difference said in words and yuan', async () => {
    open(['loan.read']);
    await screen.findByText('逾期期间不贴息 +1,000.00');
    expect(screen.getAllByText('赖示例（H-1）')).toHaveLength(1);
    await screen.findByText('等待县级经办人审批，上传人不能审批。');
  });

  it('name the penalty interest that the bank has put in', async () => {
    const causes = ['penaltyOnPrincipal', 'penaltyOnInterest', 'penaltyReceived'];
    lines = [{ ...line, parts: causes.map((cause, i) => ({ cause, fen: 101 + i })) }];
    open(['loan.read']);
    await screen.findByText(
      '计入逾期本金的罚息，财政不贴 +1.01；计入逾期利息的罚息（复利），财政不贴 +1.02；计入本季度收到的罚息，财政不贴 +1.03',
    );
  });

  it('say of what is not paid which interest the household owes, and what else is wrong with the figure', async () => {
    const notPaid = { ...line, result: 'notPaid', ourFen: 36_417, grantedFen: 0, parts: [{ cause: 'rounding', fen: 1 }] };
    lines = [
      { ...notPaid, unpaid: [{ dueOn: '2016-09-15', openFen: 36_417 }] },
      { ...notPaid, id: 'l2', contractNumber: 'RCB-2', parts: [] },
    ];
    open(['loan.read']);
    await screen.findByText('2016-09-15应付利息尚欠 364.17 元；尾差 +0.01');
    await screen.findByText('上报后已付清，请银行重新申报本季度');
  });

  it('are approved with the fund of their year for that purpose', async () => {
    open(['loan.read', 'loan.confirm']);
    const approve = await screen.findByRole('button', { name: '批准贴息' });
    await waitFor(() => expect(approve).toHaveProperty('disabled', false));
    fireEvent.click(approve);
    await screen.findByText('已批准，可列入付款批次');
    await waitFor(() => expect(screen.queryByRole('button', { name: '批准贴息' })).toBeNull());
  });

  it('are uploaded by a clerk for a quarter that has ended, and a refusal names each row', async () => {
    open(['loan.read', 'bank.operate'], '/finance/interest-claims');
    await screen.findByText('2016年第3季度');
    await waitFor(() => expect(screen.getByRole('button', { name: '选择申报表并上传' })).toHaveProperty('disabled', false));
    fireEvent.change(screen.getByLabelText('选择申报表并上传', { selector: 'input' }), {
      target: { files: [new File(['x'], '申报.xlsx')] },
    });
    await screen.findByText('第5行“申报贴息（元）”：合计与各行之和不一致。');
    expect(asked.find(({ method }) => method === 'POST')?.url).toContain('bankCode=rcb&quarter=2016-Q3');
  });

  it('that will not be paid are given up with a reason', async () => {
    lines = [{ ...line, state: 'granted' }];
    open(['loan.read', 'payment.approve']);
    fireEvent.click(await screen.findByRole('button', { name: '停止发放' }));
    fireEvent.change(await screen.findByRole('textbox'), { target: { value: '无账户，无继承人' } });
    fireEvent.click(screen.getAllByRole('button', { name: '停止发放' }).at(-1)!);
    await screen.findByText(/钱思源提出停止发放，待另一名资金审批人/);
    expect(screen.queryByRole('button', { name: '停止发放' })).toBeNull();
    expect(asked.find(({ method }) => method === 'POST')?.url).toContain('/interest-claims/lines/l1/give-up');
  });

  it('show who has had too much, and what is paid back is recorded', async () => {
    open(['loan.read', 'budget.read', 'budget.write'], '/finance/interest-claims');
    await screen.findByText('多付 123.45 元');
    fireEvent.click(screen.getByRole('button', { name: '登记退回' }));
    await screen.findByText(/赖示例（H-1） 多付 123.45 元/);
  });

  it('what was mistyped as paid back is taken back with a reason, and stays to be seen', async () => {
    open(['loan.read', 'budget.read', 'budget.write'], '/finance/interest-claims');
    fireEvent.click(await screen.findByRole('button', { name: '冲销' }));
    await screen.findByText(/赖示例（H-1） 退回 23.45 元的登记有误时冲销/);
    fireEvent.change(await screen.findByRole('textbox'), { target: { value: '户名看错' } });
    fireEvent.click(screen.getAllByRole('button', { name: '冲销' }).at(-1)!);
    await screen.findByText(/钱思源 已冲销：户名看错/);
    expect(asked.find(({ method }) => method === 'POST')?.url).toContain('/interest-claims/overpaid/repayments/p1/reversal');
    await waitFor(() => expect(screen.queryByRole('button', { name: '冲销' })).toBeNull());
  });

  it('know the quarters that have ended', () => {
    expect(endedQuarters('2016-01-01').slice(0, 2)).toEqual(['2015-Q4', '2015-Q3']);
    expect(endedQuarters('2016-12-31')[0]).toBe('2016-Q3');
  });
});
