import { act, fireEvent, screen, waitFor } from '@testing-library/react';
import type { Case, CaseEvent } from '../../../api/identification/applications.js';
import { draw, officer } from '../../../../test/drawn.js';
import { recordedServer } from '../../../../test/recorded-server.js';
import { RollsPage } from '../rolls/RollsPage.js';
import { NextSteps } from './NextSteps.js';
import { rollPlace } from './places.js';

const record = { id: 'a1', state: 'applied', next: [], attachments: [] } as unknown as Case;
const event = (more: Partial<CaseEvent>): CaseEvent =>
  ({ version: 3, at: '2016-03-02T01:00:00Z', reason: null, ...more }) as unknown as CaseEvent;
const submitted = event({ version: 1, step: 'submit', from: 'draft', to: 'applied' });
const upheld = event({ step: 'upholdObjection', from: 'groupNoticePosted', to: 'applied' });

describe('what is next for a case', () => {
  let server: ReturnType<typeof recordedServer>;
  const drawn = (items: CaseEvent[], state: Case['state'] = 'applied') => {
    server = recordedServer(({ url }) => (url.endsWith('/events') ? { body: { items } } : undefined));
    draw(<NextSteps record={{ ...record, state }} />);
  };
  afterEach(() => server.restore());

  it('says why it came back, when an objection was upheld or somebody returned it with a reason', async () => {
    drawn([event({ version: 4, step: 'correct', from: 'applied', to: 'applied' }), upheld, submitted]);
    await screen.findByText(/由“组级公示中”退回到这一环节：异议成立，按决定办理/);
  });

  it('gives the reason in the words of who returned it', async () => {
    drawn([event({ step: 'return', from: 'groupAppraised', to: 'applied', reason: '人口有出入' }), submitted]);
    await screen.findByText(/退回到这一环节：人口有出入/);
  });

  it('says nothing of it once the case has gone on, or when it never came back', async () => {
    drawn([event({ version: 5, step: 'appraise', from: 'applied', to: 'groupAppraised' }), upheld, submitted], 'groupAppraised');
    await screen.findByText(/当前：/);
    await waitFor(() => expect(server.sent.some(({ url }) => url.endsWith('/events'))).toBe(true));
    await act(() => Promise.resolve());
    expect(screen.queryByText(/退回到这一环节/)).toBeNull();
  });
});

describe('the roll that a step without one leads to', () => {
  it('offers the groups of the village, and says of another name that no meeting would find it', async () => {
    const server = recordedServer(({ url }) =>
      url.includes('/rolls/groups') ? { body: { groupNames: ['第一小组', '第三小组'] } } : { body: { items: [], nextCursor: null } },
    );
    const session = { ...officer, permissions: ['application.read', 'roll.keep'] };
    draw(<RollsPage />, { at: rollPlace('360781102208', '第三小组'), session });
    const group = await screen.findByLabelText('小组名称');
    await waitFor(() => expect(server.sent.some(({ url }) => url.includes('/rolls/groups?villageCode=360781102208'))).toBe(true));
    fireEvent.change(group, { target: { value: '三组' } });
    await screen.findByText('本村农户档案和在办申请中没有这个小组名称，会议将找不到本名册。已有的名称：第一小组、第三小组');
    fireEvent.change(group, { target: { value: '第' } });
    fireEvent.click(await screen.findByText('第三小组', { selector: '.ant-select-item-option-content' }));
    await waitFor(() => expect(screen.queryByText(/没有这个小组名称/)).toBeNull());
    server.restore();
  });
});
