import { act, fireEvent, screen, waitFor } from '@testing-library/react';
import type { SurveyConflict } from '../../../api/identification/surveys.js';
import { draw, officer } from '../../../../test/drawn.js';
import { recordedServer, type Sent } from '../../../../test/recorded-server.js';
import { form } from '../../../../test/survey-data.js';
import { SurveyConflictPage } from './SurveyConflictPage.js';

const conflict: SurveyConflict = {
  id: 'c1',
  kind: 'fields',
  state: 'open',
  roundId: 'r1',
  roundName: '2016年摸底',
  unitId: 'u1',
  householdId: 'h1',
  villageCode: '360781102208',
  groupName: '第一组',
  headName: '刘大山',
  version: 3,
  reportedBy: { id: 'a2', name: '吴守田' },
  reportedAt: '2016-06-15T02:00:00.000Z',
  openedAt: '2016-06-15T02:00:00.000Z',
  dueOn: '2016-06-20',
  daysWaiting: 2,
  late: false,
  decider: { kind: 'person', capacity: 'named', role: 'township-officer', area: '360781102', isMe: true },
  decidedBy: null,
  decidedAt: null,
  decision: null,
  reason: null,
  formVersion: 1,
  visitedAt: '2016-06-15T01:00:00.000Z',
  note: null,
  currentBy: { id: 'a1', name: '余长青' },
  currentAt: '2016-06-14T02:00:00.000Z',
  contested: [
    { path: 'address', memberName: null, base: '村头', current: '村尾', submitted: '镇上', sealed: false, differsAt: [] },
    { path: 'income.wageFen', memberName: null, base: null, current: 1_200_000, submitted: 900_000, sealed: false, differsAt: [] },
  ],
  others: 2,
  other: null,
  ownReport: false,
};
const session = { ...officer, permissions: [...officer.permissions, 'survey.read', 'survey.manage'] };

describe('a conflict of two reports', () => {
  let server: ReturnType<typeof recordedServer>;
  let answer: SurveyConflict;
  beforeEach(() => {
    answer = conflict;
    server = recordedServer(({ url }) => {
      if (url.includes('/survey-forms/')) return { body: form };
      if (url.includes('/survey-conflicts/')) return { body: answer };
      return undefined;
    });
  });
  afterEach(() => server.restore());
  const sent = (): Sent[] => server.sent.filter(({ method }) => method === 'POST');
  const choose = (radio: HTMLElement): void => act(() => void fireEvent.click(radio));

  it('is decided field by field with a reason, for the version that was looked at', async () => {
    draw(<SurveyConflictPage />);
    const save = await screen.findByRole<HTMLButtonElement>('button', { name: '保存决定' });
    expect(save.disabled).toBe(true);
    expect(screen.getByText('还有 2 项没有选择')).toBeTruthy();
    const radios = screen.getAllByRole('radio');
    expect(radios.map((radio) => (radio as HTMLInputElement).checked)).toEqual([false, false, false, false]);
    expect(screen.getByText('12000 元')).toBeTruthy();
    choose(radios[1] as HTMLElement);
    choose(radios[2] as HTMLElement);
    expect(save.disabled).toBe(true);
    act(() => void fireEvent.change(screen.getByLabelText('理由'), { target: { value: '电话核实' } }));
    act(() => save.click());
    await waitFor(() => expect(sent()).toHaveLength(1));
    expect(JSON.parse(sent()[0]?.body ?? '{}')).toEqual({
      decision: 'choose',
      choices: { address: 'submitted', 'income.wageFen': 'current' },
      reason: '电话核实',
    });
    expect(sent()[0]?.headers.get('if-match')).toBe('"3"');
  });

  it('cannot be decided by who took part', async () => {
    answer = { ...conflict, ownReport: true };
    draw(<SurveyConflictPage />, { session });
    expect(await screen.findByText(/须由另一人决定/)).toBeTruthy();
    expect(screen.queryByRole('button', { name: '保存决定' })).toBeNull();
  });

  it('is read, and not decided, by anybody but the named person: the post is named, and what to do', async () => {
    answer = { ...conflict, late: true, decider: { ...conflict.decider, capacity: 'substitute', isMe: false } };
    draw(<SurveyConflictPage />, { session });
    expect(await screen.findByText(/由替补（.*乡镇经办人）决定/)).toBeTruthy();
    expect(screen.getByText('超期')).toBeTruthy();
    expect([screen.getByText('村尾'), screen.getByText('镇上')]).toHaveLength(2);
    expect(screen.queryAllByRole('radio')).toEqual([]);
    expect(screen.getByText(/决定人不在岗的，请在调查页面更换/)).toBeTruthy();
    expect(screen.queryByRole('button', { name: '保存决定' })).toBeNull();
  });

  it('of a round from before is decided by who took no part', async () => {
    answer = { ...conflict, decider: { kind: 'anyone', capacity: null, role: null, area: null, isMe: false } };
    draw(<SurveyConflictPage />, { session });
    expect(await screen.findByRole('button', { name: '保存决定' })).toBeTruthy();
  });

  it('about a household beyond the area says so and cannot be merged', async () => {
    answer = {
      ...conflict,
      kind: 'double',
      contested: [],
      other: { unitId: null, householdId: null, headName: null, villageCode: null, beyondArea: true },
    };
    draw(<SurveyConflictPage />, { session });
    expect(await screen.findByText(/请报上级核对/)).toBeTruthy();
    act(() => void fireEvent.change(screen.getByLabelText('理由'), { target: { value: '已核对' } }));
    expect(screen.getByRole<HTMLButtonElement>('button', { name: /并入另一户/ }).disabled).toBe(true);
    expect(screen.getByRole<HTMLButtonElement>('button', { name: /各自保留/ }).disabled).toBe(false);
  });
});
