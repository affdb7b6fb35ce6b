import { Button } from 'antd';
import { useState } from 'react';
import { Link } from 'react-router';
import type { LenderBank } from '../../../api/finance/lender-banks.js';
import { Answer } from '../../../components/Answer.js';
import { EmptyState } from '../../../components/EmptyState.js';
import { Facts } from '../../../components/Facts.js';
import { PageHeader } from '../../../components/PageHeader.js';
import { formatCount, formatYuan } from '../../../i18n/format.js';
import { useMessages, type Say } from '../../../i18n/messages.js';
import { useLanguage } from '../../../i18n/useLanguage.js';
import { useMay } from '../../../session.js';
import { MoneyOrders } from '../money/MoneyOrders.js';
import { MoneyTable } from '../money/MoneyTable.js';
import { ProvideDialog, RecordBankDialog } from './BankDialogs.js';
import { FundChanges } from './FundChanges.js';
import { lenderBanksMessages } from './lender-banks.messages.js';
import { loansIn, loansOf, loansPlace } from './loan-places.js';
import { loanWordMessages } from './loan-words.messages.js';
import { useLenderBanks } from './useLoans.js';

const percent = (bp: number): string => (bp / 100).toFixed(2);

/** Per bank: what the fund holds, how far it is used, what it still carries, and how loans are paid. */
export function LenderBanksPage() {
  const t = useMessages(lenderBanksMessages);
  const may = useMay();
  const query = useLenderBanks();
  const [recording, setRecording] = useState(false);
  return (
    <>
      <PageHeader
        title={t('title')}
        lead={t('lead')}
        actions={
          <>
            <Link to={loansPlace}>
              <Button>{t('loans')}</Button>
            </Link>
            {may('budget.write') ? (
              <Button type="primary" onClick={() => setRecording(true)}>
                {t('record')}
              </Button>
            ) : null}
          </>
        }
      />
      {may('budget.read') ? <MoneyOrders /> : null}
      <Answer query={query} rows={8}>
        {({ items }) =>
          items.length === 0 ? (
            <div className="panel">
              <EmptyState title={t('empty')}>{t('emptyNext')}</EmptyState>
            </div>
          ) : (
            <>
              {items.map((bank) => (
                <Bank key={bank.code} bank={bank} />
              ))}
            </>
          )
        }
      </Answer>
      {recording ? <RecordBankDialog onClose={() => setRecording(false)} /> : null}
    </>
  );
}

function Bank({ bank }: { readonly bank: LenderBank }) {
  const t = useMessages(lenderBanksMessages);
  const words = useMessages(loanWordMessages);
  const language = useLanguage();
  const may = useMay();
  const [providing, setProviding] = useState(false);
  const name = language === 'zh' ? bank.nameZh : bank.nameEn;
  const limit = bank.leverage * bank.balanceFen;
  const yuan = (fen: number): string => words('yuan', { amount: formatYuan(fen) });
  return (
    <section className="panel" aria-label={name}>
      <div className="panel-head">
        <h2>{name}</h2>
        {may('budget.write') ? <Button onClick={() => setProviding(true)}>{t('provide')}</Button> : null}
      </div>
      <div className="stack">
        <p role="status">{bank.stoppedSince ? t('stopped', { since: bank.stoppedSince }) : t('open')}</p>
        <Facts
          items={[
            { label: t('balance'), value: yuan(bank.balanceFen) },
            {
              label: t('exposure'),
              value: (
                <>
                  <Link to={loansOf(bank.code)}>{yuan(bank.exposureFen)}</Link>
                  {` · ${t('used', { percent: limit > 0 ? percent(Math.round((10_000 * bank.exposureFen) / limit)) : '0' })}`}
                </>
              ),
            },
            { label: t('room'), value: yuan(bank.roomFen) },
            { label: t('ratio'), value: t('ratioOf', { ratio: percent(bank.badRatioBp), stop: percent(bank.stopRatioBp) }) },
          ]}
        />
        <p className="soft">{t('terms', { leverage: bank.leverage, share: bank.shareBp / 100 })}</p>
        <h3>{t('buckets')}</h3>
        {bank.byBucket.length === 0 ? (
          <p className="soft">{t('noLoans')}</p>
        ) : (
          <MoneyTable
            label={t('buckets')}
            headings={[t('bucket'), t('count'), t('outstanding'), t('overdue')]}
            rows={bank.byBucket.map((row) => ({
              key: String(row.bucket),
              cells: [
                bucketName(bank, row.bucket, words),
                <Link key="loans" to={loansOf(bank.code, row.bucket)}>
                  {formatCount(row.loans)}
                </Link>,
                formatYuan(row.outstandingFen),
                formatYuan(row.overdueFen),
              ],
            }))}
          />
        )}
        {bank.byState.length > 0 ? (
          <>
            <h3>{t('states')}</h3>
            <MoneyTable
              label={t('states')}
              headings={[t('state'), t('count'), t('lent'), t('outstanding')]}
              rows={bank.byState.map((row) => ({
                key: row.state,
                cells: [
                  words(`state_${row.state}` as 'state_drawn'),
                  <Link key="loans" to={loansIn(bank.code, row.state)}>
                    {formatCount(row.loans)}
                  </Link>,
                  formatYuan(row.amountFen),
                  formatYuan(row.outstandingFen),
                ],
              }))}
            />
          </>
        ) : null}
        {bank.assessedOn ? <p className="soft">{t('assessed', { on: bank.assessedOn })}</p> : null}
        <FundChanges bank={bank.code} />
      </div>
      {providing ? <ProvideDialog bank={bank} onClose={() => setProviding(false)} /> : null}
    </section>
  );
}

function bucketName({ bucketDays }: LenderBank, bucket: number, words: Say<keyof typeof loanWordMessages.zh>): string {
  if (bucket === 0) return words('bucket_0');
  const from = (bucketDays[bucket - 2] ?? 0) + 1;
  const to = bucketDays[bucket - 1];
  return to === undefined ? words('bucketOpen', { from }) : words('bucket', { from, to });
}
