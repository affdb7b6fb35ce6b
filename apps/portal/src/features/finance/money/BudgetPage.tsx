import { useQuery } from '@tanstack/react-query';
import { Button } from 'antd';
import { useState } from 'react';
import { Link, useSearchParams } from 'react-router';
import { listBudgetYears, listFunds, readFund, readStandard, type BudgetYear, type Fund } from '../../../api/finance/money.js';
import { Answer } from '../../../components/Answer.js';
import { PageHeader } from '../../../components/PageHeader.js';
import { formatCount, formatYuan } from '../../../i18n/format.js';
import { useMessages } from '../../../i18n/messages.js';
import { useLanguage } from '../../../i18n/useLanguage.js';
import { useMay } from '../../../session.js';
import { useAreaName } from '../../areas/useDivisions.js';
import { CapacityHistory } from './CapacityHistory.js';
import { CapacityDialog } from './CapacityDialog.js';
import { FundBars } from './FundBars.js';
import { FundDialog } from './FundDialog.js';
import { commitmentsPlace, fundEntriesPlace, fundPlace } from './fund-places.js';
import { AllotDialog, ChangeFundDialog } from './FundMoneyDialog.js';
import { moneyFormMessages } from './money-form.messages.js';
import { MoneyOrders } from './MoneyOrders.js';
import { MoneyTable } from './MoneyTable.js';
import { moneyMessages } from './money.messages.js';
import { WaitingMoney } from './WaitingMoney.js';

const yuan = (fen: number | null): string => (fen === null ? '—' : formatYuan(fen));

/** Where the money comes from, where it may be used, how much is promised and how much is paid. */
export function BudgetPage() {
  const t = useMessages(moneyMessages);
  const language = useLanguage();
  const forms = useMessages(moneyFormMessages);
  const may = useMay();
  const [search, setSearch] = useSearchParams();
  const code = search.get('fund') ?? undefined;
  const setCode = (fund: string) => setSearch({ fund });
  const [recording, setRecording] = useState<'capacity' | 'fund'>();
  const [history, setHistory] = useState<number>();
  const close = () => setRecording(undefined);
  const years = useQuery({ queryKey: ['budget-years'], queryFn: ({ signal }) => listBudgetYears(signal) });
  const funds = useQuery({ queryKey: ['funds'], queryFn: ({ signal }) => listFunds(signal) });
  const rule = ({ isMet }: BudgetYear) => t(isMet === null ? 'unknown' : isMet ? 'met' : 'notMet');
  return (
    <>
      <PageHeader
        title={t('budgetTitle')}
        lead={t('budgetLead')}
        actions={
          may('budget.write') ? (
            <>
              <Button onClick={() => setRecording('capacity')}>{forms('recordCapacity')}</Button>
              <Button type="primary" disabled={!funds.data} onClick={() => setRecording('fund')}>
                {forms('newFund')}
              </Button>
            </>
          ) : null
        }
      />
      {history === undefined ? null : <CapacityHistory year={history} onClose={() => setHistory(undefined)} />}
      {recording === 'capacity' ? <CapacityDialog onClose={close} /> : null}
      {recording === 'fund' ? <FundDialog known={funds.data?.items ?? []} onCreated={setCode} onClose={close} /> : null}
      <MoneyOrders />
      <section className="panel" aria-label={t('years')}>
        <h2>{t('years')}</h2>
        <Answer query={years}>
          {({ items }) =>
            items.length === 0 ? (
              <p className="soft">{t('noYears')}</p>
            ) : (
              <>
                <MoneyTable
                  label={t('years')}
                  headings={[t('year'), t('capacity'), t('newCapacity'), t('required'), t('provided'), t('rule')]}
                  rows={items.map((year) => ({
                    key: String(year.year),
                    cells: [
                      String(year.year),
                      <span key="capacity">
                        {yuan(year.capacityFen)}{' '}
                        {year.revisions > 0 ? (
                          <Button size="small" aria-label={t('historyOf', { year: year.year })} onClick={() => setHistory(year.year)}>
                            {t('history')}
                          </Button>
                        ) : null}
                      </span>,
                      yuan(year.newCapacityFen),
                      yuan(year.requiredFen),
                      year.paidBackFen > 0
                        ? t('providedAndBack', { provided: yuan(year.providedFen), back: yuan(year.paidBackFen) })
                        : yuan(year.providedFen),
                      rule(year),
                    ],
                  }))}
                />
                <Earmarks years={items} />
              </>
            )
          }
        </Answer>
      </section>
      <section className="panel" aria-label={t('funds')}>
        <h2>{t('funds')}</h2>
        <Answer query={funds}>
          {({ items }) =>
            items.length === 0 ? (
              <p className="soft">{t('noFunds')}</p>
            ) : (
              <MoneyTable
                label={t('funds')}
                headings={[t('fund'), t('amount'), t('allotted'), t('committed'), t('spent'), t('allotments')]}
                rows={items.map((fund: Fund) => ({
                  key: fund.code,
                  cells: [
                    language === 'zh' ? fund.nameZh : fund.nameEn,
                    may('ledger.read') ? (
                      <Link key="amount" to={fundEntriesPlace(fund.code)}>
                        {yuan(fund.amountFen)}
                      </Link>
                    ) : (
                      yuan(fund.amountFen)
                    ),
                    <Link key="allotted" to={fundPlace(fund.code)}>
                      {yuan(fund.allottedFen)}
                    </Link>,
                    <Link key="committed" to={commitmentsPlace(fund.code)}>
                      {yuan(fund.committedFen)}
                    </Link>,
                    <Link key="spent" to={commitmentsPlace(fund.code, { state: 'spent' })}>
                      {yuan(fund.spentFen)}
                    </Link>,
                    <Button key="open" size="small" aria-pressed={code === fund.code} onClick={() => setCode(fund.code)}>
                      {t('open')}
                    </Button>,
                  ],
                }))}
              />
            )
          }
        </Answer>
      </section>
      {code ? <OneFund key={code} code={code} /> : null}
    </>
  );
}

