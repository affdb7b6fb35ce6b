import { App, Form, Input, InputNumber, Modal, Select } from 'antd';
import type { ReactNode } from 'react';
import {
  approveLoan,
  changeLoan,
  recordLoanMoney,
  repaymentMethods,
  takeLoanStep,
  type Loan,
  type LoanContract,
  type LoanNextStep,
  type PaidMoney,
} from '../../../api/finance/loans.js';
import { useCommand } from '../../../api/useCommand.js';
import { DateField } from '../../../components/DateField.js';
import { ProblemView } from '../../../components/ProblemView.js';
import { ScaledNumberField } from '../../../components/ScaledNumberField.js';
import { formatYuan } from '../../../i18n/format.js';
import { useMessages } from '../../../i18n/messages.js';
import { useLanguage } from '../../../i18n/useLanguage.js';
import { loanPenaltyMessages } from './loan-penalty.messages.js';
import { loanMessages } from './loan.messages.js';
import { loanWordMessages } from './loan-words.messages.js';
import { useLoanChanged } from './useLoans.js';

type Entries = Partial<Omit<LoanContract, 'annualRatePpm'> & PaidMoney> & { rate?: number; addedPeriods?: number; reason?: string };

const MONEY: Readonly<Record<string, 'drawings' | 'repayments' | 'recoveries'>> = {
  draw: 'drawings',
  repay: 'repayments',
  recover: 'recoveries',
};
/** How much of the penalty interest; nothing typed is all of it. */
const WAIVERS: readonly string[] = ['askPenaltyWaiver', 'waivePenalty'];
/** 4.75 is typed, 47500 millionths are kept. */
const ppm = (percent: number | undefined): number => Math.round((percent ?? 0) * 10_000);

function send(loan: Loan, step: string, entries: Entries, key: string): Promise<unknown> {
  const {
    on = '',
    amountFen = 0,
    reference = '',
    reason = '',
    addedPeriods = 1,
    contractNumber = '',
    method,
    periodMonths = 3,
    principalGracePeriods = 0,
  } = entries;
  const money = MONEY[step];
  if (money) return recordLoanMoney(loan.id, money, { on, amountFen, reference: reference.trim() }, key);
  if (step === 'approve') {
    const contract = {
      contractNumber: contractNumber.trim(),
      annualRatePpm: ppm(entries.rate),
      method: method ?? 'equalPrincipal',
      periodMonths,
      principalGracePeriods,
    };
    return approveLoan(loan, contract, key);
  }
  if (step === 'proposeRate')
    return changeLoan(loan.id, 'rate-changes', { from: on, annualRatePpm: ppm(entries.rate), reason: reason.trim() }, key);
  if (step === 'proposeExtension') return changeLoan(loan.id, 'extension', { on, addedPeriods, reason: reason.trim() }, key);
  return takeLoanStep(step, { reason: reason.trim() || undefined, amountFen: WAIVERS.includes(step) ? amountFen : undefined }, loan, key);
}

interface Props {
  readonly loan: Loan;
  readonly step: LoanNextStep;
  readonly onClose: () => void;
}

/** One step on the version that is on screen; what it needs is asked first. */
export function LoanStepDialog({ loan, step, onClose }: Props) {
  const t = useMessages(loanMessages);
  const language = useLanguage();
  const { message } = App.useApp();
  const changed = useLoanChanged();
  const [form] = Form.useForm<Entries>();
  const take = useCommand(
    (entries: Entries, key) => send(loan, step.step, entries, key),
    () => {
      void message.success(t('taken', { step: step[language] }));
      changed();
      onClose();
    },
  );
  return (
    <Modal
      open
      title={step[language]}
      okText={t('confirm')}
      cancelText={t('cancel')}
      confirmLoading={take.isPending}
      onOk={() => form.submit()}
      onCancel={onClose}
      destroyOnHidden
    >
      <div className="stack">
        <Form<Entries>
          form={form}
          layout="vertical"
          requiredMark={false}
          autoComplete="off"
          initialValues={{
            method: 'equalPrincipal',
            periodMonths: 3,
            principalGracePeriods: 0,
            ...(step.step === 'draw' ? { amountFen: loan.reservedFen } : {}),
          }}
          onFinish={(entries) => take.run(entries)}
        >
          <Fields step={step} loan={loan} />
          {WAIVERS.includes(step.step) ? <WaivedAmount step={step.step} penalty={loan.penalty} /> : null}
        </Form>
        {take.problem ? <ProblemView error={take.problem} /> : null}
      </div>
    </Modal>
  );
}

