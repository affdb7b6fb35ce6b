import { act, fireEvent, screen, waitFor, within } from '@testing-library/react';
import { Route, Routes } from 'react-router';
import type { RuleVerdict, Verdict } from '../../../../api/identification/screening.js';
import { draw, officer } from '../../../../../test/drawn.js';
import { recordedServer, type Sent } from '../../../../../test/recorded-server.js';
import { VerdictPage } from '../verdict/VerdictPage.js';

const both = (zh: string) => ({ zh, en: zh });
const rule = (code: RuleVerdict['rule'], more: Partial<RuleVerdict>): RuleVerdict => ({
  ...{ rule: code, result: 'pass', title: both(`规则${code}`), text: both('原文'), statement: both(`${code}的说明`), facts: [] },
  ...{ lacking: [], waitsFor: null, confirmation: null, answer: null, wouldChange: [], withheld: false, grounds: [], mayAnswer: false },
  ...more,
});
const looked: RuleVerdict['grounds'][number] = {
  ...{ code: 'lives-here', result: 'pass', words: both('核实：常住本村'), needsEvidence: false, sensitive: false, forMany: true },
};
const lack = (why: 'missing' | 'under-review'): RuleVerdict['lacking'][number] => ({
  register: 'vehicle',
  why,
  asOf: null,
  words: both(why),
});
const verdict: Verdict = {
  ...{ id: 's1', latest: true, standing: 'unknown', judgedOn: '2016-03-01', ranAt: '2016-03-01T01:00:00Z', cause: 'submitted' },
  subject: { kind: 'application', id: 'a1', villageCode: '360781102208', headName: '刘水生', number: null },
  ...{ contentDigest: 'd', ruleSet: { version: '2015.1', source: both('指导意见') }, registers: [] },
  rules: [
    rule('V2', { result: 'unknown', waitsFor: 'register', lacking: [lack('missing')] }),
    rule('V3', { result: 'unknown', waitsFor: 'register', lacking: [lack('under-review')] }),
    rule('V4', { result: 'unknown', waitsFor: 'person', grounds: [looked] }),
    rule('R3', { result: 'strict', mayAnswer: true }),
    rule('R4', { result: 'unknown', waitsFor: 'person', withheld: true }),
  ],
};
/** The drawers are loaded when they are first opened. */
describe('the verdict of an application', () => {
  let server: ReturnType<typeof recordedServer>;
  let answer: { status?: number; body: unknown };
  let reports: unknown[];
  beforeEach(() => {
    answer = { status: 201, body: { screeningId: 's2' } };
    reports = [];
    server = recordedServer(({ method, url }) => {
      if (method === 'GET' && url.endsWith('/applications/a1/screening')) return { body: verdict };
      if (method === 'GET' && url.endsWith('/screenings/s1/reports')) return { body: { items: reports } };
      return method === 'POST' ? answer : undefined;
    });
  });
  afterEach(() => server.restore());
  const drawn = (...permissions: string[]) =>
    draw(
      <Routes>
        <Route path="/identification/cases/:id/verdict" element={<VerdictPage />} />
      </Routes>,
      { at: '/identification/cases/a1/verdict', session: { ...officer, permissions: ['screening.read', ...permissions] } },
    );
  const posts = (): Sent[] => server.sent.filter(({ method }) => method === 'POST');
  const sent = (): [string | undefined, unknown][] => posts().map(({ url, body }) => [url.split('/v1')[1], JSON.parse(body)]);
  const write = (label: string | RegExp, value: string): void =>
    act(() => void fireEvent.change(screen.getByLabelText(label), { target: { value } }));
  const inPanel = async (code: string) => {
    await screen.findAllByText('R3的说明');
    return within(document.getElementById(code) as HTMLElement);
  };

  it('leads back to the case, and tells each reader whose turn it is', async () => {
    const { unmount } = drawn('screening.confirm');
    await inPanel('V2');
    expect(screen.getByRole('link', { name: '返回申请' }).getAttribute('href')).toBe('/identification/cases/a1');
    const next = () => screen.getByRole('region', { name: '结论和下一步' }).textContent ?? '';
    for (const [code, waits] of [
      ['V3', '有一条匹配待复核 去复核匹配'],
      ['V4', '待您核实'],
      ['R4', '待核查专员核实'],
      ['R3', '待您写明理由'],
    ])
      expect(next()).toContain(`${code} 规则${code}${waits}`);
    expect(next()).toContain('以下 1 项待县级导入新的登记数据后才有结论，不需要您办理： V2 规则V2');
    unmount();
    drawn('screening.confirm', 'register.import');
    await inPanel('V2');
    expect(next()).toContain('以下 1 项须导入新的登记数据后才有结论： 去看登记数据V2 规则V2');
  });

  it('a strict review is answered in writing about the verdict that was seen', async () => {
    drawn('screening.confirm');
    fireEvent.click((await inPanel('R3')).getByRole('button', { name: '填写从严审核理由' }));
    fireEvent.click(await screen.findByRole('button', { name: '保存理由' }));
    await screen.findByText('请写明理由，至少 5 个字');
    expect(posts()).toEqual([]);
    write('理由', ' 保险由子女缴纳，仍困难。 ');
    fireEvent.click(screen.getByRole('button', { name: '保存理由' }));
    await waitFor(() => expect(posts()).toHaveLength(1));
    expect(sent()).toEqual([['/screenings/s1/answers', { rule: 'R3', reason: '保险由子女缴纳，仍困难。', attachments: [] }]]);
    await screen.findByText('已记录，已重新比对');
  });

  it('an answer about an old verdict is refused with what to do, and what was written stays', async () => {
    answer = { status: 409, body: { code: 'screening.stale', title: '比对结果已更新', detail: '已经重新比对。', next: '请刷新页面。' } };
    drawn('screening.confirm');
    fireEvent.click((await inPanel('R3')).getByRole('button', { name: '填写从严审核理由' }));
    await screen.findByRole('button', { name: '保存理由' });
    write('理由', '保险由子女缴纳，仍困难。');
    fireEvent.click(screen.getByRole('button', { name: '保存理由' }));
    await screen.findByText(/请刷新页面/);
    expect(screen.getByLabelText<HTMLTextAreaElement>('理由').value).toBe('保险由子女缴纳，仍困难。');
  });

  it('a doubt is taken down with or without a name, by those who take objections', async () => {
    const { unmount } = drawn('screening.confirm');
    await inPanel('V2');
    expect(screen.queryByRole('button', { name: '登记举报或质疑' })).toBeNull();
    unmount();
    drawn('objection.receive');
    await inPanel('V2');
    fireEvent.click(screen.getByRole('button', { name: '登记举报或质疑' }));
    const submit = () => fireEvent.click(screen.getByRole('button', { name: /^登\s?记$/ }));
    await screen.findByLabelText('反映的内容');
    submit();
    await screen.findByText('请写明反映的内容，至少 5 个字');
    write('反映的内容', '他家在镇上有楼房');
    write(/^联系方式/, '  ');
    submit();
    await waitFor(() => expect(posts()).toHaveLength(1));
    expect(sent()).toEqual([
      ['/applications/a1/screening-reports', { doubt: '他家在镇上有楼房', reporter: { name: null, contact: null } }],
    ]);
  });

  it('what was reported is read only when it is asked for, and only by the verification officer', async () => {
    reports = [
      ...[{ id: 'r1', receivedOn: '2016-03-01', takenBy: '何秋实', doubt: '镇上有楼房', reporter: { name: '钟有德', contact: '12345' } }],
      ...[{ id: 'r2', receivedOn: '2016-03-02', takenBy: '何秋实', doubt: '有轿车', reporter: { name: null, contact: null } }],
    ];
    const asked = () => server.sent.filter(({ url }) => url.endsWith('/reports'));
    const { unmount } = drawn('screening.confirm');
    expect((await inPanel('R4')).queryByRole('button')).toBeNull();
    unmount();
    drawn('screening.confirm', 'screening.sensitive');
    const panel = await inPanel('R4');
    expect(asked()).toEqual([]);
    fireEvent.click(panel.getByRole('button', { name: '查看举报内容' }));
    await screen.findByText('镇上有楼房');
    expect(panel.getByText(/反映人：钟有德 12345/)).toBeTruthy();
    expect(panel.getByText(/不愿留名/)).toBeTruthy();
    expect(asked()).toHaveLength(1);
  });
});
