import { fireEvent, screen, waitFor, within } from '@testing-library/react';
import type { Reminder, Reminders } from '../../../api/department/reminders.js';
import { draw, officer } from '../../../../test/drawn.js';
import { recordedServer } from '../../../../test/recorded-server.js';
import { ReminderBell } from './ReminderBell.js';

const late: Reminder = {
  ...{ id: 'r1', stage: 'township', step: { zh: '村民小组评议', en: 'group appraisal' }, level: 'township' },
  ...{ subject: { kind: 'application', id: 'a1' }, number: null, place: '360781102208', placeNames: ['瑞金市', '壬田镇', '凤岗村'] },
  ...{ dueOn: '2016-06-30', daysLeft: -5, isRead: false },
};
const soon: Reminder = {
  ...late,
  ...{ id: 'r2', stage: 'soon', step: { zh: '上传末日张贴照片', en: 'photo of the last day' }, subject: { kind: 'notice', id: 'n1' } },
  ...{ dueOn: '2016-07-06', daysLeft: 1, isRead: true },
};
const session = { ...officer, permissions: ['reminder.read'] };

describe('the bell in the head', () => {
  let server: ReturnType<typeof recordedServer>;
  let answer: Reminders;
  beforeEach(() => {
    answer = { items: [soon, late], counts: { all: 2, unread: 1, late: 1 }, nextCursor: null };
    server = recordedServer(({ method }) => (method === 'GET' ? { body: answer } : { status: 204, body: undefined }));
  });
  afterEach(() => server.restore());
  const commands = (): string[] => server.sent.filter(({ method }) => method === 'POST').map(({ url, body }) => `${url} ${body}`);

  it('says how many are unread, lists the most urgent first, and leads to where it is done', async () => {
    draw(<ReminderBell />, { session });
    fireEvent.click(await screen.findByRole('button', { name: '到期提醒，1 条未读' }));
    const items = within(await screen.findByRole('dialog')).getAllByRole('listitem');
    expect(items.map((item) => within(item).getByRole('link').getAttribute('href'))).toEqual([
      '/identification/cases/a1',
      '/identification/notices/n1',
    ]);
    expect(items[0]?.textContent).toContain('壬田镇 凤岗村 · 期限 2016-06-30逾期 5 天村级未办');
    expect(items[1]?.textContent).toContain('还有 1 天');
    // of the own department only
    expect(server.sent.map(({ url }) => url)).toEqual(['/api/identification/v1/reminders?limit=50']);
  });

  it('is read all at once, and dismissed one by one', async () => {
    draw(<ReminderBell />, { session });
    fireEvent.click(await screen.findByRole('button', { name: '到期提醒，1 条未读' }));
    fireEvent.click(await screen.findByRole('button', { name: '不再提醒：上传末日张贴照片' }));
    await waitFor(() => expect(commands()).toEqual(['/api/identification/v1/reminders/r2/dismiss {}']));
    fireEvent.click(screen.getByRole('button', { name: '全部标为已读' }));
    await waitFor(() => expect(commands().at(-1)).toBe('/api/identification/v1/reminders/read {"ids":["r1"]}'));
  });

  it('shows a long list by pages, the most urgent first, and leads to claims, loans and batches', async () => {
    const finance = { ...session, account: { ...session.account, department: 'finance' } };
    const at = (id: string, kind: string, dueOn: string): Reminder => ({ ...soon, id, subject: { kind, id: `${kind}-1` }, dueOn });
    const pages: Reminders[] = [
      { items: [at('a', 'loan', '2016-07-01')], counts: { all: 4, unread: 0, late: 0 }, nextCursor: 'next' },
      {
        items: [at('b', 'payment-batch', '2016-07-02'), at('c', 'claims-received', '2016-07-03'), at('d', 'money-orders', '2016-07-04')],
        counts: { all: 4, unread: 0, late: 0 },
        nextCursor: null,
      },
    ];
    server.restore();
    server = recordedServer(({ url }) => ({ body: pages[url.includes('cursor=next') ? 1 : 0] }));
    draw(<ReminderBell />, { session: finance });
    fireEvent.click(await screen.findByRole('button', { name: '到期提醒' }));
    const links = (): (string | null)[] =>
      within(screen.getByRole('dialog'))
        .queryAllByRole('link')
        .map((link) => link.getAttribute('href'));
    expect(await screen.findByText('已显示最急的 1 条，共 4 条。')).toBeTruthy();
    expect(links()).toEqual(['/finance/loans/loan-1']);
    fireEvent.click(screen.getByRole('button', { name: '显示更多' }));
    await waitFor(() =>
      expect(links()).toEqual([
        '/finance/loans/loan-1',
        '/finance/payment-batches/payment-batch-1',
        '/finance/claims?state=received',
        '/finance/budget',
      ]),
    );
    expect(screen.queryByRole('button', { name: '显示更多' })).toBeNull();
  });

  it('is not there for who has nothing to be reminded of', () => {
    draw(<ReminderBell />);
    expect(screen.queryByRole('button')).toBeNull();
    expect(server.sent).toEqual([]);
  });
});
