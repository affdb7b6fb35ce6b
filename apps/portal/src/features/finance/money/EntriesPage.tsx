import { useInfiniteQuery } from '@tanstack/react-query';
import { Button } from 'antd';
import { Link, useSearchParams } from 'react-router';
import { listEntries, type LedgerEntry } from '../../../api/finance/money.js';
import { Answer } from '../../../components/Answer.js';
import { DateField } from '../../../components/DateField.js';
import { EmptyState } from '../../../components/EmptyState.js';
import { MoreButton } from '../../../components/MoreButton.js';
import { PageHeader } from '../../../components/PageHeader.js';
import { StatusTag } from '../../../components/StatusTag.js';
import { formatYuan } from '../../../i18n/format.js';
import { useMessages } from '../../../i18n/messages.js';
import { useLanguage } from '../../../i18n/useLanguage.js';
import { useAreaName } from '../../areas/useDivisions.js';
import { claimPlace } from '../interest-claims/interest-claim-places.js';
import { lenderBanksPlace, loanPlace } from '../loans/loan-places.js';
import { batchPlace } from '../subsidies/subsidy-places.js';
import { MoneyTable } from './MoneyTable.js';
import { moneyMessages } from './money.messages.js';
import '../../../components/filter-row.css';

/** Entries behind a balance: what moved, why, and who posted it. */
export function EntriesPage() {
  const t = useMessages(moneyMessages);
  const language = useLanguage();
  const [search, setSearch] = useSearchParams();
  const [account, cause, from, to, knownOn] = ['account', 'cause', 'from', 'to', 'knownOn'].map((name) => search.get(name) ?? undefined);
  const query = useInfiniteQuery({
    queryKey: ['entries', account, cause, from, to, knownOn],
    queryFn: ({ pageParam, signal }) => listEntries({ account, cause, from, to, knownOn }, pageParam, signal),
    initialPageParam: undefined as number | undefined,
    getNextPageParam: (last) => last.nextBefore ?? undefined,
  });
  const choose = (name: string, value: string | undefined) =>
    setSearch(
      (known) => {
        if (value) known.set(name, value);
        else known.delete(name);
        return known;
      },
      { replace: true },
    );
  const line = query.data?.pages.flatMap(({ items }) => items.flatMap(({ lines }) => lines)).find((one) => one.account === account);
  return (
    <>
      <PageHeader
        title={t('entriesTitle')}
        lead={account && line ? t('entriesOf', { account: language === 'zh' ? line.nameZh : line.nameEn }) : t('entriesLead')}
        actions={
          <>
            {account || cause ? <Button onClick={() => setSearch({}, { replace: true })}>{t('allEntries')}</Button> : null}
            <Link to="/finance/ledger">{t('ledgerTitle')}</Link>
          </>
        }
      />
      <div className="filter-row no-print" role="search">
        <label className="row nowrap" style={{ flexWrap: 'nowrap' }}>
          {t('from')}
          <DateField aria-label={t('from')} value={from} onChange={(value) => choose('from', value)} />
        </label>
        <label className="row nowrap" style={{ flexWrap: 'nowrap' }}>
          {t('to')}
          <DateField aria-label={t('to')} value={to} onChange={(value) => choose('to', value)} />
        </label>
        <label className="row nowrap" style={{ flexWrap: 'nowrap' }}>
          {t('knownOn')}
          <DateField aria-label={t('knownOn')} value={knownOn} onChange={(value) => choose('knownOn', value)} />
        </label>
        {knownOn ? <Button onClick={() => choose('knownOn', undefined)}>{t('allKnown')}</Button> : null}
      </div>
      {knownOn ? <p>{t('knownOnSays', { day: knownOn })}</p> : null}
      <Answer query={query}>
        {({ pages }) =>
          pages[0]?.items.length === 0 ? (
            <div className="panel">
              <EmptyState title={t('noEntriesHere')}>{t('entriesLead')}</EmptyState>
            </div>
          ) : (
            <>
              {pages
                .flatMap(({ items }) => items)
                .map((entry) => (
                  <Entry key={entry.id} entry={entry} />
                ))}
              <MoreButton query={query} />
            </>
          )
        }
      </Answer>
    </>
  );
}

/** The record that made the entry; of several, the closest. */
function CauseLink({ cause: { batchId, claimId, loanId, fundCode, bankCode } }: Pick<LedgerEntry, 'cause'>) {
  const t = useMessages(moneyMessages);
  if (batchId) return <Link to={batchPlace(batchId)}>{t('toBatch')}</Link>;
  if (claimId) return <Link to={claimPlace(claimId)}>{t('toClaim')}</Link>;
  if (loanId) return <Link to={loanPlace(loanId)}>{t('toLoan')}</Link>;
  if (bankCode) return <Link to={lenderBanksPlace}>{t('toRiskFund')}</Link>;
  return fundCode ? <Link to={`/finance/budget?fund=${fundCode}`}>{t('toFund')}</Link> : null;
}

function Entry({ entry }: { readonly entry: LedgerEntry }) {
  const t = useMessages(moneyMessages);
  const language = useLanguage();
  const areaName = useAreaName();
  const { cause } = entry;
  const title = `${entry.on} ${t('entryNumber', { number: entry.number })} ${entry.text}`;
  return (
    <section className="panel" aria-label={title}>
      <div className="panel-head">
        <h2>{title}</h2>
        {entry.valueOn < entry.on ? <StatusTag tone="waiting">{t('happenedOn', { day: entry.valueOn })}</StatusTag> : null}
        {entry.reversedBy ? <StatusTag tone="quiet">{t('reversed')}</StatusTag> : null}
        {entry.reverses ? <StatusTag tone="waiting">{t('isReversal')}</StatusTag> : null}
      </div>
      <p className="soft">
        {[
          entry.accountName ? t('postedBy', { name: entry.accountName }) : t('postedBySystem'),
          cause.document,
          cause.reference ? t('bankReference', { reference: cause.reference }) : null,
        ]
          .filter(Boolean)
          .join(' · ')}{' '}
        <CauseLink cause={cause} />
      </p>
      <MoneyTable
        label={title}
        headings={[t('account'), t('area'), t('debit'), t('credit')]}
        rows={entry.lines.map((line, i) => ({
          key: String(i),
          cells: [
            language === 'zh' ? line.nameZh : line.nameEn,
            areaName(line.placeCode),
            line.amountFen > 0 ? formatYuan(line.amountFen) : '',
            line.amountFen < 0 ? formatYuan(-line.amountFen) : '',
          ],
        }))}
      />
    </section>
  );
}
