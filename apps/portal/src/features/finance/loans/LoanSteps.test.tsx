import { fireEvent, screen, waitFor } from '@testing-library/react';
import type { Loan, LoanNextStep } from '../../../api/finance/loans.js';
import { draw, officer } from '../../../../test/drawn.js';
import { recordedServer } from '../../../../test/recorded-server.js';
import { LoanChange } from './LoanChange.js';
import { LoanPenalty } from './LoanPenalty.js';
import { LoanSchedule, LoanStatement } from './LoanStatement.js';
import { LoanSteps } from './LoanSteps.js';

const next = (step: string, zh: string, parts: Partial<LoanNextStep> = {}): LoanNextStep => ({
  ...{ step, zh, en: step, who: { zh: '银行经办人', en: 'bank clerk' }, mayDo: true, possible: true, reasonNeeded: false, checklist: [] },
  ...parts,
});
const loan = (parts: Partial<Loan>): Loan =>
  ({ ...{ id: 'l1', version: 7, reservedFen: 3_000_000, next: [], schedule: [] }, ...parts }) as unknown as Loan;
const session = { ...officer, permissions: ['loan.read'] };
const press = (name: RegExp) => fireEvent.click(screen.getByRole('button', { name }));
const type = (label: string, value: string) => fireEvent.change(screen.getByLabelText(label), { target: { value } });

