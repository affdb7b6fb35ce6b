import { fireEvent, screen, waitFor } from '@testing-library/react';
import { Route, Routes } from 'react-router';
import type { OutsideList } from '../../../api/finance/outside-lists.js';
import { draw, officer } from '../../../../test/drawn.js';
import { recordedServer } from '../../../../test/recorded-server.js';
import { OutsideListPage } from './OutsideListPage.js';
import { OutsideListsPage } from './OutsideListsPage.js';

const list = (parts: Partial<OutsideList> = {}): OutsideList => ({
  ...{ id: 'l1', number: 3, origin: 'list', kinds: ['dangerousHouse'], office: '县住建局', document: '瑞建〔2016〕9号' },
  ...{ from: '2016-01-01', to: '2016-03-31', declaredCount: 1, declaredSumFen: 1_500_000, supersedes: null, supersededBy: null },
  ...{ state: 'proposed', enteredByName: '钱思源', enteredAt: '2016-06-01T02:00:00Z', releasedByName: null, reason: null, changes: null },
  ...{ withdrawalAskedByName: null, withdrawnByName: null, version: 1 },
  byKind: [{ kind: 'dangerousHouse', rows: 1, sumFen: 1_500_000 }],
  steps: [
    { step: 'release', reason: 'none', missing: [] },
    { step: 'reject', reason: 'needed', missing: [] },
  ],
  ...parts,
});
const line = {
  ...{ id: 'b1', row: 2, kind: 'dangerousHouse', householdId: 'h1', householdNumber: 'H1', headName: '刘春华', personName: null },
  ...{ villageCode: '360781102208', amountFen: 1_500_000, on: '2016-03-10', change: null, beforeFen: null },
};
const finding = {
  ...{ rule: 'overlap.relocationDangerousHouse', name: { zh: '搬迁补助与危房改造补助不重复享受', en: 'not both' }, effect: 'block' },
  ...{ limit: 'exclude', capFen: 0, overFen: 0, source: 's', sourceZh: '公开资料', certainty: 'S', noteZh: '' },
  household: { number: 'H1', headName: '刘春华', villageCode: '360781102208' },
  benefits: [{ id: 'b1', kind: 'dangerousHouse', about: { zh: '第3号名单', en: 'list 3' }, amountFen: 1_500_000, on: null }],
  next: { zh: '请与发放单位核实。', en: 'Ask.' },
};

describe('lists of other offices', () => {
  let shown: OutsideList;
  let server: ReturnType<typeof recordedServer>;
  beforeEach(() => {
    shown = list();
    server = recordedServer(({ method, url }) => {
      if (url.includes('/directory/divisions')) return { body: { items: [] } };
      if (url.includes('/benefit-overlaps/preview'))
        return {
          body: { digest: 'd'.repeat(64), checked: 1, findings: [finding], sources: [{ kind: 'premium', heardAt: null, periods: [] }] },
        };
      if (url.includes('/lines')) return { body: { items: [line], nextCursor: null } };
      if (method === 'POST' && url.includes('/steps')) return { body: { ...shown, state: 'released', steps: [], version: 2 } };
      if (url.includes('/outside-lists/l1')) return { body: shown };
      if (url.includes('/outside-lists')) return { body: { items: [shown], nextCursor: null } };
      return undefined;
    });
  });
  afterEach(() => server.restore());
  const open = (...permissions: string[]) =>
    draw(
      <Routes>
        <Route path="/finance/outside-lists/:id" element={<OutsideListPage />} />
        <Route path="/finance/outside-lists" element={<OutsideListsPage />} />
      </Routes>,
      { at: '/finance/outside-lists/l1', session: { ...officer, permissions: ['claim.read', ...permissions] } },
    );

  it('show the releaser what overlaps with finance’s own, every row, and are released', async () => {
    open('payment.approve');
    expect(await screen.findByText('已重复：搬迁补助与危房改造补助不重复享受')).toBeTruthy();
    expect(await screen.findByRole('cell', { name: '刘春华（H1）' })).toBeTruthy();
    fireEvent.click(screen.getByRole('button', { name: '复核采用' }));
    await waitFor(() => expect(screen.queryByRole('button', { name: '复核采用' })).toBeNull());
    const sent = server.sent.find(({ url }) => url.endsWith('/outside-lists/l1/steps'));
    expect(JSON.parse(String(sent?.body))).toEqual({ step: 'release' });
  });

  it('say to the person who entered one why not to release it', async () => {
    const missing = [{ zh: '不能由录入人本人复核', en: 'Not by the person who entered it' }];
    shown = list({ steps: [{ step: 'release', reason: 'none', missing }] });
    open('claim.write', 'payment.approve');
    expect(await screen.findByText('不能由录入人本人复核')).toBeTruthy();
    expect(screen.getByRole<HTMLButtonElement>('button', { name: '复核采用' }).disabled).toBe(true);
  });

  it('show a correction against the list it corrects', async () => {
    shown = list({
      supersedes: { id: 'l0', number: 2 },
      changes: { same: 0, changed: 1, added: 0, gone: 2 },
      steps: [],
      state: 'released',
    });
    open();
    expect(await screen.findByText('与原名单比：相同 0 笔，金额改变 1 笔，新增 0 笔，删去 2 笔')).toBeTruthy();
    expect(screen.getByRole('link', { name: '第 2 号' }).getAttribute('href')).toBe('/finance/outside-lists/l0');
    expect(server.sent.some(({ url }) => url.includes('/benefit-overlaps'))).toBe(false);
  });
});
