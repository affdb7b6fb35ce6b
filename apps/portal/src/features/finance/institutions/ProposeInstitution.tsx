import { App, Form, Input, Modal, Select } from 'antd';
import { premiumSchemes } from '../../../api/finance/claims.js';
import { proposeInstitution, type NewInstitution, type PayeeInstitution } from '../../../api/finance/institutions.js';
import { useCommand } from '../../../api/useCommand.js';
import { DateField } from '../../../components/DateField.js';
import { ProblemView } from '../../../components/ProblemView.js';
import { useMessages } from '../../../i18n/messages.js';
import { institutionMessages } from './institutions.messages.js';

interface Props {
  /** What is in use of a known one; its account number is typed anew. */
  readonly known?: PayeeInstitution | undefined;
  readonly onDone: () => void;
  readonly onClose: () => void;
}

type Entries = Omit<NewInstitution, 'validTo'> & { readonly validTo?: string | null };

export function ProposeInstitution({ known, onDone, onClose }: Props) {
  const t = useMessages(institutionMessages);
  const { message } = App.useApp();
  const [form] = Form.useForm<Entries>();
  const send = useCommand(proposeInstitution, () => {
    void message.success(t('proposed'));
    onDone();
  });
  const needed = [{ required: true, message: t('need') }];
  const text = [{ required: true, whitespace: true, message: t('need') }];
  return (
    <Modal
      open
      title={known ? `${t('change')} · ${known.name}` : t('propose')}
      okText={t('ok')}
      cancelText={t('cancel')}
      confirmLoading={send.isPending}
      onOk={() => form.submit()}
      onCancel={onClose}
      destroyOnHidden
    >
      <Form<Entries>
        form={form}
        layout="vertical"
        requiredMark={false}
        autoComplete="off"
        {...(known ? { initialValues: inUse(known) } : {})}
        onFinish={({ validTo, ...entries }) => send.run({ ...entries, ...(validTo ? { validTo } : {}) })}
      >
        <Form.Item name="creditCode" label={t('code')} extra={t('codeHint')} rules={text}>
          <Input maxLength={40} readOnly={known !== undefined} />
        </Form.Item>
        <Form.Item name="name" label={t('name')} extra={t('nameHint')} rules={text}>
          <Input maxLength={30} />
        </Form.Item>
        <Form.Item name="schemes" label={t('schemes')} rules={needed}>
          <Select mode="multiple" options={premiumSchemes.map((value) => ({ value, label: t(value) }))} />
        </Form.Item>
        <Form.Item name="bankName" label={t('bankName')} rules={text}>
          <Input maxLength={60} />
        </Form.Item>
        <Form.Item name="accountNumber" label={t('accountNumber')} rules={text}>
          <Input maxLength={40} inputMode="numeric" />
        </Form.Item>
        <Form.Item name="validFrom" label={t('from')} rules={needed}>
          <DateField />
        </Form.Item>
        <Form.Item name="validTo" label={t('to')}>
          <DateField />
        </Form.Item>
        <Form.Item name="sourceDocument" label={t('document')} extra={t('documentHint')} rules={text}>
          <Input maxLength={200} />
        </Form.Item>
        <Form.Item name="reason" label={t('reason')} rules={[...text, { min: 2, message: t('need') }]}>
          <Input maxLength={500} />
        </Form.Item>
      </Form>
      {send.problem ? <ProblemView error={send.problem} /> : null}
    </Modal>
  );
}

const inUse = ({ creditCode, name, schemes, bankName, validFrom, validTo }: PayeeInstitution): Partial<Entries> => ({
  ...{ creditCode, name, schemes: schemes.map(({ code }) => code), bankName, validFrom },
  ...(validTo ? { validTo } : {}),
});
