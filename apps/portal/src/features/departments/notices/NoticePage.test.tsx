import { act, fireEvent, screen, waitFor, within } from '@testing-library/react';
import type { Notice } from '../../../api/department/notices.js';
import { draw, officer } from '../../../../test/drawn.js';
import { recordedServer, type Sent } from '../../../../test/recorded-server.js';
import { NoticePage } from './NoticePage.js';

const both = (zh: string) => ({ zh, en: zh });
const posted: Notice = {
  id: 'n1',
  title: both('村民小组评议结果公示'),
  about: both('刘水生'),
  state: 'posted',
  place: '360781102208',
  placeNames: ['瑞金市', '壬田镇', '凤岗村'],
  groupName: '第三小组',
  postedOn: '2016-06-15',
  firstDay: '2016-06-16',
  lastDay: '2016-06-22',
  days: 7,
  dayKind: 'calendar',
  openObjections: 1,
  postingId: null,
  subject: { type: 'application', id: 'a1' },
  text: { paragraphs: [both('经村民小组评议，现予公示。')], facts: [{ label: both('户主姓名'), value: both('刘水生') }], tables: [] },
  investigator: 'township',
  objections: { open: 1, upheld: 0, dismissed: 2 },
  composed: { at: '2016-06-15T01:00:00Z', by: '吴守田' },
  posted: { at: '2016-06-15T01:00:00Z', by: '吴守田' },
  closed: null,
  withdrawn: null,
  isPublic: true,
  checklist: [
    { code: 'proof-first', isDone: true, stage: null, ...both('首日张贴照片已上传') },
    { code: 'days-left', isDone: false, stage: null, ...both('还差 2 天公示期') },
    { code: 'open-objections', isDone: false, stage: null, ...both('1 条异议未答复') },
  ],
  proofs: [
    {
      ...{ id: 'p1', occasion: 'first', attachmentId: 'f1', takenOn: '2016-06-15', isRetracted: false },
      ...{ recordedAt: '2016-06-15T02:00:00Z', recordedBy: '吴守田' },
    },
  ],
};
const may = (...permissions: string[]) => ({ ...officer, permissions: [...officer.permissions, ...permissions] });

