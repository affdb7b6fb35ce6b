import { useQueryClient } from '@tanstack/react-query';
import { App, Button, Drawer, Form, Input } from 'antd';
import { changeAccount, createAccount, type AccountRow } from '../../../api/gateway/accounts.js';
import { useCommand } from '../../../api/useCommand.js';
import { ProblemView } from '../../../components/ProblemView.js';
import { useMessages } from '../../../i18n/messages.js';
import { useSession } from '../../../session.js';
import { AreaCascader } from '../../areas/AreaCascader.js';
import { accountMessages } from './accounts.messages.js';
import { isRole, type Role } from './exclusive-roles.js';
import { RolesField } from './RolesField.js';

interface Entries {
  userName: string;
  name: string;
  roles: readonly Role[];
  area?: string;
  bank?: string | null;
}

interface Props {
  /** Absent: a new account. */
  readonly account: AccountRow | undefined;
  readonly onClose: () => void;
  readonly onPassword: (password: string) => void;
}

export function AccountDrawer({ account, onClose, onPassword }: Props) {
  const t = useMessages(accountMessages);
  const session = useSession();
  const { message } = App.useApp();
  const client = useQueryClient();
  const [form] = Form.useForm<Entries>();
  const roles: readonly string[] = Form.useWatch('roles', form) ?? account?.roles ?? [];
  const save = useCommand(
    async (entries: Entries, key): Promise<string | null> => {
      const area = entries.area ?? session.account.area;
      const bank = entries.roles.includes('bank-clerk') ? (entries.bank ?? '').trim() : null;
      if (account) {
        await changeAccount(account.id, { name: entries.name.trim(), roles: entries.roles, area, bank }, account.version, key);
        return null;
      }
      const created = await createAccount(
        {
          userName: entries.userName.trim(),
          name: entries.name.trim(),
          department: session.account.department,
          roles: entries.roles,
          area,
          ...(bank ? { bank } : {}),
        },
        key,
      );
      return created.oneTimePassword;
    },
    (password) => {
      void message.success(t('saved'));
      void client.invalidateQueries({ queryKey: ['accounts'] });
      onClose();
      if (password) onPassword(password);
    },
  );
  return (
    <Drawer
      open
      onClose={onClose}
      size={480}
      title={t(account ? 'edit' : 'create')}
      footer={
        <div className="row">
          <Button type="primary" loading={save.isPending} onClick={() => form.submit()}>
            {t('save')}
          </Button>
          <Button onClick={onClose}>{t('cancel')}</Button>
        </div>
      }
    >
      <Form<Entries>
        form={form}
        layout="vertical"
        requiredMark={false}
        autoComplete="off"
        onFinish={save.run}
        initialValues={account ? { ...account, roles: account.roles.filter(isRole) } : { roles: [] }}
      >
        {account ? null : (
          <Form.Item
            name="userName"
            label={t('userName')}
            extra={t('userNameHint')}
            rules={[{ required: true, pattern: /^[a-z0-9][a-z0-9._-]{2,39}$/, message: t('userNameWrong') }]}
          >
            <Input maxLength={40} autoComplete="off" />
          </Form.Item>
        )}
        <Form.Item name="name" label={t('name')} rules={[{ required: true, whitespace: true, message: t('nameNeeded') }]}>
          <Input maxLength={60} />
        </Form.Item>
        <Form.Item name="roles" label={t('roles')} rules={[{ required: true, type: 'array', min: 1, message: t('rolesNeeded') }]}>
          <RolesField />
        </Form.Item>
        {roles.includes('bank-clerk') ? (
          <Form.Item
            name="bank"
            label={t('bank')}
            extra={t('bankHint')}
            rules={[{ required: true, pattern: /^[a-z]{2,20}$/, message: t('bankHint') }]}
          >
            <Input maxLength={20} autoComplete="off" />
          </Form.Item>
        ) : null}
        <Form.Item name="area" label={t('area')}>
          <AreaCascader />
        </Form.Item>
      </Form>
      {save.problem ? <ProblemView error={save.problem} /> : null}
    </Drawer>
  );
}
