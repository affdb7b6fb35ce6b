import { useQueryClient } from '@tanstack/react-query';
import { App, Button, Modal } from 'antd';
import { useState } from 'react';
import { resetAccount, setAccountEnabled, type AccountRow } from '../../../api/gateway/accounts.js';
import { useCommand } from '../../../api/useCommand.js';
import { ProblemView } from '../../../components/ProblemView.js';
import { useMessages } from '../../../i18n/messages.js';
import { componentMessages } from '../../../components/components.messages.js';
import { accountMessages } from './accounts.messages.js';

interface Props {
  readonly account: AccountRow;
  readonly onEdit: () => void;
  readonly onPassword: (password: string) => void;
}

type Asked = 'disable' | 'reset';

export function AccountActions({ account, onEdit, onPassword }: Props) {
  const t = useMessages(accountMessages);
  const c = useMessages(componentMessages);
  const { message } = App.useApp();
  const client = useQueryClient();
  const [asked, setAsked] = useState<Asked>();
  const act = useCommand(
    async (deed: Asked | 'enable', key): Promise<string | null> => {
      if (deed === 'reset') return (await resetAccount(account.id, key)).oneTimePassword;
      await setAccountEnabled(account.id, deed === 'enable', key);
      return null;
    },
    (password) => {
      setAsked(undefined);
      void message.success(t('saved'));
      void client.invalidateQueries({ queryKey: ['accounts'] });
      if (password) onPassword(password);
    },
  );
  return (
    <span className="row" style={{ gap: 4 }}>
      <Button size="small" type="link" onClick={onEdit}>
        {t('edit')}
      </Button>
      <Button size="small" type="link" onClick={() => setAsked('reset')}>
        {t('reset')}
      </Button>
      {account.status === 'enabled' ? (
        <Button size="small" type="link" onClick={() => setAsked('disable')}>
          {t('disable')}
        </Button>
      ) : (
        <Button size="small" type="link" loading={act.isPending} onClick={() => act.run('enable')}>
          {t('enable')}
        </Button>
      )}
      {asked ? (
        <Modal
          open
          title={t(`${asked}Title`, { name: account.name })}
          okText={t(asked)}
          cancelText={c('cancel')}
          confirmLoading={act.isPending}
          onOk={() => act.run(asked)}
          onCancel={() => {
            setAsked(undefined);
            act.forget();
          }}
        >
          <p>{t(`${asked}Text`)}</p>
          {act.problem ? <ProblemView error={act.problem} /> : null}
        </Modal>
      ) : act.problem ? (
        <ProblemView error={act.problem} />
      ) : null}
    </span>
  );
}
