import { fireEvent, screen, waitFor, within } from '@testing-library/react';
import type { MoneyOrder } from '../../../api/finance/money-orders.js';
import { draw, officer } from '../../../../test/drawn.js';
import { provision as order } from '../../../../test/money-order.js';
import { recordedServer } from '../../../../test/recorded-server.js';
import { MoneyOrders } from './MoneyOrders.js';

describe('orders of money', () => {
  let orders: MoneyOrder[] = [];
  let server: ReturnType<typeof recordedServer>;
  beforeEach(() => {
    server = recordedServer(({ url }) => (url.includes('/money-orders') ? { body: { items: orders } } : { body: { items: [] } }));
  });
  afterEach(() => server.restore());
  const open = (permissions: string[]) => draw(<MoneyOrders />, { session: { ...officer, permissions } });
  const type = (label: string, value: string) =>
    fireEvent.change(within(screen.getByRole('dialog')).getByLabelText(label), { target: { value } });
  const save = () => fireEvent.click(within(screen.getByRole('dialog')).getByRole('button', { name: /登\s?记/ }));
  const sent = async (end: string) => {
    await waitFor(() => expect(server.sent.some(({ method, url }) => method === 'POST' && url.endsWith(end))).toBe(true));
    return JSON.parse(server.sent.find(({ method, url }) => method === 'POST' && url.endsWith(end))?.body ?? '{}');
  };

  it('has money that leaves the treasury approved by another than who proposed it', async () => {
    orders = [order, { ...order, id: 'o2', isOwn: true }];
    open(['budget.read', 'payment.approve']);
    const buttons = await screen.findAllByRole('button', { name: '批准入账' });
    expect(buttons).toHaveLength(1);
    expect(screen.getByText(/由您提出，须由另一名资金审批人办理/)).toBeTruthy();
    fireEvent.click(buttons[0]!);
    await sent('/money-orders/o1/approve');
  });

  it('shows what waits and what was decided last; what was decided earlier is a press away', async () => {
    const decided = (number: number): MoneyOrder => ({ ...order, id: `d${number}`, number, state: 'approved', decidedByName: '孟慎之' });
    orders = [{ ...order, id: 'o9', number: 9 }, ...[8, 7, 6, 5, 4].map(decided)];
    open(['budget.read']);
    const earlier = (await screen.findByText('更早办结的 2 份')).closest('details') as HTMLElement;
    expect(within(earlier).getAllByRole('listitem', { hidden: true })).toHaveLength(2);
    expect(earlier.hasAttribute('open')).toBe(false);
    expect(screen.getAllByText(/^第 \d 号$/).map(({ textContent }) => textContent)).toEqual([9, 8, 7, 6, 5, 4].map((n) => `第 ${n} 号`));
  });

  it('has several approved in one go: how many and how much is said before, an own one and one that was overtaken are not offered', async () => {
    const allotment: MoneyOrder = { ...order, kind: 'allotment', area: '360781102', bankCode: null };
    const against = [{ code: 'budget.fund-exceeded', zh: '未分配的已不够。', en: 'Not enough any more.' }];
    orders = [
      { ...order, id: 'o5', number: 5, against },
      { ...order, id: 'o4', number: 4, isOwn: true, against: [{ code: 'money-order.same-person', zh: '由您提出。', en: 'Yours.' }] },
      { ...allotment, id: 'o3', number: 3, amountFen: 100 },
      { ...allotment, id: 'o2', number: 2, amountFen: 250 },
      order,
    ];
    open(['budget.read', 'payment.approve']);
    const all = await screen.findByRole('checkbox', { name: '全选可以一并批准的 3 份' });
    expect(screen.getAllByRole('checkbox', { name: /^选择第/ })).toHaveLength(3);
    expect(screen.getByText('现在不能批准：未分配的已不够。')).toBeTruthy();
    expect(screen.queryByText(/由您提出。/)).toBeNull();
    // one that was overtaken is refused, not approved
    expect([
      screen.getAllByRole('button', { name: /^批准(入账)?$/ }).length,
      screen.getAllByRole('button', { name: '退回申请' }).length,
    ]).toEqual([3, 4]);
    fireEvent.click(all);
    fireEvent.click(screen.getByRole('checkbox', { name: '选择第 1 号' }));
    expect(within(screen.getByRole('list', { name: '已选' })).getByRole('listitem').textContent).toBe('分配额度 2 份，合计 3.50 元');
    fireEvent.click(screen.getByRole('button', { name: '一并批准所选 2 份' }));
    const dialog = await screen.findByRole('dialog');
    expect(within(dialog).getByText('分配额度 2 份，合计 3.50 元')).toBeTruthy();
    fireEvent.click(within(dialog).getByRole('button', { name: /确\s?认/ }));
    expect(await sent('/money-orders/steps')).toEqual({
      step: 'approve',
      cases: [
        { id: 'o3', version: 1 },
        { id: 'o2', version: 1 },
      ],
    });
  });

  it('lets who proposed an order take it back with a reason, and says of it that it was', async () => {
    const own: MoneyOrder = { ...order, id: 'o2', kind: 'allotment', isOwn: true };
    orders = [order, own, { ...own, id: 'o4', state: 'refused', isWithdrawn: true, decidedByName: '钱思源', refusal: '金额多写了一个零' }];
    open(['budget.read', 'budget.write']);
    expect(await screen.findByText('钱思源提出，已自行撤回：金额多写了一个零')).toBeTruthy();
    const buttons = screen.getAllByRole('button', { name: '撤回申请' });
    expect([buttons.length, screen.queryByRole('button', { name: '退回申请' })]).toEqual([1, null]);
    fireEvent.click(buttons[0]!);
    const dialog = await screen.findByRole('dialog');
    fireEvent.change(within(dialog).getByRole('textbox'), { target: { value: '金额多写了一个零' } });
    fireEvent.click(within(dialog).getByRole('button', { name: /确\s?认/ }));
    expect(await sent('/money-orders/o2/withdraw')).toEqual({ reason: '金额多写了一个零' });
  });

  it('takes a mistyped provision back by a proposal with its paper', async () => {
    orders = [{ ...order, state: 'approved', decidedByName: '孟审批' }];
    open(['budget.read', 'budget.write']);
    expect(await screen.findByText(/钱思源提出，孟审批批准，已入账/)).toBeTruthy();
    fireEvent.click(screen.getByRole('button', { name: '申请冲回' }));
    type('日期', '2016-03-15');
    fireEvent.keyDown(within(screen.getByRole('dialog')).getByLabelText('日期'), { key: 'Enter' });
    type('依据文件', '瑞财〔2016〕8号');
    type('说明', '金额录错');
    save();
    expect(await sent('/money-orders/o1/taking-back')).toEqual({ on: '2016-03-15', sourceDocument: '瑞财〔2016〕8号', reason: '金额录错' });
  });

  it('says of a provision from before two persons made it that one did, and takes it back as well', async () => {
    orders = [{ ...order, state: 'approved', decidedByName: null }];
    open(['budget.read', 'budget.write']);
    expect(await screen.findByText(/钱思源一人存入（启用两人审批之前），已入账/)).toBeTruthy();
    expect(screen.getByRole('button', { name: '申请冲回' })).toBeTruthy();
  });
});
