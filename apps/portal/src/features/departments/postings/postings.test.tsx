import { act, fireEvent, screen, waitFor, within } from '@testing-library/react';
import type { Posting } from '../../../api/department/postings.js';
import { draw, officer } from '../../../../test/drawn.js';
import { recordedServer, type Sent } from '../../../../test/recorded-server.js';
import { PostingPage } from './PostingPage.js';
import { PostTogether } from './PostTogether.js';

const both = (zh: string) => ({ zh, en: zh });
const line = (position: number, name: string, parts: object = {}) => ({
  ...{
    position,
    noticeId: `n${position}`,
    about: both(name),
    details: both('4 人'),
    state: 'posted' as const,
    openObjections: 0,
    left: null,
    leftOn: null,
  },
  ...parts,
});
const sheet: Posting = {
  ...{ id: 's1', title: both('产业奖补拟发放公示'), place: '360781102208', placeNames: ['瑞金市', '壬田镇', '凤岗村'], groupName: null },
  ...{ postedOn: '2016-06-15', firstDay: '2016-06-16', lastDay: '2016-06-22', days: 7, dayKind: 'calendar' },
  ...{ notices: 3, hanging: 2, closed: 0, left: 1, openObjections: 1, withoutFirst: 0, withoutLast: 2, closable: 0 },
  made: { at: '2016-06-15T01:00:00Z', by: '吴守田' },
  missing: [
    { code: 'proof-last', stage: 'later', ...both('末日张贴照片 2016-06-22 起上传') },
    { code: 'open-objections', stage: null, ...both('1 条异议未答复') },
  ],
  postedAgainAs: null,
  lines: [
    line(1, '刘水生'),
    line(2, '钟有福', { state: 'withdrawn', left: 'withdrawn', leftOn: '2016-06-17' }),
    line(3, '赖石头', { openObjections: 1 }),
  ],
  proofs: [
    {
      ...{ attachmentId: 'f1', occasion: 'first', takenOn: '2016-06-15', isRetracted: false, recordedAt: '2016-06-15T02:00:00Z' },
      ...{ recordedBy: '吴守田', notices: 3 },
    },
  ],
};
const session = { ...officer, permissions: [...officer.permissions, 'notice.write', 'notice.read'] };

describe('a sheet of notices', () => {
  let server: ReturnType<typeof recordedServer>;
  let answer: Posting;
  beforeEach(() => {
    answer = sheet;
    server = recordedServer(({ url }) => {
      if (url.includes('/post-again'))
        return { body: { noticeIds: ['n4', 'n5'], postingId: 's2', firstDay: '2016-06-21', lastDay: '2016-06-27' } };
      if (url.includes('/notice-postings?')) return { body: { items: [answer], nextCursor: null } };
      return url.includes('/notice-postings') || url.includes('/steps') ? { body: answer } : undefined;
    });
  });
  afterEach(() => server.restore());
  const commands = (): Sent[] => server.sent.filter(({ method }) => method === 'POST');

  it('shows who left it, what is missing, and takes the photo of the last day from that day on', async () => {
    const { unmount } = draw(<PostingPage />, { session });
    const lines = await screen.findByRole('region', { name: '单上各份公示' });
    expect(
      within(lines)
        .getAllByRole('listitem')
        .map(({ textContent }) => textContent),
    ).toEqual([
      expect.stringContaining('刘水生'),
      expect.stringMatching(/钟有福.*2016-06-17 此后的照片不包括这一份.*已撤下/),
      expect.stringMatching(/赖石头.*1 条异议未答复/),
    ]);
    expect(screen.getAllByText(/2016-06-22 起上传/)).toHaveLength(1);
    expect(screen.queryByLabelText(/^上传末日张贴照片 · /)).toBeNull();
    const button = screen.getByRole<HTMLButtonElement>('button', { name: '办结公示' });
    expect(button.disabled).toBe(true);
    // what is missing stands once on the page, what is to be done first
    const missing = document.getElementById(button.getAttribute('aria-describedby') ?? '') as HTMLElement;
    expect(
      within(missing)
        .getAllByRole('listitem')
        .map(({ textContent }) => textContent),
    ).toEqual(['1 条异议未答复', '末日张贴照片 2016-06-22 起上传', '首日张贴照片已上传']);
    unmount();
    answer = { ...sheet, missing: [{ code: 'proof-last', stage: 'open', ...both('缺末日张贴照片') }] };
    draw(<PostingPage />, { session });
    expect(await screen.findByLabelText(/^上传末日张贴照片 · /)).toBeTruthy();
  });

  it('whose first photo was missed is taken down and posted again as a whole, for one reason', async () => {
    answer = { ...sheet, withoutFirst: 2, missing: [{ code: 'proof-first', stage: 'missed', ...both('首日张贴照片已错过') }] };
    const { router } = draw(<PostingPage />, { session });
    await screen.findByRole('button', { name: '整张撤下重贴（2 份）' });
    act(() => void fireEvent.click(screen.getByRole('button', { name: '整张撤下重贴（2 份）' })));
    const dialog = await screen.findByRole('dialog');
    expect(within(dialog).getByText(/2 份一起撤下/)).toBeTruthy();
    act(() => void fireEvent.change(within(dialog).getByRole('textbox'), { target: { value: '首日漏拍照片' } }));
    act(() => void fireEvent.click(within(dialog).getByRole('button', { name: /撤下重贴/ })));
    await waitFor(() => expect(router.state.location.pathname).toBe('/identification/notices/postings/s2'));
    expect(commands().map(({ url, body }) => [url, JSON.parse(body ?? '{}')])).toEqual([
      [expect.stringMatching(/notice-postings\/s1\/post-again$/), { reason: '首日漏拍照片' }],
    ]);
  });

  it('closes what may be closed with one press', async () => {
    answer = { ...sheet, withoutLast: 0, closable: 1, missing: [{ code: 'open-objections', stage: null, ...both('1 条异议未答复') }] };
    draw(<PostingPage />, { session });
    const button = await screen.findByRole('button', { name: '办结 1 份公示' });
    act(() => {
      button.click();
      button.click();
    });
    await waitFor(() => expect(commands().length).toBeGreaterThan(0));
    expect(new Set(commands().map(({ headers }) => headers.get('idempotency-key'))).size).toBe(1);
    expect(commands()[0]?.url).toMatch(/notice-postings\/s1\/close$/);
  });

  it('offers nothing to press to who only reads', async () => {
    draw(<PostingPage />, { session: officer });
    await screen.findByRole('region', { name: '下一步' });
    expect(screen.queryByRole('button', { name: /办结/ })).toBeNull();
  });

  it('posts all of a village that were not left out, and opens the sheet', async () => {
    const sent: unknown[] = [];
    const items = ['刘水生', '钟有福', '赖石头'].map((name, i) => ({ id: `a${i}`, version: 4, name, detail: '脐橙' }));
    const { router } = draw(
      <PostTogether
        department="finance"
        title="一起张贴 · 凤岗村"
        items={items}
        post={(cases) => {
          sent.push(cases);
          return Promise.resolve();
        }}
      />,
      { session },
    );
    act(() => void fireEvent.click(screen.getByRole('checkbox', { name: /钟有福/ })));
    act(() => screen.getByRole('button', { name: '张贴所选 2 份' }).click());
    await waitFor(() => expect(router.state.location.pathname).toBe('/finance/notices/postings/s1'));
    expect(sent).toEqual([
      [
        { id: 'a0', version: 4 },
        { id: 'a2', version: 4 },
      ],
    ]);
  });
});
