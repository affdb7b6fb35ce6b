import { App, Form, Input, Modal } from 'antd';
import { useQueryClient } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { useCommand } from '../../../api/useCommand.js';
import { ProblemView } from '../../../components/ProblemView.js';
import { useMessages } from '../../../i18n/messages.js';
import { moneyFormMessages } from './money-form.messages.js';

interface Props<Entries extends object> {
  readonly title: string;
  readonly lead?: string;
  readonly done: string;
  readonly initial?: Partial<Entries>;
  /** Money is recorded with its document and the reason, in words the auditor reads. */
  readonly documented?: boolean;
  readonly send: (entries: Entries, idempotencyKey: string) => Promise<unknown>;
  readonly onClose: () => void;
  readonly children: ReactNode;
}

/** Something the county records about its money; what was recorded stays. */
export function RecordDialog<Entries extends object>(props: Props<Entries>) {
  const { title, lead, done, initial, documented = true, send, onClose, children } = props;
  const t = useMessages(moneyFormMessages);
  const { message } = App.useApp();
  const client = useQueryClient();
  const [form] = Form.useForm<Entries>();
  const save = useCommand(send, () => {
    void message.success(done);
    for (const key of ['money-orders', 'budget-years', 'funds', 'standard', 'trial-balance', 'entries', 'periods'])
      void client.invalidateQueries({ queryKey: [key] });
    onClose();
  });
  const written = (least: number) => [{ required: true, whitespace: true, min: least, message: t('need') }];
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
      {lead ? <p className="soft">{lead}</p> : null}
      <Form<Entries>
        form={form}
        layout="vertical"
        requiredMark={false}
        autoComplete="off"
        {...(initial ? { initialValues: initial } : {})}
        onFinish={(entries) => save.run(entries)}
      >
        {children}
        {documented ? (
          <>
            <Form.Item name="sourceDocument" label={t('document')} extra={t('documentHint')} rules={written(1)}>
              <Input maxLength={200} />
            </Form.Item>
            <Form.Item name="reason" label={t('reason')} rules={written(2)}>
              <Input maxLength={500} />
            </Form.Item>
          </>
        ) : null}
      </Form>
      {save.problem ? <ProblemView error={save.problem} /> : null}
    </Modal>
  );
}
