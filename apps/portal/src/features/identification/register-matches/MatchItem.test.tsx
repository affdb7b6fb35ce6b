import { fireEvent, screen, waitFor } from '@testing-library/react';
import type { RegisterMatch } from '../../../api/identification/registers.js';
import { draw } from '../../../../test/drawn.js';
import { recordedServer } from '../../../../test/recorded-server.js';
import { MatchItem } from './MatchItem.js';

const match: RegisterMatch = {
  id: 'm1',
  importId: 'e1',
  kind: 'vehicle',
  asOf: '2016-02-20',
  row: 13,
  reason: 'name-differs',
  reasonText: { zh: '号码相同，姓名不同', en: 'another name' },
  villageCode: '360781102208',
  subject: { kind: 'household', id: 'h1' },
  given: { name: '谢水英', numberMasked: '360799************', birthYear: null },
  known: { name: '谢水华' },
  fact: { class: { zh: '小型客车', en: 'car' }, place: null, from: '2015-12-11', to: null },
  status: 'open',
  decidedBy: null,
  decidedAt: null,
  decisionReason: null,
  carriedOver: false,
  foundAt: '2016-03-01T01:00:00Z',
};

describe('a match that is unsure', () => {
  let server: ReturnType<typeof recordedServer>;
  beforeEach(() => {
    server = recordedServer(() => undefined);
  });
  afterEach(() => server.restore());

  it('is decided with a reason, and nothing is sent without one', async () => {
    draw(<MatchItem match={match} />);
    expect(screen.getByText('小型客车，2015-12-11 起')).toBeTruthy();
    fireEvent.click(screen.getByRole('button', { name: '不是同一人' }));
    const confirm = () => screen.getAllByRole('button', { name: '不是同一人' }).at(-1) as HTMLElement;
    await screen.findByRole('dialog');
    fireEvent.click(confirm());
    await screen.findByText('请填写，至少 2 个字');
    const posts = () => server.sent.filter(({ method }) => method === 'POST');
    expect(posts()).toEqual([]);
    fireEvent.change(screen.getByLabelText('怎样核实的'), { target: { value: '同号异人' } });
    fireEvent.click(confirm());
    await waitFor(() => expect(posts()).toHaveLength(1));
    expect([posts()[0]?.url.split('/v1')[1], JSON.parse(posts()[0]?.body ?? '')]).toEqual([
      '/register-matches/m1/decide',
      { decision: 'different', reason: '同号异人' },
    ]);
  });

  it('once decided says who did and why, and another person takes the decision back for a stated reason', async () => {
    const decided = {
      ...match,
      status: 'different',
      fact: null,
      decidedBy: '何秋实',
      decidedAt: '2016-03-02T01:00:00Z',
      decisionReason: '同号异人',
    } as const;
    draw(<MatchItem match={decided} />);
    expect(screen.getByText(/何秋实 于 2016-03-02 09:00 认定：同号异人/)).toBeTruthy();
    expect(screen.getByText('认定不是同一人时已删除')).toBeTruthy();
    expect(screen.getAllByRole('button')).toHaveLength(1);
    fireEvent.click(screen.getByRole('button', { name: '撤回结论' }));
    await screen.findByText(/须重新导入这一类数据/);
    fireEvent.change(screen.getByLabelText('为什么撤回'), { target: { value: '核对错了人' } });
    fireEvent.click(screen.getAllByRole('button', { name: '撤回结论' }).at(-1) as HTMLElement);
    const posts = () => server.sent.filter(({ method }) => method === 'POST');
    await waitFor(() => expect(posts()).toHaveLength(1));
    expect([posts()[0]?.url.split('/v1')[1], JSON.parse(posts()[0]?.body ?? '')]).toEqual([
      '/register-matches/m1/withdraw',
      { reason: '核对错了人' },
    ]);
  });
});
