import { App, Button } from 'antd';
import { accountListTemplate, accountListTitles, takeAccountList } from '../../../api/finance/payments.js';
import { useCommand } from '../../../api/useCommand.js';
import { FileButton } from '../../../components/FileButton.js';
import { ProblemView } from '../../../components/ProblemView.js';
import { useMessages } from '../../../i18n/messages.js';
import { useQueryClient } from '@tanstack/react-query';
import { paymentMessages } from './payments.messages.js';

/** The bank's list of accounts for public money, taken whole or not at all. */
export function AccountListPanel() {
  const t = useMessages(paymentMessages);
  const { message } = App.useApp();
  const client = useQueryClient();
  const take = useCommand(
    (file: File, key) => takeAccountList(file, key),
    ({ rows, recorded, changed, unchanged }) => {
      void message.success(t('listTaken', { rows, recorded, changed, unchanged }), 10);
      for (const key of ['batch', 'payments']) void client.invalidateQueries({ queryKey: [key] });
    },
  );
  return (
    <section className="panel stack no-print" style={{ gap: 8 }} aria-label={t('accountList')}>
      <h2>{t('accountList')}</h2>
      <p className="soft">{t('listHint', { titles: accountListTitles })}</p>
      <div className="row">
        <FileButton text={t('takeList')} accept=".csv,.xlsx,text/csv" isBusy={take.isPending} onChosen={take.run} />
        <Button href={accountListTemplate}>{t('template')}</Button>
      </div>
      {take.problem ? <ProblemView error={take.problem} /> : null}
    </section>
  );
}
