import { act, fireEvent, screen, waitFor, within } from '@testing-library/react';
import type { Objection } from '../../../api/department/objections.js';
import { draw, officer } from '../../../../test/drawn.js';
import { recordedServer, type Sent } from '../../../../test/recorded-server.js';
import { ObjectionPage } from './ObjectionPage.js';

const open: Objection = {
  ...{ id: 'o1', receiptNumber: '4K7Q-2M9X', noticeId: 'n1', noticeTitle: { zh: '村委会公示', en: 'village notice' } },
  ...{ place: '360781102208', placeNames: ['瑞金市', '壬田镇', '凤岗村'], investigator: 'township', state: 'open', via: 'web' },
  ...{ receivedOn: '2016-06-17', dueOn: '2016-07-02', daysLate: 0, isAnonymous: false, outcome: null },
  text: '该户去年已在县城买房。',
  identity: { name: '钟*德', phone: '138****0001', address: null },
  ...{ identityKeptUntil: null, identityDeletedOn: null, receivedBy: null, scanAttachmentId: null },
  returnSteps: [{ code: 'applied', zh: '村民小组评议', en: 'group appraisal' }],
  answers: [
    { code: 'facts-confirmed', outcome: 'upheld', zh: '情况属实。', en: 'confirmed' },
    { code: 'facts-not-confirmed', outcome: 'dismissed', zh: '未能得到证实。', en: 'not confirmed' },
  ],
  decision: null,
};
const decision: NonNullable<Objection['decision']> = {
  ...{ outcome: 'upheld', effect: { kind: 'return', step: 'applied' }, answer: 'facts-confirmed', findings: '经登记核实，情况属实。' },
  ...{ attachmentIds: [], decidedAt: '2016-06-20T02:00:00Z', decidedBy: '何秋实' },
};
const session = { ...officer, permissions: [...officer.permissions, 'objection.investigate'] };

describe('the page of an objection', () => {
  let server: ReturnType<typeof recordedServer>;
  let answer: Objection;
  beforeEach(() => {
    answer = open;
    server = recordedServer(({ url }) => {
      if (url.endsWith('/reveal')) return { body: { identity: { name: '钟有德', phone: '13870000001', address: '村头' } } };
      if (url.endsWith('/decision-digest')) return { body: { digest: 'a'.repeat(64), meaning: { zh: '对调查结论负责。', en: 'answers' } } };
      if (url.endsWith('/signing-proofs')) return { body: { proof: 'proof-of-this-content', expiresAt: '2016-06-20T02:02:00Z' } };
      if (url.includes('/objections/')) return { body: answer };
      return undefined;
    });
  });
  afterEach(() => server.restore());
  const sent = (ending: string): Sent[] => server.sent.filter(({ url }) => url.endsWith(ending));
  const press = (name: string | RegExp) => act(() => void fireEvent.click(screen.getByRole('button', { name })));

  it('shows who objected masked, and plain only for a reason', async () => {
    draw(<ObjectionPage />, { session });
    expect(await screen.findByText('钟*德')).toBeTruthy();
    press('显示异议人');
    const dialog = await screen.findByRole('dialog');
    act(() => void fireEvent.click(within(dialog).getByRole('button', { name: '显示异议人' })));
    expect(sent('/reveal')).toEqual([]);
    act(() => void fireEvent.change(within(dialog).getByRole('textbox'), { target: { value: '回访异议人' } }));
    act(() => void fireEvent.click(within(dialog).getByRole('button', { name: '显示异议人' })));
    expect(await screen.findByText('钟有德')).toBeTruthy();
    expect(JSON.parse(sent('/reveal')[0]?.body ?? '{}')).toEqual({ purpose: '回访异议人' });
    expect(server.sent.every(({ url }) => !url.includes('%E9%92%9F'))).toBe(true);
  });

  it('is read once: each reading is recorded', async () => {
    draw(<ObjectionPage />, { session });
    await screen.findByText(open.text);
    act(() => void globalThis.dispatchEvent(new Event('focus')));
    act(() => void globalThis.dispatchEvent(new Event('online')));
    expect(server.sent.filter(({ method, url }) => method === 'GET' && url.includes('/objections/'))).toHaveLength(1);
  });

  it('is not answered without outcome, answer and findings, and says what is missing', async () => {
    draw(<ObjectionPage />, { session });
    await screen.findByText(open.text);
    press('签名并答复');
    expect(await screen.findByText('请选择结论')).toBeTruthy();
    expect(screen.getByText('请选择答复用语')).toBeTruthy();
    expect(screen.getByText('请写明调查情况，至少 10 个字')).toBeTruthy();
    expect(sent('/decision-digest')).toEqual([]);
  });

  it('upheld asks what follows, is signed, and what was signed is what is sent', async () => {
    draw(<ObjectionPage />, { session });
    await screen.findByText(open.text);
    act(() => void fireEvent.click(screen.getByLabelText('成立')));
    const effect = await screen.findByLabelText('不予通过');
    act(() => void fireEvent.click(effect));
    act(() => void fireEvent.mouseDown(screen.getByLabelText('答复用语')));
    expect(screen.queryByText('未能得到证实。')).toBeNull();
    act(() => void fireEvent.click(screen.getByText('情况属实。')));
    act(() => void fireEvent.change(screen.getByLabelText('调查情况'), { target: { value: '经不动产登记核实，情况属实。' } }));
    press('签名并答复');
    const finding = {
      ...{ outcome: 'upheld', effect: { kind: 'reject' }, answer: 'facts-confirmed', findings: '经不动产登记核实，情况属实。' },
      attachmentIds: [],
    };
    expect(await screen.findByText('对调查结论负责。')).toBeTruthy();
    expect(JSON.parse(sent('/decision-digest')[0]?.body ?? '{}')).toEqual(finding);
    act(() => void fireEvent.change(screen.getByLabelText('登录密码'), { target: { value: 'secret-of-mine' } }));
    press('签名并办理');
    await waitFor(() => expect(sent('/decision')).toHaveLength(1));
    expect(JSON.parse(sent('/decision')[0]?.body ?? '{}')).toEqual({ ...finding, proof: 'proof-of-this-content' });
    expect(JSON.parse(sent('/signing-proofs')[0]?.body ?? '{}')).toEqual({ password: 'secret-of-mine', digest: 'a'.repeat(64) });
  });

  it('answered: the outcome in words, until when it is known who objected, and no form', async () => {
    answer = { ...open, state: 'decided', outcome: 'upheld', decision, identityKeptUntil: '2016-12-20' };
    draw(<ObjectionPage />, { session });
    expect(await screen.findByText('退回到 村民小组评议')).toBeTruthy();
    expect(screen.getByText(/保留到 2016-12-20/)).toBeTruthy();
    expect(screen.queryByRole('button', { name: '签名并答复' })).toBeNull();
  });

  it('forgotten: says so instead of "without a name", and there is nothing to reveal', async () => {
    answer = {
      ...open,
      state: 'decided',
      outcome: 'upheld',
      decision,
      identity: null,
      identityDeletedOn: '2016-12-21',
      scanAttachmentId: 's1',
    };
    draw(<ObjectionPage />, { session });
    expect(await screen.findByText('异议人信息已于 2016-12-21 到期删除。')).toBeTruthy();
    expect(screen.queryByText('未署名')).toBeNull();
    expect(screen.queryByRole('button', { name: '显示异议人' })).toBeNull();
    expect(screen.queryByText('书面异议扫描件')).toBeNull();
  });
});