describe('the page of a notice', () => {
  let server: ReturnType<typeof recordedServer>;
  let answer: Notice;
  beforeEach(() => {
    answer = posted;
    server = recordedServer(({ url }) => {
      if (url.includes('/post-again'))
        return { body: { noticeIds: ['n2'], postingId: null, firstDay: '2016-06-21', lastDay: '2016-06-27' } };
      return url.includes('/notices') ? { body: answer } : undefined;
    });
  });
  afterEach(() => server.restore());
  const commands = (): Sent[] => server.sent.filter(({ method, url }) => method === 'POST' && url.includes('/notices/'));
  const closing = () => screen.findByRole<HTMLButtonElement>('button', { name: '办结公示' });

  it('says before the button is pressed why it cannot be closed, missing things first', async () => {
    draw(<NoticePage />, { session: may('notice.write') });
    const button = await closing();
    expect(button.disabled).toBe(true);
    // said once: the list describes the button
    const why = document.getElementById(button.getAttribute('aria-describedby') ?? '') as HTMLElement;
    const lines = within(why).getAllByRole('listitem');
    expect(lines.map((line) => line.textContent)).toEqual(['1 条异议未答复', '还差 2 天公示期', '首日张贴照片已上传']);
    expect(screen.getAllByText(/还差 2 天公示期/)).toHaveLength(1);
  });

  it('is closed once when nothing is missing, however often the button is pressed', async () => {
    answer = { ...posted, openObjections: 0, checklist: posted.checklist.map((line) => ({ ...line, isDone: true })) };
    draw(<NoticePage />, { session: may('notice.write') });
    const button = await closing();
    expect(button.disabled).toBe(false);
    act(() => {
      button.click();
      button.click();
    });
    await waitFor(() => expect(commands().length).toBeGreaterThan(0));
    expect(new Set(commands().map(({ headers }) => headers.get('idempotency-key'))).size).toBe(1);
    expect(commands()[0]?.url).toMatch(/\/n1\/close$/);
  });

  it('is taken down early only with a reason', async () => {
    draw(<NoticePage />, { session: may('notice.write') });
    await closing();
    act(() => void fireEvent.click(screen.getByRole('button', { name: '提前撤下' })));
    const dialog = await screen.findByRole('dialog');
    expect(within(dialog).getByText(/需要重新张贴/)).toBeTruthy();
    act(() => void fireEvent.click(within(dialog).getByRole('button', { name: /提前撤下/ })));
    expect(commands()).toEqual([]);
    act(() => void fireEvent.change(within(dialog).getByRole('textbox'), { target: { value: '张贴内容有误' } }));
    act(() => void fireEvent.click(within(dialog).getByRole('button', { name: /提前撤下/ })));
    await waitFor(() => expect(commands()).toHaveLength(1));
    expect(JSON.parse(commands()[0]?.body ?? '{}')).toEqual({ reason: '张贴内容有误' });
  });

  it('whose photo was missed comes down and hangs again with one reason, and the new one is opened', async () => {
    answer = { ...posted, checklist: [{ code: 'proof-first', isDone: false, stage: 'missed', ...both('首日张贴照片已错过') }] };
    const { router } = draw(<NoticePage />, { session: may('notice.write') });
    await closing();
    act(() => void fireEvent.click(screen.getByRole('button', { name: '撤下重贴' })));
    const dialog = await screen.findByRole('dialog');
    act(() => void fireEvent.change(within(dialog).getByRole('textbox'), { target: { value: '首日漏拍照片' } }));
    act(() => void fireEvent.click(within(dialog).getByRole('button', { name: /撤下重贴/ })));
    await waitFor(() => expect(router.state.location.pathname).toBe('/identification/notices/n2'));
    expect(commands().map(({ url, body }) => [url.split('/').at(-1), JSON.parse(body ?? '{}')])).toEqual([
      ['post-again', { reason: '首日漏拍照片' }],
    ]);
  });

  it('takes the photograph of the last day from that day on, and nothing but a photograph', async () => {
    answer = { ...posted, checklist: [{ code: 'proof-last', isDone: false, stage: 'later', ...both('末日张贴照片 2016-06-22 起上传') }] };
    const { unmount } = draw(<NoticePage />, { session: may('notice.write') });
    expect(await screen.findByText('2016-06-22 起可以上传')).toBeTruthy();
    expect(screen.queryByLabelText(/^上传末日张贴照片 · /)).toBeNull();
    unmount();
    answer = { ...posted, checklist: [{ code: 'proof-last', isDone: false, stage: 'open', ...both('缺末日张贴照片') }] };
    draw(<NoticePage />, { session: may('notice.write') });
    const picker = await screen.findByLabelText(/^上传末日张贴照片 · /);
    expect(picker.getAttribute('accept')).toBe('image/jpeg,image/png,image/webp');
  });

  it('shows the village how many objections there are and no way to them', async () => {
    draw(<NoticePage />, { session: may('notice.write') });
    expect(await screen.findByText('未答复 1，成立 0，不成立 2')).toBeTruthy();
    expect(screen.queryByRole('link', { name: '查看这份公示的异议' })).toBeNull();
    expect(screen.queryByRole('button', { name: /登记书面或电话异议/ })).toBeNull();
  });

  it('shows the township the way to them, and to nobody who may not write a button to press', async () => {
    draw(<NoticePage />, { session: may('objection.investigate', 'objection.receive') });
    const link = await screen.findByRole('link', { name: '查看这份公示的异议' });
    expect(link.getAttribute('href')).toBe('/identification/objections?notice=n1');
    expect(screen.queryByRole('button', { name: '办结公示' })).toBeNull();
    expect(screen.getByRole('link', { name: '打开公示网页' }).getAttribute('href')).toBe('/public/identification/notices/n1');
    expect(screen.getByRole('link', { name: '打开所涉事项' }).getAttribute('href')).toBe('/identification/cases/a1');
  });

  it('a notice that has ended asks for nothing and has no public page', async () => {
    answer = {
      ...posted,
      state: 'withdrawn',
      isPublic: false,
      withdrawn: { at: '2016-06-17T01:00:00Z', by: '吴守田', reason: '内容有误' },
    };
    draw(<NoticePage />, { session: may('notice.write') });
    expect(await screen.findByText(/撤下：内容有误/)).toBeTruthy();
    expect(screen.queryByRole('region', { name: '下一步' })).toBeNull();
    expect(screen.queryByRole('link', { name: '打开公示网页' })).toBeNull();
    expect(screen.queryByText('上传末日张贴照片')).toBeNull();
  });
});
