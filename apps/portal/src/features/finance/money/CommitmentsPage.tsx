import { useInfiniteQuery, useQuery } from '@tanstack/react-query';
import { Segmented } from 'antd';
import { Link, useSearchParams } from 'react-router';
import { listCommitments, readFund, type Commitment } from '../../../api/finance/money.js';
import { Answer } from '../../../components/Answer.js';
import { EmptyState } from '../../../components/EmptyState.js';
import { MoreButton } from '../../../components/MoreButton.js';
import { PageHeader } from '../../../components/PageHeader.js';
import { formatCount, formatYuan } from '../../../i18n/format.js';
import { useMessages } from '../../../i18n/messages.js';
import { useLanguage } from '../../../i18n/useLanguage.js';
import { useMay } from '../../../session.js';
import { useAreaName } from '../../areas/useDivisions.js';
import { lenderBanksPlace } from '../loans/loan-places.js';
import { batchPlace, subsidyPlace } from '../subsidies/subsidy-places.js';
import { causeEntriesPlace, fundPlace, type CommitmentState } from './fund-places.js';
import { MoneyTable } from './MoneyTable.js';
import { moneyMessages } from './money.messages.js';
import '../../../components/filter-row.css';

const stateWord = { committed: 'promisedOpen', spent: 'promisedSpent', released: 'released' } as const;

/** The records behind a figure of a fund: what is promised, to which place, in which batch, with which entries. */
export function CommitmentsPage() {
  const t = useMessages(moneyMessages);
  const language = useLanguage();
  const areaName = useAreaName();
  const may = useMay();
  const [search, setSearch] = useSearchParams();
  const [code, allotment] = [search.get('fund') ?? '', search.get('allotment') ?? undefined];
  const state = (search.get('state') as CommitmentState | null) ?? undefined;
  const fund = useQuery({ queryKey: ['funds', code], queryFn: ({ signal }) => readFund(code, signal) });
  const query = useInfiniteQuery({
    queryKey: ['commitments', code, allotment, state],
    queryFn: ({ pageParam, signal }) => listCommitments(code, { allotment, state }, pageParam, signal),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (last) => last.nextBefore ?? undefined,
  });
  const choose = (value: string) =>
    setSearch(
      (known) => {
        if (value === 'all') known.delete('state');
        else known.set('state', value);
        return known;
      },
      { replace: true },
    );
  const area = fund.data?.allotments.find(({ id }) => id === allotment)?.area;
  const name = fund.data ? (language === 'zh' ? fund.data.nameZh : fund.data.nameEn) : code;
  return (
    <>
      <PageHeader
        title={t('commitmentsTitle')}
        lead={[name, area ? areaName(area.padEnd(12, '0')) : null].filter(Boolean).join(' · ')}
        actions={<Link to={fundPlace(code)}>{t('toFund')}</Link>}
      />
      <div className="filter-row no-print">
        <Segmented
          value={state ?? 'all'}
          onChange={choose}
          options={[
            { value: 'all', label: t('promisedAll') },
            { value: 'open', label: t('promisedOpen') },
            { value: 'spent', label: t('promisedSpent') },
          ]}
        />
      </div>
      <Answer query={query}>
        {({ pages }) => (
          <section className="panel" aria-label={t('commitmentsTitle')}>
            <p>{t('promisedSum', { count: formatCount(pages[0]?.count ?? 0), sum: formatYuan(pages[0]?.sumFen ?? 0) })}</p>
            {pages[0]?.count === 0 ? (
              <EmptyState title={t('nothingPromised')}>{t('nothingPromisedHint')}</EmptyState>
            ) : (
              <MoneyTable
                label={t('commitmentsTitle')}
                headings={[t('promisedTo'), t('sumYuan'), t('state'), t('promisedOn'), t('batch'), t('entriesTitle')]}
                rows={pages
                  .flatMap(({ items }) => items)
                  .map((one) => ({
                    key: one.id,
                    cells: [
                      <CommitmentCause key="cause" commitment={one} place={areaName(one.villageCode ?? one.area.padEnd(12, '0'))} />,
                      formatYuan(one.amountFen),
                      t(stateWord[one.state]),
                      one.changedOn,
                      one.batch ? (
                        <Link key="batch" to={batchPlace(one.batch.id)}>
                          {t('batchNumber', { number: one.batch.number })}
                        </Link>
                      ) : (
                        '—'
                      ),
                      may('ledger.read') && (one.batch || one.cause.type === 'risk-fund-change') ? (
                        <Link key="entries" to={causeEntriesPlace(one.cause.id)}>
                          {t('showEntries')}
                        </Link>
                      ) : (
                        '—'
                      ),
                    ],
                  }))}
              />
            )}
            <MoreButton query={query} />
          </section>
        )}
      </Answer>
    </>
  );
}

/** What it is promised for, in words, and the way there. */
function CommitmentCause({ commitment: { cause }, place }: { readonly commitment: Commitment; readonly place: string }) {
  const t = useMessages(moneyMessages);
  const ways: Readonly<Record<string, readonly [string, string]>> = {
    'subsidy-application': [t('ofSubsidy'), subsidyPlace(cause.recordId)],
    claim: [t('ofClaim'), '/finance/claims'],
    'interest-claim-line': [t('ofInterest'), `/finance/interest-claims/${cause.recordId}`],
    'risk-fund-change': [t('ofRiskFund'), lenderBanksPlace],
  };
  const [word, to] = ways[cause.type] ?? [t('ofOther'), undefined];
  return (
    <>
      {place} {to ? <Link to={to}>{word}</Link> : word}
    </>
  );
}
