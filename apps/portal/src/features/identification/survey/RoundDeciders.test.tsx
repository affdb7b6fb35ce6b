import { act, fireEvent, screen, waitFor, within } from '@testing-library/react';
import type { SurveyRound } from '../../../api/identification/surveys.js';
import { draw, officer } from '../../../../test/drawn.js';
import { recordedServer, type Sent } from '../../../../test/recorded-server.js';
import { RoundDeciders } from './RoundDeciders.js';

const decider = (capacity: 'named' | 'substitute', accountId: string, canAct = true): SurveyRound['deciders'][number] => ({
  ...{ capacity, accountId, canAct, role: 'township-officer', area: '360781102', current: true, reason: null },
  ...{ namedBy: { id: 'o', name: '何秋实' }, namedAt: '2016-06-15T02:00:00.000Z' },
});
const round: SurveyRound = {
  ...{ id: 'r1', name: '摸底', area: '360781102', startsOn: '2016-06-01', endsOn: '2016-06-30' },
  ...{ incomeYear: 2015, formVersion: 1, state: 'open', version: 4, villages: 1, units: 1, done: 0, openConflicts: 1 },
  ...{ createdBy: { id: 'o', name: '何秋实' }, createdAt: '2016-06-15T02:00:00.000Z', openedAt: null, closedAt: null, closeReason: null },
  deciders: [decider('named', 'a1'), decider('substitute', 'a2')],
  decides: 'named',
  naming: { by: { id: 'o', name: '何秋实' }, canAct: true, isMine: true },
};
const session = { ...officer, permissions: [...officer.permissions, 'survey.read', 'survey.manage'] };
const colleague = (id: string, name: string, enabled = true) => ({ id, name, enabled, roles: ['township-officer'], area: '360781102' });

describe('who decides the conflicts of a round', () => {
  let server: ReturnType<typeof recordedServer>;
  beforeEach(() => {
    server = recordedServer(({ url }) =>
      url.includes('/survey-deciders')
        ? {
            body: {
              items: [colleague('a1', '许望山'), colleague('a2', '林致远'), colleague('a3', '顾清和'), colleague('a4', '离岗人', false)],
            },
          }
        : { body: round },
    );
  });
  afterEach(() => server.restore());
  const sent = (): Sent[] => server.sent.filter(({ method }) => method === 'POST');

  it('is shown by name and post; the opener changes one with a reason, for the version on the screen', async () => {
    draw(<RoundDeciders round={round} />, { session });
    expect(await screen.findByText(/许望山（.*乡镇经办人）/)).toBeTruthy();
    expect(screen.getAllByText('目前由其决定')).toHaveLength(1);
    act(() => screen.getAllByRole('button', { name: /更\s*换/ })[0]?.click());
    const dialog = within(await screen.findByRole('dialog'));
    const box = dialog.getByLabelText('由谁接替');
    act(() => void fireEvent.mouseDown(box));
    // neither who holds a place nor who has left is offered
    const options = await waitFor(() => {
      const found = [...document.querySelectorAll('.ant-select-item-option')];
      expect(found.length).toBeGreaterThan(0);
      return found;
    });
    expect(options.map((option) => option.textContent?.slice(0, 3))).toEqual(['顾清和']);
    act(() => void fireEvent.click(options[0] as Element));
    act(() => void fireEvent.change(dialog.getByLabelText('理由'), { target: { value: '原经办人调离' } }));
    act(() => dialog.getByRole('button', { name: /更\s*换/ }).click());
    await waitFor(() => expect(sent()).toHaveLength(1));
    expect(JSON.parse(sent()[0]?.body ?? '{}')).toEqual({ capacity: 'named', accountId: 'a3', reason: '原经办人调离' });
    expect(sent()[0]?.headers.get('if-match')).toBe('"4"');
  });

  it('says when nobody can decide, and who can name another', async () => {
    const gone = [decider('named', 'a1', false), decider('substitute', 'a2', false)];
    draw(<RoundDeciders round={{ ...round, deciders: gone, decides: 'nobody', naming: { ...round.naming, isMine: false } }} />, {
      session,
    });
    expect(await screen.findByText(/现在没有人能决定冲突/)).toBeTruthy();
    expect(screen.getByText('请由何秋实另外指定。')).toBeTruthy();
    expect(screen.queryByRole('button', { name: /更\s*换/ })).toBeNull();
  });

  it('says of a round from before that the office decides, and offers to name one', async () => {
    draw(<RoundDeciders round={{ ...round, deciders: [], decides: 'anyone' }} />, { session });
    expect(await screen.findByText(/没有指定决定人/)).toBeTruthy();
    expect(screen.getAllByRole('button', { name: /指\s*定/ })).toHaveLength(2);
  });
});
