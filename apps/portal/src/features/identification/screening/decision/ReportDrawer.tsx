import { App, Button, Drawer, Form, Input } from 'antd';
import { reportDoubt, type ReportedDoubt, type Subject } from '../../../../api/identification/screening.js';
import { useCommand } from '../../../../api/useCommand.js';
import { ProblemView } from '../../../../components/ProblemView.js';
import { useMessages } from '../../../../i18n/messages.js';
import { useVerdictChanged } from '../useVerdict.js';
import { decisionMessages } from './decision.messages.js';

interface Entries {
  readonly doubt: string;
  readonly name?: string;
  readonly contact?: string;
}

const orNull = (text: string | undefined): string | null => text?.trim() || null;

/** What somebody reports about a household; who it was is for the confirming role only. */
export function ReportDrawer({ subject, onClose }: { readonly subject: Subject; readonly onClose: () => void }) {
  const t = useMessages(decisionMessages);
  const { message } = App.useApp();
  const changed = useVerdictChanged();
  const [form] = Form.useForm<Entries>();
  const save = useCommand(
    (report: ReportedDoubt, key) => reportDoubt(subject, report, key),
    () => {
      void message.success(t('reported'));
      changed();
      onClose();
    },
  );
  return (
    <Drawer
      open
      onClose={onClose}
      size={520}
      title={t('reportTitle')}
      mask={{ closable: false }}
      footer={
        <Button type="primary" loading={save.isPending} onClick={() => form.submit()}>
          {t('reportSubmit')}
        </Button>
      }
    >
      <div className="stack">
        <p className="soft">{t('reportLead')}</p>
        <Form<Entries>
          form={form}
          layout="vertical"
          requiredMark={false}
          onFinish={({ doubt, name, contact }) =>
            save.run({ doubt: doubt.trim(), reporter: { name: orNull(name), contact: orNull(contact) } })
          }
        >
          <Form.Item
            name="doubt"
            label={t('doubt')}
            rules={[{ required: true, whitespace: true, min: 5, message: t('doubtNeeded', { count: 5 }) }]}
          >
            <Input.TextArea rows={5} maxLength={2000} />
          </Form.Item>
          <Form.Item name="name" label={t('reporterName')}>
            <Input maxLength={50} autoComplete="off" />
          </Form.Item>
          <Form.Item name="contact" label={t('reporterContact')}>
            <Input maxLength={50} autoComplete="off" />
          </Form.Item>
        </Form>
        {save.problem ? <ProblemView error={save.problem} /> : null}
      </div>
    </Drawer>
  );
}