/** The sum of a waiver: what is owed bounds who asks, what was asked for bounds who grants. */
function WaivedAmount({ step, penalty: { owedFen, waiver } }: { readonly step: string; readonly penalty: Loan['penalty'] }) {
  const t = useMessages(loanPenaltyMessages);
  const isGrant = step === 'waivePenalty';
  const mostFen = isGrant ? (waiver?.grantableFen ?? owedFen) : owedFen;
  return (
    <Form.Item
      name="amountFen"
      label={t('waivedAmount')}
      extra={t(isGrant ? 'grantHint' : 'askHint', { most: formatYuan(mostFen) })}
      rules={[{ type: 'number', min: 1, max: mostFen, message: t('tooMuch', { most: formatYuan(mostFen) }) }]}
      style={{ marginTop: 16, marginBottom: 0 }}
    >
      <ScaledNumberField unit={t('yuan')} />
    </Form.Item>
  );
}

function Fields({ step: { step, reasonNeeded }, loan }: { readonly step: LoanNextStep; readonly loan: Loan }) {
  const t = useMessages(loanMessages);
  const words = useMessages(loanWordMessages);
  const needed = [{ required: true, message: t('need') }];
  const written = (least: number) => [{ required: true, whitespace: true, min: least, message: t('need') }];
  const rate: ReactNode = (
    <Form.Item name="rate" label={t('rate')} rules={needed}>
      <InputNumber min={0} max={100} precision={4} controls={false} suffix={t('percent')} style={{ width: '100%' }} />
    </Form.Item>
  );
  return (
    <>
      {step === 'approve' ? (
        <>
          <Form.Item name="contractNumber" label={t('contract')} rules={written(2)}>
            <Input maxLength={60} />
          </Form.Item>
          {rate}
          <Form.Item name="method" label={t('method')} rules={needed}>
            <Select options={repaymentMethods.map((value) => ({ value, label: words(`method_${value}`) }))} />
          </Form.Item>
          <Form.Item name="periodMonths" label={t('period')} rules={needed}>
            <Select options={([1, 3, 6, 12] as const).map((value) => ({ value, label: t(`every_${value}`) }))} />
          </Form.Item>
          <Form.Item
            name="principalGracePeriods"
            label={t('gracePeriods')}
            extra={t('graceHint', { months: loan.graceMonths })}
            rules={needed}
          >
            <InputNumber min={0} max={60} precision={0} style={{ width: '100%' }} />
          </Form.Item>
        </>
      ) : null}
      {MONEY[step] || step === 'proposeRate' || step === 'proposeExtension' ? (
        <Form.Item name="on" label={t(MONEY[step] ? 'on' : 'effective')} rules={needed}>
          <DateField />
        </Form.Item>
      ) : null}
      {step === 'proposeRate' ? rate : null}
      {step === 'proposeExtension' ? (
        <Form.Item
          name="addedPeriods"
          label={t('periods')}
          extra={t('periodsHint', { months: loan.mostExtensionMonths, period: loan.terms?.periodMonths ?? 0 })}
          rules={needed}
        >
          <InputNumber min={1} max={120} precision={0} style={{ width: '100%' }} />
        </Form.Item>
      ) : null}
      {MONEY[step] ? (
        <>
          <Form.Item name="amountFen" label={t('money')} rules={needed}>
            <ScaledNumberField unit={t('yuan')} />
          </Form.Item>
          <Form.Item name="reference" label={t('reference')} extra={t('referenceHint')} rules={written(1)}>
            <Input maxLength={60} />
          </Form.Item>
        </>
      ) : null}
      {reasonNeeded ? (
        <Form.Item name="reason" label={t('reason')} rules={written(2)} style={{ marginBottom: 0 }}>
          <Input.TextArea rows={3} maxLength={500} />
        </Form.Item>
      ) : null}
    </>
  );
}
