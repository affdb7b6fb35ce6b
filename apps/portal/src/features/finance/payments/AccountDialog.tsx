import { App, Form, Input, Modal } from 'antd';
import { setPaymentAccount, type NewPaymentAccount, type Payment } from '../../../api/finance/payments.js';
import { useCommand } from '../../../api/useCommand.js';
import { ProblemView } from '../../../components/ProblemView.js';
import { useMessages } from '../../../i18n/messages.js';
import { useQueryClient } from '@tanstack/react-query';
import { paymentMessages } from './payments.messages.js';

interface Props {
  readonly payment: Payment;
  readonly onClose: () => void;
}

/** The household's account for public money; the one before is closed and kept. */
export function AccountDialog({ payment, onClose }: Props) {
  const t = useMessages(paymentMessages);
  const { message } = App.useApp();
  const client = useQueryClient();
  const [form] = Form.useForm<Omit<NewPaymentAccount, 'householdId'>>();
  const save = useCommand(
    (account: NewPaymentAccount, key) => setPaymentAccount(account, key),
    () => {
      void message.success(t('accountSaved'));
      for (const key of ['batch', 'payments']) void client.invalidateQueries({ queryKey: [key] });
      onClose();
    },
  );
  const fields = ['bankName', 'accountNumber', 'holderName', 'sourceDocument', 'reason'] as const;
  const labels = {
    bankName: 'bankName',
    accountNumber: 'accountNumber',
    holderName: 'holder',
    sourceDocument: 'document',
    reason: 'why',
  } as const;
  return (
    <Modal
      open
      title={`${t('setAccount')} · ${payment.headName}`}
      okText={t('ok')}
      cancelText={t('close')}
      confirmLoading={save.isPending}
      onOk={() => form.submit()}
      onCancel={onClose}
      destroyOnHidden
    >
      <Form
        form={form}
        layout="vertical"
        requiredMark={false}
        autoComplete="off"
        initialValues={{ holderName: payment.headName }}
        onFinish={(entries) => save.run({ ...entries, householdId: payment.householdId })}
      >
        {fields.map((name) => (
          <Form.Item key={name} name={name} label={t(labels[name])} rules={[{ required: true, whitespace: true, message: t('need') }]}>
            <Input maxLength={200} {...(name === 'accountNumber' ? { inputMode: 'numeric' as const } : {})} />
          </Form.Item>
        ))}
      </Form>
      {save.problem ? <ProblemView error={save.problem} /> : null}
    </Modal>
  );
}
