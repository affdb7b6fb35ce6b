import { Form, Input, Modal } from 'antd';
import type { ReactNode } from 'react';
import type { Problem } from '../api/problem.js';
import { useMessages } from '../i18n/messages.js';
import { componentMessages } from './components.messages.js';
import { ProblemView } from './ProblemView.js';

interface Props {
  readonly open: boolean;
  readonly title: string;
  readonly confirm: string;
  readonly label?: string;
  readonly hint?: string;
  readonly required?: boolean;
  readonly shortest?: number;
  readonly isPending: boolean;
  readonly problem: Problem | undefined;
  readonly onConfirm: (reason: string) => void;
  readonly onClose: () => void;
  readonly children?: ReactNode;
}

/** A deed that needs words: the reason is asked for before, the refusal shown in place. */
export function ReasonDialog({
  open,
  title,
  confirm,
  label,
  hint,
  required = true,
  shortest = 2,
  isPending,
  problem,
  onConfirm,
  onClose,
  children,
}: Props) {
  const t = useMessages(componentMessages);
  const [form] = Form.useForm<{ reason?: string }>();
  return (
    <Modal
      open={open}
      title={title}
      okText={confirm}
      cancelText={t('cancel')}
      confirmLoading={isPending}
      onOk={() => form.submit()}
      onCancel={onClose}
      destroyOnHidden
    >
      <div className="stack">
        {children}
        <Form
          form={form}
          layout="vertical"
          requiredMark={false}
          preserve={false}
          onFinish={({ reason }) => onConfirm((reason ?? '').trim())}
        >
          <Form.Item
            name="reason"
            label={label ?? t('reason')}
            extra={hint ?? t('reasonHint')}
            rules={required ? [{ required: true, whitespace: true, min: shortest, message: t('reasonNeeded', { count: shortest }) }] : []}
            style={{ marginBottom: 0 }}
          >
            <Input.TextArea rows={3} maxLength={500} autoFocus />
          </Form.Item>
        </Form>
        {problem ? <ProblemView error={problem} /> : null}
      </div>
    </Modal>
  );
}
