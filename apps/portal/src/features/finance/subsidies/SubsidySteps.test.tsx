import { fireEvent, screen, waitFor } from '@testing-library/react';
import type { Subsidy, SubsidyNextStep } from '../../../api/finance/subsidies.js';
import { draw, officer } from '../../../../test/drawn.js';
import { recordedServer } from '../../../../test/recorded-server.js';
import { SubsidySteps } from './SubsidySteps.js';

const next = (step: string, parts: Partial<SubsidyNextStep> = {}): SubsidyNextStep => ({
  ...{
    step,
    zh: step,
    en: step,
    to: [],
    who: { zh: '村级经办人员', en: 'village clerk' },
    mayDo: true,
    possible: true,
    reasonNeeded: false,
  },
  checklist: [],
  ...parts,
});
const record = (parts: Partial<Subsidy>): Subsidy =>
  ({
    ...{ id: 's1', headName: '刘春华', villageCode: '360781102208', state: 'applied', version: 4, unit: 'centiMu', quantity: 400 },
    scheme: { nameZh: '办法', nameEn: 'scheme', sourceDocument: '文件', certainty: 'S', evidence: [] },
    ...{ notice: null, payment: null, overlap: null, certificate: null, next: [], ...parts },
  }) as unknown as Subsidy;
const button = (name: RegExp) => screen.getByRole<HTMLButtonElement>('button', { name });
const session = { ...officer, permissions: ['subsidy.read'] };

describe('the next step of a subsidy', () => {
  let server: ReturnType<typeof recordedServer>;
  beforeEach(() => {
    server = recordedServer(({ url }) => (url.endsWith('/steps') ? { body: { items: [] } } : undefined));
  });
  afterEach(() => server.restore());

  it('says what is missing before its button is pressed', () => {
    const missing = { code: 'not-maker', met: false, zh: '不能由填报人本人办理', en: 'no' };
    draw(<SubsidySteps record={record({ next: [next('check', { possible: false, checklist: [missing] })] })} />, { session });
    expect(button(/初审通过/).disabled).toBe(true);
    expect(screen.getByText('不能由填报人本人办理')).toBeTruthy();
    expect(document.getElementById(button(/初审通过/).getAttribute('aria-describedby') ?? '')?.textContent).toContain('还缺 1 项');
  });

  it('says whose it is when it is somebody else’s', () => {
    draw(<SubsidySteps record={record({ next: [next('check', { mayDo: false })] })} />, { session });
    expect(button(/初审通过/).disabled).toBe(true);
    expect(screen.getByText('由村级经办人员办理。')).toBeTruthy();
  });

  it('is taken on the version that is on screen, and a return asks where to and why', async () => {
    const steps = [next('check'), next('return', { to: ['applied'], reasonNeeded: true })];
    draw(<SubsidySteps record={record({ state: 'villageChecked', next: steps })} />, { session });
    fireEvent.click(button(/退\s?回/));
    fireEvent.click(await screen.findByRole('button', { name: /确\s?认/ }));
    expect(await screen.findByText('请选择退回到哪一步')).toBeTruthy();
    expect(await screen.findByText('请写明理由（至少两个字）')).toBeTruthy();
    expect(server.sent).toEqual([]);
    fireEvent.click(screen.getByRole('button', { name: /取\s?消/ }));
    fireEvent.click(button(/初审通过/));
    const [confirm] = (await screen.findAllByRole('button', { name: /确\s?认/ })).toReversed();
    fireEvent.click(confirm!);
    await waitFor(() => expect(server.sent).toHaveLength(1));
    expect(JSON.parse(server.sent[0]?.body ?? '')).toEqual({ step: 'check', cases: [{ id: 's1', version: 4 }] });
  });

  it('a measurement without photographs is not sent', async () => {
    draw(<SubsidySteps record={record({ state: 'villageChecked', next: [next('measure')] })} />, { session });
    fireEvent.click(button(/现场测量/));
    fireEvent.click(await screen.findByRole('button', { name: '提交测量' }));
    expect(await screen.findByText('请先拍现场照片，再提交。')).toBeTruthy();
    expect(server.sent.filter(({ url }) => url.includes('acceptances'))).toEqual([]);
  });

  it('asks for the signed certificate before the household’s answer counts', () => {
    const certificate = { paymentId: 'p1', number: 'F20160314-000012' };
    draw(<SubsidySteps record={record({ state: 'paid', certificate, next: [next('acknowledge')] })} />, { session });
    fireEvent.click(button(/农户认账/));
    expect(button(/打印付款凭证/).disabled).toBe(false);
    expect(button(/提交认账/).disabled).toBe(true);
    expect(screen.getByText(/户主说没收到的，不要让其签字/)).toBeTruthy();
  });

  it('says what a confirmed recovery does before it is confirmed', async () => {
    draw(
      <SubsidySteps
        record={record({
          state: 'recovering',
          next: [next('reclaim', { reasonNeeded: true }), next('dropDemand', { reasonNeeded: true })],
        })}
      />,
      {
        session,
      },
    );
    fireEvent.click(button(/确认已追回/));
    expect(screen.getByText(/原账按缴款日期冲销，额度退回，付款凭证作废/)).toBeTruthy();
    fireEvent.change(screen.getByRole('textbox', { name: '理由' }), { target: { value: '面积有误' } });
    fireEvent.click(screen.getByRole('button', { name: /^确\s?认$/ }));
    expect(await screen.findAllByText('请照缴款凭证填写')).toHaveLength(2);
    fireEvent.change(screen.getByLabelText('缴款凭证'), { target: { value: '缴款书 12 号' } });
    fireEvent.change(screen.getByLabelText('缴款日期'), { target: { value: '2016-05-03' } });
    fireEvent.keyDown(screen.getByLabelText('缴款日期'), { key: 'Enter' });
    fireEvent.click(screen.getByRole('button', { name: /^确\s?认$/ }));
    await waitFor(() => expect(server.sent.some(({ url }) => url.endsWith('/steps'))).toBe(true));
    expect(JSON.parse(server.sent.find(({ url }) => url.endsWith('/steps'))?.body ?? '{}')).toEqual({
      ...{ step: 'reclaim', reason: '面积有误', cases: [{ id: 's1', version: 4 }] },
      receipt: { on: '2016-05-03', sourceDocument: '缴款书 12 号' },
    });
  });
});
