import { useQuery } from '@tanstack/react-query';
import { Button } from 'antd';
import { readOwnAccount } from '../../../api/gateway/accounts.js';
import { signOutEverywhere } from '../../../api/gateway/session.js';
import { useCommand } from '../../../api/useCommand.js';
import { Answer } from '../../../components/Answer.js';
import { Facts } from '../../../components/Facts.js';
import { PageHeader } from '../../../components/PageHeader.js';
import { ProblemView } from '../../../components/ProblemView.js';
import { useMessages } from '../../../i18n/messages.js';
import { useDepartmentName } from '../../../layout/departments.js';
import { useSession } from '../../../session.js';
import { accountMessages } from '../accounts/accounts.messages.js';
import { isRole } from '../accounts/exclusive-roles.js';
import { myAccountMessages } from './my-account.messages.js';
import { PasswordPanel } from './PasswordPanel.js';
import { TotpPanel } from './TotpPanel.js';

export function MyAccountPage() {
  const t = useMessages(myAccountMessages);
  const roleNames = useMessages(accountMessages);
  const nameOf = useDepartmentName();
  const { account } = useSession();
  const query = useQuery({ queryKey: ['own-account'], queryFn: ({ signal }) => readOwnAccount(signal) });
  const leave = useCommand(
    (_: undefined, key) => signOutEverywhere(key),
    () => window.location.assign('/'),
  );
  return (
    <>
      <PageHeader title={t('title')} />
      <section className="panel" aria-label={t('who')}>
        <h2>{t('who')}</h2>
        <Facts
          items={[
            { label: t('name'), value: account.name },
            { label: t('userName'), value: query.data?.userName ?? '—' },
            { label: t('department'), value: nameOf(account.department) },
            { label: t('roles'), value: account.roles.map((role) => (isRole(role) ? roleNames(`role_${role}`) : role)).join('、') },
            { label: t('area'), value: account.areaName },
          ]}
        />
      </section>
      <PasswordPanel />
      <Answer query={query} rows={2}>
        {(own) => <TotpPanel account={own} />}
      </Answer>
      <section className="panel" aria-label={t('everywhere')}>
        <h2>{t('everywhere')}</h2>
        <p>{t('everywhereText')}</p>
        <Button style={{ marginTop: 8 }} loading={leave.isPending} onClick={() => leave.run(undefined)}>
          {t('everywhereDo')}
        </Button>
        {leave.problem ? <ProblemView error={leave.problem} /> : null}
      </section>
    </>
  );
}
