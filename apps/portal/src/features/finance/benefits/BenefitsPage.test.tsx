import { fireEvent, screen } from '@testing-library/react';
import { draw, officer } from '../../../../test/drawn.js';
import { recordedServer } from '../../../../test/recorded-server.js';
import { BenefitsPage } from './BenefitsPage.js';

const household = { id: 'h1', number: 'H1', headName: '刘春华', villageCode: '360781102208' };

describe('the benefits of a household', () => {
  let server: ReturnType<typeof recordedServer>;
  beforeEach(() => {
    server = recordedServer(({ url }) => {
      if (url.includes('/directory/divisions')) return { body: { items: [] } };
      if (url.includes('/directory/households/search')) return { body: { items: [{ ...household, groupName: null }], nextCursor: null } };
      if (url.includes('/household-benefits/h1'))
        return {
          body: {
            ...{ household, paidFen: 300_000, totals: [{ benefit: 'rewardSubsidy', paidFen: 300_000 }] },
            items: [
              { id: 'p1', benefit: 'rewardSubsidy', title: '第一批', on: '2016-06-20', amountFen: 300_000, state: 'paid' },
              { id: 'c1', benefit: 'project', title: null, on: '2016-05-30', amountFen: null, state: 'told' },
            ],
            sources: [
              { kind: 'relocation', heardAt: null },
              { kind: 'premium', heardAt: '2016-06-01T02:00:00Z' },
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
    expect(screen.getByText('金额由奖补核定')).toBeTruthy();
    expect(screen.getByText('搬迁部门：还没有收到过报送，本页可能不全')).toBeTruthy();
    expect(screen.getByText('医保部门：最近一次报送 2016-06-01 10:00')).toBeTruthy();
    expect(server.sent.some(({ url }) => url.includes('刘春华') || url.includes(encodeURIComponent('刘春华')))).toBe(false);
  });
});
