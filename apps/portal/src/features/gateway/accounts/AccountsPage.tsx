import { useQuery } from '@tanstack/react-query';
import { Button, Modal, Table } from 'antd';
import { useState, type ReactNode } from 'react';
import { listAccounts, type AccountRow } from '../../../api/gateway/accounts.js';
import { Answer } from '../../../components/Answer.js';
import { CopyButton } from '../../../components/CopyButton.js';
import { EmptyState } from '../../../components/EmptyState.js';
import { PageHeader } from '../../../components/PageHeader.js';
import { StatusTag } from '../../../components/StatusTag.js';
import { useIsPhone } from '../../../components/useIsPhone.js';
import { formatInstant } from '../../../i18n/format.js';
import { useMessages } from '../../../i18n/messages.js';
import { useAreaName } from '../../areas/useDivisions.js';
import { AccountActions } from './AccountActions.js';
import { AccountDrawer } from './AccountDrawer.js';
import { accountMessages } from './accounts.messages.js';
import { isRole } from './exclusive-roles.js';

export function AccountsPage() {
  const t = useMessages(accountMessages);
  const isPhone = useIsPhone();
  const [open, setOpen] = useState<AccountRow | 'new'>();
  const [password, setPassword] = useState<string>();
  const query = useQuery({ queryKey: ['accounts'], queryFn: ({ signal }) => listAccounts(undefined, signal) });
  const actions = (account: AccountRow) => <AccountActions account={account} onEdit={() => setOpen(account)} onPassword={setPassword} />;
  return (
    <>
      <PageHeader
        title={t('title')}
        lead={t('lead')}
        actions={
          <Button type="primary" onClick={() => setOpen('new')}>
            {t('create')}
          </Button>
        }
      />
      <div className="panel">
        <Answer query={query} rows={8}>
          {({ items }) => {
            if (items.length === 0) return <EmptyState title={t('empty')} />;
            return isPhone ? <AccountCards items={items} actions={actions} /> : <AccountTable items={items} actions={actions} />;
          }}
        </Answer>
      </div>
      {open ? (
        <AccountDrawer account={open === 'new' ? undefined : open} onClose={() => setOpen(undefined)} onPassword={setPassword} />
      ) : null}
      <Modal
        open={password !== undefined}
        title={t('passwordTitle')}
        closable={false}
        footer={<Button onClick={() => setPassword(undefined)}>{t('close')}</Button>}
      >
        <p>{t('passwordText')}</p>
        <p className="row" style={{ fontSize: 18, marginTop: 8 }}>
          <code>{password}</code>
          <CopyButton text={password ?? ''} label={t('copy')} />
        </p>
      </Modal>
    </>
  );
}

interface ListProps {
  readonly items: readonly AccountRow[];
  readonly actions: (account: AccountRow) => ReactNode;
}

function useAccountWords() {
  const t = useMessages(accountMessages);
  const areaName = useAreaName();
  return {
    rolesOf: (account: AccountRow) => account.roles.map((role) => (isRole(role) ? t(`role_${role}`) : role)).join('、'),
    areaOf: (account: AccountRow) => (account.area.length === 6 ? t('county') : areaName(account.area)),
    status: (account: AccountRow) => (
      <StatusTag tone={account.status === 'enabled' ? 'done' : 'stopped'}>{t(`status_${account.status}`)}</StatusTag>
    ),
    lastSignIn: (account: AccountRow) => (account.lastSignInAt ? formatInstant(account.lastSignInAt) : t('never')),
  };
}

function AccountTable({ items, actions }: ListProps) {
  const t = useMessages(accountMessages);
  const words = useAccountWords();
  return (
    <Table<AccountRow>
      size="small"
      pagination={false}
      rowKey="id"
      dataSource={[...items]}
      columns={[
        { title: t('name'), dataIndex: 'name' },
        { title: t('userName'), dataIndex: 'userName' },
        { title: t('roles'), render: (_: unknown, account) => words.rolesOf(account) },
        { title: t('area'), render: (_: unknown, account) => words.areaOf(account) },
        { title: t('secondFactor'), render: (_: unknown, account) => t(account.secondFactor ? 'enrolled' : 'notEnrolled') },
        { title: t('lastSignIn'), render: (_: unknown, account) => <span className="nowrap">{words.lastSignIn(account)}</span> },
        { title: t('status'), render: (_: unknown, account) => words.status(account) },
        { title: t('edit'), render: (_: unknown, account) => actions(account) },
      ]}
    />
  );
}

function AccountCards({ items, actions }: ListProps) {
  const words = useAccountWords();
  return (
    <ul className="plain-list divided">
      {items.map((account) => (
        <li key={account.id}>
          <div className="row" style={{ justifyContent: 'space-between' }}>
            <strong>
              {account.name} <span className="soft">{account.userName}</span>
            </strong>
            {words.status(account)}
          </div>
          <p>
            {words.rolesOf(account)} · {words.areaOf(account)}
          </p>
          <p className="soft">{words.lastSignIn(account)}</p>
          {actions(account)}
        </li>
      ))}
    </ul>
  );
}