/** What is set aside for one purpose in each year, by the document of that year. */
function Earmarks({ years }: { readonly years: readonly BudgetYear[] }) {
  const t = useMessages(moneyMessages);
  const rows = years.flatMap(({ year, earmarks }) => earmarks.map((one) => ({ year, ...one })));
  if (rows.length === 0) return null;
  return (
    <>
      <h3 style={{ marginTop: 16 }}>{t('earmarks')}</h3>
      <MoneyTable
        label={t('earmarks')}
        headings={[t('earmark'), t('year'), t('required'), t('provided'), t('rule')]}
        rows={rows.map(({ year, purpose, requiredFen, providedFen, isMet }) => ({
          key: `${year} ${purpose}`,
          cells: [
            t(purpose),
            String(year),
            yuan(requiredFen),
            yuan(providedFen),
            isMet === null ? t('noEarmark') : isMet ? t('met') : t('earmarkMissing', { missing: yuan((requiredFen ?? 0) - providedFen) }),
          ],
        }))}
      />
    </>
  );
}

/** One fund: where it may be used and where its money came from. */
function OneFund({ code }: { readonly code: string }) {
  const t = useMessages(moneyMessages);
  const forms = useMessages(moneyFormMessages);
  const language = useLanguage();
  const areaName = useAreaName();
  const may = useMay();
  const [recording, setRecording] = useState<'change' | 'allot'>();
  const close = () => setRecording(undefined);
  const query = useQuery({ queryKey: ['funds', code], queryFn: ({ signal }) => readFund(code, signal) });
  return (
    <section className="panel" aria-label={t('allotments')}>
      <Answer query={query}>
        {(fund) => (
          <>
            <div className="panel-head">
              <h2>
                {t('allotments')} · {language === 'zh' ? fund.nameZh : fund.nameEn}
              </h2>
              {may('budget.write') ? (
                <span className="row no-print">
                  <Button onClick={() => setRecording('change')}>{forms('changeFund')}</Button>
                  <Button type="primary" disabled={fund.amountFen <= fund.allottedFen} onClick={() => setRecording('allot')}>
                    {forms('allot')}
                  </Button>
                </span>
              ) : null}
            </div>
            <FundBars fund={fund} />
            {fund.purpose === 'industry' ? <Standard year={fund.year} amountFen={fund.amountFen} /> : null}
            <WaitingMoney fund={fund} />
            {fund.allotments.length === 0 ? (
              <p className="soft">{t('noAllotments')}</p>
            ) : (
              <MoneyTable
                label={t('allotments')}
                headings={[t('area'), t('amount'), t('committed'), t('spent'), t('left')]}
                rows={fund.allotments.map((one) => ({
                  key: one.id,
                  cells: [
                    areaName(one.area.padEnd(12, '0')),
                    yuan(one.amountFen),
                    <Link key="committed" to={commitmentsPlace(code, { allotment: one.id })}>
                      {yuan(one.committedFen)}
                    </Link>,
                    <Link key="spent" to={commitmentsPlace(code, { allotment: one.id, state: 'spent' })}>
                      {yuan(one.spentFen)}
                    </Link>,
                    yuan(one.leftFen),
                  ],
                }))}
              />
            )}
            <h3 style={{ marginTop: 16 }}>{t('changes')}</h3>
            {fund.changes.length === 0 ? (
              <p className="soft">{t('noChanges')}</p>
            ) : (
              <ul className="plain-list divided">
                {fund.changes.map((change) => (
                  <li key={`${change.recordedAt} ${change.amountFen}`} className="row" style={{ justifyContent: 'space-between' }}>
                    <span>
                      {change.on} {change.sourceDocument} <span className="soft">{[change.reason, change.by].join(' · ')}</span>
                    </span>
                    <strong className="nowrap">{yuan(change.amountFen)}</strong>
                  </li>
                ))}
              </ul>
            )}
            {recording === 'change' ? <ChangeFundDialog fund={fund} onClose={close} /> : null}
            {recording === 'allot' ? <AllotDialog fund={fund} onClose={close} /> : null}
          </>
        )}
      </Answer>
    </section>
  );
}

/** What the standard of the industry fund asks for, beside what there is. */
function Standard({ year, amountFen }: { readonly year: number; readonly amountFen: number }) {
  const t = useMessages(moneyMessages);
  const query = useQuery({ queryKey: ['standard', year], queryFn: ({ signal }) => readStandard(year, signal) });
  return (
    <Answer query={query}>
      {(standard) => (
        <p>
          {t('standard', {
            villages: standard.poorVillages,
            households: standard.eligibleHouseholds,
            total: yuan(standard.totalFen),
            outside: standard.outsideHouseholds,
          })}{' '}
          <strong>
            {amountFen < standard.totalFen ? t('belowStandard', { missing: yuan(standard.totalFen - amountFen) }) : t('reachesStandard')}
          </strong>{' '}
          <span className="soft">
            {t('asOf', { day: standard.statusOn })}
            {standard.notRecorded > 0 ? t('notRecorded', { count: formatCount(standard.notRecorded), day: standard.statusOn }) : ''}
          </span>
        </p>
      )}
    </Answer>
  );
}
