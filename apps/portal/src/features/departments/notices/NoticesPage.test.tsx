import { screen } from '@testing-library/react';
import type { NoticeRow } from '../../../api/department/notices.js';
import { draw } from '../../../../test/drawn.js';
import { recordedServer } from '../../../../test/recorded-server.js';
import { NoticesPage } from './NoticesPage.js';

const row: NoticeRow = {
  ...{ id: 'n1', title: { zh: '村委会公示', en: 'village notice' }, about: { zh: '刘水生', en: 'Liu Shuisheng' }, state: 'posted' },
  ...{ place: '360781102208', placeNames: ['瑞金市', '壬田镇', '凤岗村'], groupName: null },
  ...{
    postedOn: '2016-06-15',
    firstDay: '2016-06-16',
    lastDay: '2016-06-22',
    days: 7,
    dayKind: 'calendar',
    openObjections: 2,
    postingId: null,
  },
};

describe('the list of notices', () => {
  let server: ReturnType<typeof recordedServer>;
  beforeEach(() => {
    server = recordedServer(({ url }) =>
      url.includes('/notices?')
        ? { body: { items: url.includes('state=posted') ? [row] : [], nextCursor: null } }
        : { body: { items: [], nextCursor: null } },
    );
  });
  afterEach(() => server.restore());
  const asked = (): string[] => server.sent.filter(({ url }) => url.includes('/notices?')).map(({ url }) => url);

  it('begins with what hangs: whom it names, until when, what is open', async () => {
    draw(<NoticesPage />);
    const link = await screen.findByRole('link', { name: '刘水生' });
    expect(link.getAttribute('href')).toBe('/identification/notices/n1');
    expect(screen.getByText(/村委会公示 · 壬田镇 凤岗村 · 公示至 2016-06-22/)).toBeTruthy();
    expect(screen.getByText(/2 条异议未答复/)).toBeTruthy();
    expect(asked()[0]).toContain('state=posted');
  });

  it('reads the chosen state from the address, and says what is empty', async () => {
    draw(<NoticesPage />, { at: '/identification/notices?state=closed' });
    expect(await screen.findByText('没有已办结的公示')).toBeTruthy();
    expect(asked()).toEqual([expect.stringContaining('state=closed')]);
  });
});
