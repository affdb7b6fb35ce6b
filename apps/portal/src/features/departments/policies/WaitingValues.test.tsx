import { fireEvent, screen, waitFor } from '@testing-library/react';
import type { PolicyParameter } from '../../../api/department/policies.js';
import { draw, officer } from '../../../../test/drawn.js';
import { recordedServer } from '../../../../test/recorded-server.js';
import { WaitingValues } from './WaitingValues.js';

const value = (parts: Partial<PolicyParameter>): PolicyParameter => ({
  ...{ id: 'p1', code: 'notice.group.days', zh: '组级公示天数', en: 'days of the group notice', region: '360781' },
  ...{ validFrom: '2016-01-01', validTo: null, value: 12, unit: 'days', unitZh: '天', unitEn: 'days' },
  form: { kind: 'number', whole: true, min: 0, max: 3650, money: false },
  ...{
    source: '瑞府办〔2016〕12号',
    sourceZh: '瑞府办〔2016〕12号',
    certainty: 'L',
    certaintyZh: '本地文件',
    certaintyEn: 'local',
    noteZh: '',
  },
  ...{ recordedAt: '2016-05-03T01:20:00Z', recordedBy: '李强', reason: '按县文件执行', state: 'waiting', mine: false },
  ...{ decidedAt: null, decidedBy: null, decisionReason: null },
  ...parts,
});
const session = { ...officer, permissions: [...officer.permissions, 'policy.read', 'policy.write', 'policy.confirm'] } as const;

describe('values that wait for another person', () => {
  let waiting: PolicyParameter[];
  let server: ReturnType<typeof recordedServer>;
  beforeEach(() => {
    waiting = [value({})];
    server = recordedServer(({ url }) => (url.includes('/policies/waiting') ? { body: { items: waiting, nextCursor: null } } : undefined));
  });
  afterEach(() => server.restore());
  const show = (permissions: readonly string[] = session.permissions) =>
    draw(<WaitingValues department="identification" inForce={[value({ id: 'p0', value: 7, state: 'agreed' })]} />, {
      session: { ...session, permissions: [...permissions] as typeof officer.permissions },
    });
  const commands = () =>
    server.sent.filter(({ method }) => method === 'POST').map(({ url, body }) => [new URL(url, 'http://x').pathname, body]);

  it('are shown beside what counts now, and one press of another person confirms', async () => {
    show();
    expect(await screen.findByText('12 天')).toBeTruthy();
    expect(screen.getByText('7 天')).toBeTruthy();
    fireEvent.click(screen.getByRole('button', { name: /确认生效/ }));
    await waitFor(() => expect(commands()).toEqual([['/api/identification/v1/policies/p1/confirm', '']]));
  });

  it('are rejected with a reason', async () => {
    show();
    fireEvent.click(await screen.findByRole('button', { name: /退\s?回/ }));
    fireEvent.change(await screen.findByRole('textbox'), { target: { value: '文件无此规定' } });
    fireEvent.click(screen.getAllByRole('button', { name: /退\s?回/ }).at(-1) as HTMLElement);
    await waitFor(() =>
      expect(commands()).toEqual([['/api/identification/v1/policies/p1/reject', JSON.stringify({ reason: '文件无此规定' })]]),
    );
  });

  it('of my own I can only withdraw, and read who may confirm', async () => {
    waiting = [value({ mine: true })];
    show();
    fireEvent.click(await screen.findByRole('button', { name: /撤\s?回/ }));
    expect(screen.queryByRole('button', { name: /确认生效/ })).toBeNull();
    expect(screen.getByText(/另一名县级干部/)).toBeTruthy();
    await waitFor(() => expect(commands()).toEqual([['/api/identification/v1/policies/p1/withdraw', '']]));
  });

  it('offer no button to who may only read', async () => {
    show(officer.permissions);
    expect(await screen.findByText('12 天')).toBeTruthy();
    expect(screen.queryAllByRole('button')).toEqual([]);
  });
});
