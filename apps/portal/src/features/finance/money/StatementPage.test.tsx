import { fireEvent, screen, waitFor, within } from '@testing-library/react';
import type { StatementComparison } from '../../../api/finance/bank-statements.js';
import { draw, officer } from '../../../../test/drawn.js';
import { recordedServer } from '../../../../test/recorded-server.js';
import { StatementPage } from './StatementPage.js';

const line = { line: 2, on: '2016-06-03', amountFen: -50_000, reference: '000012-01-000001', remark: '代发' };
const entry = { entryId: 'e1', number: 12, on: '2016-06-02', amountFen: -50_000, text: '发放产业奖补' };
const found: StatementComparison = {
  ...{ from: '2016-06-01', to: '2016-06-30', openingFen: 100_000, closingFen: 20_000 },
  bank: { lines: 2, inFen: 0, outFen: 51_200 },
  book: { entries: 2, inFen: 0, outFen: 80_000 },
  ...{ matchedCount: 1, matched: [{ by: 'reference', line, entries: [entry], count: 1 }] },
  atBankOnlyCount: 1,
  atBankOnly: [{ ...line, line: 3, amountFen: -1_200, reference: '', remark: '手续费', why: 'nothingLike', otherDay: null }],
  takenBackCount: 2,
  inBookOnlyCount: 1_200,
  inBookOnly: [{ ...entry, entryId: 'e2', number: 13, amountFen: -30_000, why: 'otherDay', otherDay: '2016-06-20' }],
};

describe('the statement of the bank', () => {
  let server: ReturnType<typeof recordedServer>;
  let isRefused = false;
  beforeEach(() => {
    isRefused = false;
    server = recordedServer(({ url }) => {
      if (!url.includes('/bank-statements/compare')) return undefined;
      if (!isRefused) return { body: found };
      const problems = [{ pointer: '/rows/3/on', code: 'statement.outside-period', detail: '第3行“日期”：日期不在所选对账期间内。' }];
      const words = { title: '对账单未读入', detail: '对账单有 1 处问题，整份没有读入。', next: '请改正后重新上传。' };
      return { status: 422, body: { ...words, code: 'statement.refused', status: 422, problems } };
    });
  });
  afterEach(() => server.restore());
  const upload = async () => {
    draw(<StatementPage />, { at: '/finance/ledger/statement', session: { ...officer, permissions: ['ledger.read'] } });
    const button = screen.getByRole<HTMLButtonElement>('button', { name: '选择对账单并核对' });
    expect(button.disabled).toBe(true);
    for (const [label, value] of [
      ['对账起日', '2016-06-01'],
      ['对账止日', '2016-06-30'],
    ] as const) {
      fireEvent.change(screen.getByLabelText(label), { target: { value } });
      fireEvent.keyDown(screen.getByLabelText(label), { key: 'Enter' });
    }
    await waitFor(() => expect(button.disabled).toBe(false));
    fireEvent.change(screen.getByLabelText('选择对账单并核对', { selector: 'input' }), {
      target: { files: [new File(['x'], '对账单.csv')] },
    });
  };

  it('is compared for a period: what agrees, and what is on one side only with what to do', async () => {
    await upload();
    const bank = await screen.findByRole('region', { name: '银行有、总账没有：1 笔' });
    expect(within(bank).getByText('第 3 行 · 2016-06-03 · 手续费')).toBeTruthy();
    expect(within(bank).getByText(/总账没有这样的款项：请查明来源/)).toBeTruthy();
    const book = screen.getByRole('region', { name: '总账有、银行没有：1,200 笔' });
    expect(within(book).getByText(/银行在 2016-06-20 有同样金额的一笔/)).toBeTruthy();
    expect(within(book).getByText('只列出前 1 笔。')).toBeTruthy();
    const matched = screen.getByRole('region', { name: '已对上 1 笔' });
    expect(within(matched).getByText('编号和金额相符 · 银行 2016-06-03，总账 2016-06-02')).toBeTruthy();
    expect(server.sent.find(({ method }) => method === 'POST')?.url).toContain('compare?from=2016-06-01&to=2016-06-30');
  });

  it('is refused whole, row by row', async () => {
    isRefused = true;
    await upload();
    expect(await screen.findByText('对账单未读入')).toBeTruthy();
    expect(screen.getByText('第3行“日期”：日期不在所选对账期间内。')).toBeTruthy();
    expect(screen.queryByRole('region', { name: /已对上/ })).toBeNull();
  });
});