describe('the next step of a loan', () => {
  let server: ReturnType<typeof recordedServer>;
  beforeEach(() => {
    server = recordedServer(({ method }) => (method === 'POST' ? { body: { items: [] } } : undefined));
  });
  afterEach(() => server.restore());

  it('says what is missing before its button is pressed, and whose it is', () => {
    const missing = { code: 'room-in-fund', met: false, zh: '风险缓释基金还可支持 0.00 元', en: 'no' };
    const steps = [next('approve', '银行审批', { possible: false, checklist: [missing] }), next('reject', '不予通过', { mayDo: false })];
    draw(<LoanSteps loan={loan({ next: steps })} />, { session });
    expect(screen.getByRole<HTMLButtonElement>('button', { name: '银行审批' }).disabled).toBe(true);
    expect(screen.getByText('风险缓释基金还可支持 0.00 元')).toBeTruthy();
    expect(screen.queryByRole('button', { name: '不予通过' })).toBeNull();
  });

  it('an extension is proposed with the most that may be added, and what waits says who agrees next', async () => {
    const terms = { annualRatePpm: 30_000, method: 'interestOnly' as const, periodMonths: 3, principalGracePeriods: 0 };
    draw(
      <LoanSteps loan={loan({ terms, mostExtensionMonths: 12, next: [next('proposeExtension', '提出展期', { reasonNeeded: true })] })} />,
      {
        session,
      },
    );
    press(/提出展期/);
    await screen.findByText(/最多展期 12 个月/);
    press(/确\s?认/);
    expect(await screen.findAllByText('请填写')).toHaveLength(3);
    expect(server.sent).toHaveLength(0);
  });

  it('what is proposed stands on the page until the county has consented', () => {
    const change = {
      ...{ kind: 'extension' as const, from: '2016-09-20', annualRatePpm: null, addedPeriods: 4, addedMonths: 12, reason: '受灾减产' },
      ...{ byName: '魏柜员', waitsFor: 'county' as const, needsConsent: true },
    };
    draw(<LoanChange loan={loan({ change })} />, { session });
    expect(screen.getByText('自 2016-09-20 起展期 4 期（12 个月）')).toBeTruthy();
    expect(screen.getByText('县财政审批人员同意')).toBeTruthy();
  });

  it('an approval sends the contract on the version that is on screen, the rate in millionths', async () => {
    draw(<LoanSteps loan={loan({ next: [next('approve', '银行审批')] })} />, { session });
    press(/银行审批/);
    await screen.findByRole('dialog');
    press(/确\s?认/);
    expect((await screen.findAllByText('请填写')).length).toBeGreaterThan(0);
    type('合同编号', 'RCB-1');
    type('年利率', '4.75');
    press(/确\s?认/);
    await waitFor(() => expect(server.sent).toHaveLength(1));
    expect(server.sent[0]?.url).toMatch(/\/loans\/l1\/approval$/);
    const contract = {
      contractNumber: 'RCB-1',
      annualRatePpm: 47_500,
      method: 'equalPrincipal',
      periodMonths: 3,
      principalGracePeriods: 0,
    };
    expect(JSON.parse(String(server.sent[0]?.body))).toEqual(contract);
  });

  it('a movement recorded by mistake is reversed by another person only, with what it was in the question', async () => {
    const movement = {
      ...{ id: 'm1', kind: 'drawing', on: '2016-06-15', reference: 'D1', byName: '魏' },
      canBeReversed: true,
      principalFen: 3_000_000,
    };
    const movements = [
      {
        ...movement,
        interestFen: 0,
        penaltyFen: 0,
        lostFen: 0,
        fundFen: 0,
        recoveredFen: 0,
        reservedFen: 0,
        reversedKind: null,
        reason: null,
      },
    ];
    const own = { code: 'not-recorder', met: false, zh: '登记人不能冲销自己登记的收付', en: 'no' };
    const mine = { movements, next: [next('reverse', '冲销收付', { possible: false, checklist: [own] })] } as never;
    const { unmount } = draw(<LoanStatement loan={loan(mine)} />, { session });
    expect(screen.getByRole<HTMLButtonElement>('button', { name: /冲\s?销/ }).disabled).toBe(true);
    expect(screen.getByText('登记人不能冲销自己登记的收付')).toBeTruthy();
    unmount();
    draw(<LoanStatement loan={loan({ movements, next: [next('reverse', '冲销收付')] } as never)} />, { session });
    press(/冲\s?销/);
    await screen.findByText('冲销放款 2016-06-15（本金 30,000.00）');
    fireEvent.change(screen.getByRole('textbox'), { target: { value: '登错户' } });
    press(/确\s?认/);
    await waitFor(() => expect(server.sent).toHaveLength(1), { timeout: 4_000 });
    expect(server.sent[0]?.url).toMatch(/\/loans\/l1\/movements\/m1\/reversal$/);
  });

  it('a waiver of penalty interest is of a part, never more than can be granted, or of all where nothing is typed', async () => {
    const penalty = { owedFen: 329, waiver: { askedFen: 250, grantableFen: 250 } };
    const grant = next('waivePenalty', '同意减免罚息', { reasonNeeded: true });
    const { unmount } = draw(<LoanSteps loan={loan({ penalty, next: [grant] } as never)} />, { session });
    press(/同意减免罚息/);
    await screen.findByText('不填即按申请减免；现在最多可减免 2.50 元。其余罚息仍须归还。');
    type('原因', '因灾减产');
    type('减免金额（可只减免一部分）', '3');
    press(/确\s?认/);
    await screen.findByText('须大于 0，且不超过 2.50 元');
    expect(server.sent).toHaveLength(0);
    type('减免金额（可只减免一部分）', '1.2');
    press(/确\s?认/);
    await waitFor(() => expect(server.sent).toHaveLength(1), { timeout: 4_000 });
    const body = { step: 'waivePenalty', reason: '因灾减产', amountFen: 120, cases: [{ id: 'l1', version: 7 }] };
    expect(JSON.parse(String(server.sent[0]?.body))).toEqual(body);
    unmount();
    const ask = next('askPenaltyWaiver', '申请减免罚息', { reasonNeeded: true });
    draw(<LoanSteps loan={loan({ penalty: { ...penalty, waiver: null }, next: [ask] } as never)} />, { session });
    press(/申请减免罚息/);
    await screen.findByText('不填即申请全部减免；现未收罚息 3.29 元。');
    type('原因', '因灾减产');
    press(/确\s?认/);
    await waitFor(() => expect(server.sent).toHaveLength(2), { timeout: 4_000 });
    expect(JSON.parse(String(server.sent[1]?.body))).not.toHaveProperty('amountFen');
  });

  it('a loan recovered in full shows its recovery again only while penalty interest is left', () => {
    const recover = next('recover', '登记追偿', { possible: false });
    const { unmount } = draw(<LoanSteps loan={loan({ state: 'recovered', next: [recover] } as never)} />, { session });
    expect(screen.queryByRole('button', { name: '登记追偿' })).toBeNull();
    unmount();
    draw(<LoanSteps loan={loan({ state: 'recovered', next: [{ ...recover, possible: true }] } as never)} />, { session });
    expect(screen.getByRole('button', { name: '登记追偿' })).toBeTruthy();
  });

  it('shows each line of the schedule with what is open of it', () => {
    const line = {
      number: 1,
      dueOn: '2016-09-15',
      drawnFen: 0,
      prepaidFen: 0,
      principalFen: 250_000,
      interestFen: 36_417,
      closingFen: 2_750_000,
    };
    draw(<LoanSchedule loan={loan({ schedule: [{ ...line, openFen: 286_417, isLate: true }] })} />, { session });
    expect(screen.getByText('2016-09-15')).toBeTruthy();
    expect(screen.getByText(/2,864.17 逾期/)).toBeTruthy();
  });

  it('says of penalty interest what it is made of and who bears it; without any it says nothing', () => {
    const span = {
      what: 'overdue' as const,
      from: '2016-09-16',
      to: '2016-09-25',
      days: 10,
      principalFen: 250_000,
      interestFen: 0,
      annualRatePpm: 47_500,
      surchargeBp: 3_000,
    };
    const penalty = { owedFen: 329, accruedFen: 429, paidFen: 100, waivedFen: 0, waiver: null, since: span.from, spans: [span] };
    const { unmount } = draw(<LoanPenalty penalty={penalty} />, { session });
    expect(screen.getByText('未收 3.29 元 = 应计 4.29 元 − 已收 1.00 元 − 减免 0.00 元')).toBeTruthy();
    expect(screen.getByText('4.75%，加收 30%')).toBeTruthy();
    expect(screen.getByText('2016-09-16 至 2016-09-25')).toBeTruthy();
    unmount();
    const { unmount: away } = draw(<LoanPenalty penalty={{ ...penalty, waiver: { askedFen: 200, grantableFen: 200 } }} />, { session });
    expect(screen.getByText('已有经办人申请减免 2.00 元，待银行另一人同意（现在最多可减免 2.00 元）。')).toBeTruthy();
    away();
    const spans = [span, { ...span, what: 'misused' as const, surchargeBp: 5_000 }];
    const { unmount: gone } = draw(<LoanPenalty penalty={{ ...penalty, spans }} />, { session });
    expect(screen.getByText('挪用未到期部分，4.75% 的 50%')).toBeTruthy();
    gone();
    const { container } = draw(<LoanPenalty penalty={{ ...penalty, accruedFen: 0, spans: [] }} />, { session });
    expect(container.querySelector('section')).toBeNull();
  });
});
