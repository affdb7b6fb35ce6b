import { act, fireEvent, screen, waitFor, within } from '@testing-library/react';
import { Route, Routes } from 'react-router';
import type { RuleVerdict, Verdict } from '../../../../api/identification/screening.js';
import { draw, officer } from '../../../../../test/drawn.js';
import { recordedServer } from '../../../../../test/recorded-server.js';
import { VerdictPage } from './VerdictPage.js';

const both = (zh: string) => ({ zh, en: zh });
const rule = (code: RuleVerdict['rule'], more: Partial<RuleVerdict>): RuleVerdict => ({
  rule: code,
  result: 'pass',
  title: both(`规则${code}`),
  text: both('原文'),
  statement: both('符合：比对未发现应计入的情况。'),
  facts: [],
  lacking: [],
  waitsFor: null,
  confirmation: null,
  answer: null,
  wouldChange: [],
  withheld: false,
  grounds: [],
  mayAnswer: false,
  ...more,
});
const vetoed = rule('V2', {
  result: 'veto',
  statement: both('一票否决：成员名下有小型客车。'),
  facts: [
    {
      role: 'hit',
      words: both('小型客车（2013-05-02 起）'),
      person: { ref: 'p1', name: '刘水生' },
      source: {
        words: both('机动车登记（提取日期 2016-02-20，第 5 行）'),
        register: 'vehicle',
        importId: null,
        asOf: '2016-02-20',
        row: 5,
      },
      mark: 'm1',
      exception: null,
    },
  ],
  wouldChange: [both('该车已过户或注销。')],
  grounds: [
    { code: 'none', result: 'pass', words: both('核实：没有应计入的车船'), needsEvidence: false, sensitive: false, forMany: false },
    { code: 'farm-tricycle', result: 'except', words: both('核实为农用三轮车'), needsEvidence: true, sensitive: false, forMany: false },
  ],
});
const withheld = rule('V6', { result: 'veto', statement: both('不符合条件，由潘若水于 2016-03-01 确认。'), withheld: true });
const open = rule('V4', {
  result: 'unknown',
  waitsFor: 'person',
  statement: both('待核实：须由乡镇或县级人员核实并作出结论。'),
  grounds: [
    { code: 'lives-here', result: 'pass', words: both('核实：常住本村'), needsEvidence: false, sensitive: false, forMany: true },
    { code: 'long-absent', result: 'veto', words: both('核实：长期不在'), needsEvidence: true, sensitive: false, forMany: false },
  ],
});
const verdict: Verdict = {
  id: 's1',
  subject: { kind: 'household', id: 'h1', villageCode: '360781102208', headName: '刘水生', number: '36078110220800001' },
  latest: true,
  standing: 'veto',
  judgedOn: '2016-03-01',
  ranAt: '2016-03-01T01:00:00Z',
  cause: 'register',
  contentDigest: null,
  ruleSet: { version: '2015.1', source: both('指导意见') },
  rules: [open, vetoed, withheld, rule('R1', {})],
  registers: [],
};

/** The drawers are loaded when they are first opened. */
const choose = (radio: HTMLElement): void => act(() => void fireEvent.click(radio));

describe('the verdict page', () => {
  let server: ReturnType<typeof recordedServer>;
  let answered: { status?: number; body: unknown };
  beforeEach(() => {
    answered = { body: verdict };
    server = recordedServer(({ method, url }) => {
      if (method === 'GET' && url.endsWith('/households/h1/screening')) return answered;
      return method === 'POST' ? { status: 201, body: { screeningId: 's2' } } : undefined;
    });
  });
  afterEach(() => server.restore());
  const drawn = (permissions: string[]) =>
    draw(
      <Routes>
        <Route path="/identification/households/:id/verdict" element={<VerdictPage />} />
      </Routes>,
      { at: '/identification/households/h1/verdict', session: { ...officer, permissions } },
    );
  const panel = (code: string) => document.getElementById(code) as HTMLElement;

  it('says why, from which source of which day, by which version, and what would change it; what decides comes first', async () => {
    drawn(['screening.read']);
    await screen.findByText('一票否决：成员名下有小型客车。');
    const text = panel('V2').textContent ?? '';
    for (const part of ['小型客车（2013-05-02 起）', '涉及 刘水生', '提取日期 2016-02-20，第 5 行', '该车已过户或注销。', '2015.1'])
      expect(text).toContain(part);
    const order = [...document.querySelectorAll('article')].map(({ id }) => id);
    expect(order.indexOf('V2')).toBeLessThan(order.indexOf('V4'));
    expect(order.at(-1)).toBe('R1');
  });

  it('of what is withheld tells who confirmed, and offers nothing to do', async () => {
    drawn(['screening.read', 'screening.confirm']);
    await screen.findByText('不符合条件，由潘若水于 2016-03-01 确认。');
    expect(panel('V6').textContent).toContain('只有核查专员可以查看');
    expect(within(panel('V6')).queryByRole('button')).toBeNull();
  });

  it('does not let a register be confirmed away, and says so before the button is pressed', async () => {
    drawn(['screening.read', 'screening.confirm']);
    await screen.findByText('一票否决：成员名下有小型客车。');
    fireEvent.click(within(panel('V2')).getByRole('button', { name: '作出核实结论' }));
    const none = await screen.findByLabelText<HTMLInputElement>(/没有应计入的车船/);
    expect(none.disabled).toBe(true);
    expect(screen.getByText(/不能以“没有”消除/)).toBeTruthy();
    expect(screen.getByLabelText<HTMLInputElement>(/核实为农用三轮车/).disabled).toBe(false);
  });

  it('sends a confirmation with its words about the verdict that was seen; a veto only with evidence', async () => {
    drawn(['screening.read', 'screening.confirm']);
    await screen.findByText('一票否决：成员名下有小型客车。');
    fireEvent.click(within(panel('V4')).getByRole('button', { name: '作出核实结论' }));
    choose(await screen.findByLabelText(/核实：长期不在/));
    fireEvent.change(screen.getByLabelText('核实情况'), { target: { value: '入户三次，均无人' } });
    fireEvent.click(screen.getByText('提交核实结论'));
    await screen.findByText('这一结论须附证据，请先上传');
    const posts = () => server.sent.filter(({ method }) => method === 'POST');
    expect(posts()).toEqual([]);
    choose(screen.getByLabelText(/核实：常住本村/));
    fireEvent.click(screen.getByText('提交核实结论'));
    await waitFor(() => expect(posts()).toHaveLength(1));
    expect([posts()[0]?.url.split('/v1')[1], JSON.parse(posts()[0]?.body ?? '')]).toEqual([
      '/screenings/s1/confirmations',
      { rule: 'V4', ground: 'lives-here', note: '入户三次，均无人', attachments: [] },
    ]);
  });

  it('offers to screen who was never screened, to those who may', async () => {
    answered = { status: 404, body: { title: '没有找到比对结果', code: 'screening.not-found', detail: '', next: '' } };
    drawn(['screening.read', 'screening.confirm']);
    await screen.findByText('还没有比对过');
    fireEvent.click(screen.getByRole('button', { name: '重新比对' }));
    await waitFor(() =>
      expect(server.sent.some(({ method, url }) => method === 'POST' && url.endsWith('/households/h1/screening'))).toBe(true),
    );
  });
});
