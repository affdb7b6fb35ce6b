import { App, Form, Input, Modal, Select } from 'antd';
import { useQueryClient } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { provideRiskFund, recordLenderBank, type LenderBank, type Provision } from '../../../api/finance/lender-banks.js';
import { useCommand } from '../../../api/useCommand.js';
import { DateField } from '../../../components/DateField.js';
import { ProblemView } from '../../../components/ProblemView.js';
import { ScaledNumberField } from '../../../components/ScaledNumberField.js';
import { useMessages } from '../../../i18n/messages.js';
import { useLanguage } from '../../../i18n/useLanguage.js';
import { lenderBanksMessages } from './lender-banks.messages.js';
import { useRiskFunds } from './useRiskFunds.js';
import { useLoanChanged } from './useLoans.js';

interface FrameProps<Entries extends object> {
  readonly title: string;
  readonly done: string;
  readonly send: (entries: Entries, idempotencyKey: string) => Promise<unknown>;
  readonly onClose: () => void;
  readonly children: ReactNode;
}

function Frame<Entries extends object>({ title, done, send, onClose, children }: FrameProps<Entries>) {
  const t = useMessages(lenderBanksMessages);
  const { message } = App.useApp();
  const changed = useLoanChanged();
  const client = useQueryClient();
  const [form] = Form.useForm<Entries>();
  const save = useCommand(send, () => {
    void message.success(done);
    changed();
    void client.invalidateQueries({ queryKey: ['money-orders'] });
    onClose();
  });
  return (
    <Modal
      open
      title={title}
      okText={t('save')}
      cancelText={t('cancel')}
      confirmLoading={save.isPending}
      onOk={() => form.submit()}
      onCancel={onClose}
      destroyOnHidden
    >
      <Form<Entries> form={form} layout="vertical" requiredMark={false} autoComplete="off" onFinish={(entries) => save.run(entries)}>
        {children}
      </Form>
      {save.problem ? <ProblemView error={save.problem} /> : null}
    </Modal>
  );
}

/** A bank that will lend, with an empty risk fund. */
export function RecordBankDialog({ onClose }: { readonly onClose: () => void }) {
  const t = useMessages(lenderBanksMessages);
  const written = [{ required: true, whitespace: true, min: 2, message: t('need') }];
  return (
    <Frame<{ code: string; nameZh: string; nameEn: string }>
      title={t('record')}
      done={t('recorded')}
      send={recordLenderBank}
      onClose={onClose}
    >
      <Form.Item
        name="code"
        label={t('code')}
        extra={t('codeHint')}
        rules={[{ required: true, pattern: /^[a-z]{2,20}$/, message: t('codeHint') }]}
      >
        <Input maxLength={20} />
      </Form.Item>
      <Form.Item name="nameZh" label={t('nameZh')} rules={written}>
        <Input maxLength={60} />
      </Form.Item>
      <Form.Item name="nameEn" label={t('nameEn')} rules={written}>
        <Input maxLength={100} />
      </Form.Item>
    </Frame>
  );
}

/** Money of the budget is to become a deposit at the bank: another person approves it. */
export function ProvideDialog({ bank, onClose }: { readonly bank: LenderBank; readonly onClose: () => void }) {
  const t = useMessages(lenderBanksMessages);
  const language = useLanguage();
  const funds = useRiskFunds();
  const needed = [{ required: true, message: t('need') }];
  const written = [{ required: true, whitespace: true, min: 2, message: t('need') }];
  return (
    <Frame<Provision>
      title={`${t('provide')} · ${language === 'zh' ? bank.nameZh : bank.nameEn}`}
      done={t('provided')}
      send={(provision, key) => provideRiskFund(bank.code, provision, key)}
      onClose={onClose}
    >
      <Form.Item name="fundCode" label={t('fund')} rules={needed}>
        <Select
          notFoundContent={t('noFund')}
          options={funds.map((fund) => ({ value: fund.code, label: language === 'zh' ? fund.nameZh : fund.nameEn }))}
        />
      </Form.Item>
      <Form.Item name="amountFen" label={t('amount')} rules={needed}>
        <ScaledNumberField unit={t('yuan')} />
      </Form.Item>
      <Form.Item name="on" label={t('on')} rules={needed}>
        <DateField />
      </Form.Item>
      <Form.Item name="sourceDocument" label={t('document')} rules={written}>
        <Input maxLength={200} />
      </Form.Item>
      <Form.Item name="reason" label={t('reason')} rules={written}>
        <Input maxLength={500} />
      </Form.Item>
    </Frame>
  );
}
