import { App, Button, Form, Input } from 'antd';
import { changeOwnPassword } from '../../../api/gateway/accounts.js';
import { useCommand } from '../../../api/useCommand.js';
import { ProblemView } from '../../../components/ProblemView.js';
import { useMessages } from '../../../i18n/messages.js';
import { myAccountMessages } from './my-account.messages.js';

interface Entries {
  present: string;
  fresh: string;
  again: string;
}

export function PasswordPanel() {
  const t = useMessages(myAccountMessages);
  const { modal } = App.useApp();
  const [form] = Form.useForm<Entries>();
  const change = useCommand(
    ({ present, fresh }: Entries, key) => changeOwnPassword({ presentPassword: present, password: fresh }, key),
    () => {
      form.resetFields();
      // Changing the password ends every session, this one too.
      modal.success({ title: t('changed'), onOk: () => window.location.assign('/') });
    },
  );
  return (
    <section className="panel" aria-label={t('password')}>
      <h2>{t('password')}</h2>
      <Form<Entries> form={form} layout="vertical" requiredMark={false} onFinish={change.run} style={{ maxWidth: 380 }}>
        <Form.Item name="present" label={t('present')} rules={[{ required: true, message: t('needed') }]}>
          <Input.Password autoComplete="current-password" />
        </Form.Item>
        <Form.Item name="fresh" label={t('fresh')} extra={t('freshHint')} rules={[{ required: true, min: 10, message: t('tooShort') }]}>
          <Input.Password autoComplete="new-password" />
        </Form.Item>
        <Form.Item
          name="again"
          label={t('again')}
          dependencies={['fresh']}
          rules={[
            { required: true, message: t('needed') },
            ({ getFieldValue }) => ({
              validator: (_, value: string | undefined) =>
                !value || value === getFieldValue('fresh') ? Promise.resolve() : Promise.reject(new Error(t('differ'))),
            }),
          ]}
        >
          <Input.Password autoComplete="new-password" />
        </Form.Item>
        <Button htmlType="submit" loading={change.isPending}>
          {t('change')}
        </Button>
      </Form>
      {change.problem ? <ProblemView error={change.problem} /> : null}
    </section>
  );
}
