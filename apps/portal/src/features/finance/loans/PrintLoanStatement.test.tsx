import { fireEvent, screen, waitFor } from '@testing-library/react';
import { draw, officer } from '../../../../test/drawn.js';
import { recordedServer } from '../../../../test/recorded-server.js';
import type { Loan } from '../../../api/finance/loans.js';
import { PrintLoanStatement } from './PrintLoanStatement.js';

const printed = { on: '2016-06-19', digest: '96af0b76909ce7f3', printedAt: '2016-06-20T02:00:00Z', byName: '刘会计' };

describe('the statement of a loan', () => {
  let server: ReturnType<typeof recordedServer>;
  beforeEach(() => {
    server = recordedServer(({ url }) => {
      if (url.includes('/clock')) return { body: { now: '2016-06-30T02:00:00Z', today: '2016-06-30' } };
      if (url.endsWith('/statements'))
        return {
          body: {
            items: [
              { number: 'D20160620-000002', ...printed, isStillSo: true },
              { number: 'D20160619-000001', ...printed, isStillSo: false },
            ],
          },
        };
      if (url.includes('/statement?'))
        return { status: 503, body: { title: '忙', detail: '忙', status: 503, code: 'print.busy', next: '请稍后' } };
      return undefined;
    });
  });
  afterEach(() => server.restore());

  it('is printed as of today; those printed before say whether the record still says the same', async () => {
    draw(<PrintLoanStatement loan={{ id: 'l1', number: 7, contractNumber: 'RCB-88' } as Loan} />, {
      at: '/finance/loans/l1',
      session: officer,
    });
    const print = await screen.findByRole('button', { name: '打印对账单' });
    await waitFor(() => expect((print as HTMLButtonElement).disabled).toBe(false));
    fireEvent.click(print);
    await waitFor(() => expect(server.sent.some(({ url }) => url.endsWith('/loans/l1/statement?on=2016-06-30&lang=zh'))).toBe(true));
    expect(await screen.findByText('请稍后')).toBeTruthy();
    fireEvent.click(screen.getByRole('button', { name: '已打印的对账单' }));
    expect(await screen.findByText('与现在的记录一致')).toBeTruthy();
    expect(screen.getByText('记录其后已变，请重新打印')).toBeTruthy();
    expect(screen.getAllByText(/校验码 96af0b76909ce7f3 · 刘会计/)).toHaveLength(2);
  });
});
