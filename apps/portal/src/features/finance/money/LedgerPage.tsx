import { useQuery } from '@tanstack/react-query';
import { Button } from 'antd';
import { useState } from 'react';
import { Link } from 'react-router';
import { readTrialBalance } from '../../../api/finance/money.js';
import { Answer } from '../../../components/Answer.js';
import { DateField } from '../../../components/DateField.js';
import { PageHeader } from '../../../components/PageHeader.js';
import { formatYuan } from '../../../i18n/format.js';
import { useMessages } from '../../../i18n/messages.js';
import { useLanguage } from '../../../i18n/useLanguage.js';
import { MoneyTable } from './MoneyTable.js';
import { moneyMessages } from './money.messages.js';
import '../../../components/filter-row.css';

/** The trial balance at the end of any day, as it is known now or was known on another. */
export function LedgerPage() {
  const t = useMessages(moneyMessages);
  const language = useLanguage();
  const [on, setOn] = useState<string>();
  const [knownOn, setKnownOn] = useState<string>();
  const query = useQuery({ queryKey: ['trial-balance', on, knownOn], queryFn: ({ signal }) => readTrialBalance(on, knownOn, signal) });
  return (
    <>
      <PageHeader
        title={t('ledgerTitle')}
        lead={t('ledgerLead')}
        actions={
          <>
            <Link to="/finance/ledger/entries">{t('entriesTitle')}</Link>
            <Link to="/finance/ledger/periods">{t('periodsTitle')}</Link>
            <Link to="/finance/ledger/statement">{t('statementTitle')}</Link>
          </>
        }
      />
      <div className="filter-row no-print" role="search">
        <label>
          <span className="soft">{t('on')}</span>
          <DateField aria-label={t('on')} value={on ?? query.data?.on} onChange={setOn} />
        </label>
        <label>
          <span className="soft">{t('knownOn')}</span>
          <DateField aria-label={t('knownOn')} value={knownOn} onChange={setKnownOn} />
        </label>
        {knownOn ? <Button onClick={() => setKnownOn(undefined)}>{t('allKnown')}</Button> : null}
      </div>
      <section className="panel" aria-label={t('ledgerTitle')}>
        <Answer query={query}>
          {({ accounts, debitFen, creditFen }) =>
            accounts.length === 0 ? (
              <p className="soft">{t('noEntries')}</p>
            ) : (
              <>
                {knownOn ? <p>{t('knownOnSays', { day: knownOn })}</p> : null}
                <p role="status">{t(debitFen === creditFen ? 'balanced' : 'unbalanced')}</p>
                <MoneyTable
                  label={t('ledgerTitle')}
                  headings={[t('account'), t('debit'), t('credit'), t('balance')]}
                  rows={accounts.map((account) => ({
                    key: account.code,
                    cells: [
                      <Link
                        key="entries"
                        to={`/finance/ledger/entries?${new URLSearchParams({ account: account.code, to: query.data?.on ?? '', ...(knownOn ? { knownOn } : {}) })}`}
                      >
                        {language === 'zh' ? account.nameZh : account.nameEn}
                      </Link>,
                      ...[account.debitFen, account.creditFen, account.balanceFen].map(formatYuan),
                    ],
                  }))}
                  foot={[t('sum'), formatYuan(debitFen), formatYuan(creditFen), formatYuan(debitFen - creditFen)]}
                />
              </>
            )
          }
        </Answer>
      </section>
    </>
  );
}
