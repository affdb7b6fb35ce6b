import { act, fireEvent, screen, waitFor, within } from '@testing-library/react';
import type { Roll } from '../../../api/identification/rolls.js';
import { draw, officer } from '../../../../test/drawn.js';
import { recordedServer, type Sent } from '../../../../test/recorded-server.js';
import { RollsPage } from './RollsPage.js';

const roll: Roll = {
  ...{ id: 'r1', villageCode: '360781102208', validFrom: '2016-01-01', representatives: 45 },
  groups: [{ groupName: '第七小组', households: 30, adults: null }],
  ...{ sourceDocument: '凤岗村2016年户籍底册', documentDate: '2016-01-01', status: 'proposed' },
  ...{ enteredBy: { id: 'someone', name: '何秋实' }, enteredAt: '2016-06-15T02:00:00.000Z' },
  ...{ decidedBy: null, decidedAt: null, decisionReason: null },
};
const session = { ...officer, permissions: [...officer.permissions, 'application.read', 'roll.keep'] };

describe('the page of the rolls', () => {
  let server: ReturnType<typeof recordedServer>;
  let items: Roll[];
  beforeEach(() => {
    items = [roll];
    server = recordedServer(({ url, method }) => {
      if (method === 'POST') return { body: { ...roll, status: 'confirmed' } };
      if (url.includes('/rolls/wanted'))
        return {
          body: {
            days: 366,
            items: [
              { villageCode: '360781102209', latestFrom: null, isWaiting: false },
              { villageCode: '360781102210', latestFrom: '2014-03-01', isWaiting: true },
            ],
          },
        };
      return url.includes('/rolls?') ? { body: { items, nextCursor: null } } : undefined;
    });
  });
  afterEach(() => server.restore());
  const sent = (): Sent[] => server.sent.filter(({ method }) => method === 'POST');

  it('shows numbers and document, and confirms with one press what somebody else entered', async () => {
    draw(<RollsPage />, { session });
    const item = within(await screen.findByRole('article'));
    for (const words of [/村民代表 45 人/, /第七小组 30 户/, /依据：凤岗村2016年户籍底册（2016-01-01）/, /何秋实 登记于/])
      expect(item.getByText(words)).toBeTruthy();
    act(() => item.getByRole('button', { name: '确认名册' }).click());
    await waitFor(() => expect(sent().map(({ url }) => url)).toEqual([expect.stringContaining('/rolls/r1/confirm')]));
  });

  it('lets nobody confirm the own roll, and says why', async () => {
    items = [{ ...roll, enteredBy: session.account }];
    draw(<RollsPage />, { session });
    const button = await screen.findByRole<HTMLButtonElement>('button', { name: '确认名册' });
    expect(button.disabled).toBe(true);
    expect(screen.getByText('您登记的名册由另一人确认')).toBeTruthy();
  });

  it('sends one back with the reason only', async () => {
    draw(<RollsPage />, { session });
    const back = await screen.findByRole('button', { name: /退\s*回/ });
    act(() => back.click());
    const dialog = within(await screen.findByRole('dialog'));
    act(() => void fireEvent.change(dialog.getByLabelText('理由'), { target: { value: '户数与底册不符' } }));
    act(() => dialog.getByRole('button', { name: /退\s*回/ }).click());
    await waitFor(() => expect(sent()).toHaveLength(1));
    expect(JSON.parse(sent()[0]?.body ?? '{}')).toEqual({ reason: '户数与底册不符' });
  });

  it('lists villages without a roll or with an old one, each with the form for it; a village officer sees no list', async () => {
    const { unmount } = draw(<RollsPage />, { session });
    await screen.findByText('还没有名册或名册已满期的村');
    const links = [...document.querySelectorAll<HTMLAnchorElement>('details a')].map((link) => link.getAttribute('href'));
    expect(links).toEqual(['/identification/rolls?enter=&village=360781102209', '/identification/rolls?enter=&village=360781102210']);
    expect([screen.getByText('没有名册'), screen.getByText('已登记一份，待另一人确认')]).toHaveLength(2);
    unmount();
    draw(<RollsPage />, { session: { ...session, permissions: ['application.read'] } });
    await screen.findByRole('article');
    expect(screen.queryByText('还没有名册或名册已满期的村')).toBeNull();
  });
});
