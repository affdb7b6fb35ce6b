import { fireEvent, screen, waitFor } from '@testing-library/react';
import { Route, Routes } from 'react-router';
import type { BankFile, BankFileLine } from '../../../api/finance/bank-files.js';
import { draw, officer } from '../../../../test/drawn.js';
import { recordedServer } from '../../../../test/recorded-server.js';
import { BankFilePage } from './BankFilePage.js';
import { BankFilesPage } from './BankFilesPage.js';

const file: BankFile = {
  ...{ id: 'f1', number: 7, bankCode: 'rcb', bankNameZh: '农商银行', bankNameEn: 'rural bank', state: 'checked', rows: 2 },
  ...{ from: '2016-09-01', to: '2016-09-15', booked: [], enteredByName: '周立信', enteredAt: '2016-09-15T02:00:00.000Z' },
  declared: [
    { kind: 'drawing', rows: 0, sumFen: 0 },
    { kind: 'repayment', rows: 2, sumFen: 386_417 },
  ],
  results: { waiting: 0, book: 0, differs: 1, already: 0, refused: 1 },
  ...{ releasedByName: null, withdrawnByName: null, reason: null, version: 2 },
  release: { possible: false, missing: [{ zh: '有 1 行不能登记，须改正后撤回本份并重新上传', en: '1 rows cannot be booked' }] },
  ...{ withdraw: { possible: true, missing: [] }, recheck: { possible: true, missing: [] } },
};
const line: BankFileLine = {
  ...{
    id: 'r1',
    row: 2,
    contract: 'RCB-1',
    kind: 'repayment',
    on: '2016-09-15',
    amountFen: 286_417,
    principalFen: 250_889,
    interestFen: 35_528,
    penaltyFen: null,
  },
  ...{
    addedPeriods: null,
    effect: 'fewerInstalments',
    reference: 'P1',
    loan: { id: 'x', number: 3, state: 'drawn', householdNumber: 'H-1' },
    result: 'differs',
  },
  ...{
    ourPrincipalFen: 250_396,
    ourInterestFen: 36_021,
    ourPenaltyFen: 0,
    parts: [{ cause: 'dayCount', fen: -493 }],
    problem: null,
    standing: 'proposed',
  },
};
const refused: BankFileLine = {
  ...{ ...line, id: 'r2', row: 3, contract: 'X-9', loan: null, result: 'refused', parts: [], ourPrincipalFen: null, ourInterestFen: null },
  problem: { code: 'bank-file.unknown-loan', zh: '本行在本县没有这份合同。', en: 'no such contract' },
};

describe("a bank's file of drawings and repayments", () => {
  let shown = file;
  let asked: { method: string; url: string }[] = [];
  let server: ReturnType<typeof recordedServer>;
  beforeEach(() => {
    shown = file;
    asked = [];
    server = recordedServer(({ method, url }) => {
      asked.push({ method, url });
      if (url.includes('/rows')) return { body: { items: [line, refused], nextCursor: null } };
      if (url.includes('/bank-files/f1')) {
        if (method === 'POST')
          shown = { ...file, state: 'booked', releasedByName: '魏文', booked: [{ kind: 'repayment', rows: 2, sumFen: 386_417 }] };
        return { body: shown };
      }
      if (url.includes('/bank-files') && method === 'POST')
        return {
          status: 422,
          body: {
            ...{ title: '明细未接收', detail: '与申报不符。', next: '请核对。', code: 'bank-file.totals-differ', status: 422 },
            problems: [{ pointer: '/repayment', code: 'bank-file.total-differs', detail: '还款：文件 2 笔，申报 1 笔。' }],
          },
        };
      if (url.includes('/bank-files')) return { body: { items: [file] } };
      return undefined;
    });
  });
  afterEach(() => server.restore());
  const open = (permissions: string[], at = '/finance/bank-files/f1') =>
    draw(
      <Routes>
        <Route path="/finance/bank-files" element={<BankFilesPage />} />
        <Route path="/finance/bank-files/:id" element={<BankFilePage />} />
      </Routes>,
      { at, session: { ...officer, permissions } },
    );

  it('says of every row what differs and why it cannot be booked, and who releases it only then', async () => {
    open(['bank.operate', 'loan.read']);
    await screen.findByText('计息天数算法不同（-4.93 元）');
    expect(screen.getByText('本行在本县没有这份合同。')).toBeTruthy();
    // as many amounts as the title names, of the bank and of ours
    expect(screen.getByRole('columnheader', { name: '银行：本金 / 利息 / 罚息' })).toBeTruthy();
    expect(screen.getAllByText('2,508.89 / 355.28 / 0.00').length).toBeGreaterThan(0);
    expect(screen.getByText('2,503.96 / 360.21 / 0.00')).toBeTruthy();
    expect(screen.getByText('有 1 行不能登记，须改正后撤回本份并重新上传')).toBeTruthy();
    expect(screen.getByRole('button', { name: '放行并登记' })).toHaveProperty('disabled', true);
  });

  it('is released by another clerk, once', async () => {
    shown = { ...file, release: { possible: true, missing: [] } };
    open(['bank.operate', 'loan.read']);
    const release = await screen.findByRole('button', { name: '放行并登记' });
    await waitFor(() => expect(release).toHaveProperty('disabled', false));
    fireEvent.click(release);
    await screen.findByText('已登记还款');
    expect(asked.filter(({ method }) => method === 'POST').map(({ url }) => url)).toEqual([
      expect.stringContaining('/bank-files/f1/release'),
    ]);
  });

  it('is uploaded with what the bank declares; what differs is said', async () => {
    open(['bank.operate', 'loan.read'], '/finance/bank-files');
    fireEvent.click(await screen.findByRole('button', { name: '上传明细' }));
    fireEvent.change(await screen.findByLabelText('还款笔数'), { target: { value: '1' } });
    fireEvent.change(screen.getByLabelText('选择文件并上传', { selector: 'input' }), { target: { files: [new File(['x'], '明细.csv')] } });
    await screen.findByText('还款：文件 2 笔，申报 1 笔。');
    expect(asked.find(({ method }) => method === 'POST')?.url).toContain('repayments=1');
    // the same file again, with what is wrong in each row
    fireEvent.click(screen.getByRole('button', { name: '下载这份表格，逐行注明问题' }));
    await waitFor(() => expect(asked.at(-1)?.url).toContain('/bank-files/marked.xlsx?repayments=1'));
  });

  it('is only looked at by the county', async () => {
    open(['loan.confirm', 'loan.read']);
    await screen.findByText('由银行经办人办理。');
    expect(screen.queryByRole('button', { name: '放行并登记' })).toBeNull();
  });
});
