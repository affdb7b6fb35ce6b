import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { Link, useSearchParams } from 'react-router';
import { isOutsideKind } from '../../../api/finance/outside-lists.js';
import { readBenefits, type HouseholdBenefits } from '../../../api/finance/benefits.js';
import { Answer } from '../../../components/Answer.js';
import { EmptyState } from '../../../components/EmptyState.js';
import { PageHeader } from '../../../components/PageHeader.js';
import { StatusTag } from '../../../components/StatusTag.js';
import { formatInstant, formatYuan } from '../../../i18n/format.js';
import { useMessages } from '../../../i18n/messages.js';
import { useLanguage } from '../../../i18n/useLanguage.js';
import { useMay } from '../../../session.js';
import { useAreaName } from '../../areas/useDivisions.js';
import { loanPlace } from '../loans/loan-places.js';
import { outsideListPlace } from '../outside/outside-places.js';
import { HouseholdFinder } from '../subsidies/HouseholdFinder.js';
import { benefitMessages } from './benefits.messages.js';
import { PrintStatement } from './PrintStatement.js';

/** One household, one timeline; what a department has never told is said as well. */
export function BenefitsPage() {
  const t = useMessages(benefitMessages);
  const [search] = useSearchParams();
  const [householdId, setHouseholdId] = useState(search.get('household') ?? undefined);
  const query = useQuery({
    queryKey: ['benefits', householdId],
    queryFn: ({ signal }) => readBenefits(householdId ?? '', signal),
    enabled: householdId !== undefined,
  });
  return (
    <>
      <PageHeader title={t('title')} lead={t('lead')} />
      <section className="panel no-print">
        <HouseholdFinder
          chosen={householdId === undefined ? undefined : query.data?.household}
          onChosen={(household) => setHouseholdId(household?.id)}
        />
      </section>
      {householdId === undefined ? null : <Answer query={query}>{(benefits) => <Benefits of={benefits} />}</Answer>}
    </>
  );
}

function Benefits({
  of: { household, paidFen, owedFen, totals, elsewhereFen, items, loans, sources },
}: {
  readonly of: HouseholdBenefits;
}) {
  const t = useMessages(benefitMessages);
  const areaName = useAreaName();
  return (
    <>
      <section className="panel stack" style={{ gap: 8 }} aria-label={t('sum')}>
        <h2>{t('household', { head: household.headName, number: household.number })}</h2>
        <p className="soft">{areaName(household.villageCode)}</p>
        <p>
          <strong>{t('paid', { amount: formatYuan(paidFen) })}</strong>{' '}
          <span className="soft">{totals.map((one) => `${t(one.benefit)} ${formatYuan(one.paidFen)}`).join(' · ')}</span>
        </p>
        {elsewhereFen > 0 ? <p>{t('elsewhere', { amount: formatYuan(elsewhereFen) })}</p> : null}
        {owedFen > 0 ? <p>{t('owed', { amount: formatYuan(owedFen) })}</p> : null}
        <PrintStatement householdId={household.id} number={household.number} />
      </section>
      {loans.length > 0 ? <Loans loans={loans} /> : null}
      <section className="panel" aria-label={t('timeline')}>
        <h2>{t('timeline')}</h2>
        {items.length === 0 ? <EmptyState title={t('nothing')} /> : null}
        <ul className="plain-list divided">
          {items.map((item) => (
            <Item key={item.id} item={item} />
          ))}
        </ul>
      </section>
      <Sources sources={sources} />
    </>
  );
}

/** Who tells, and until when; offices that never sent a list stand in one line. */
function Sources({ sources }: Pick<HouseholdBenefits, 'sources'>) {
  const t = useMessages(benefitMessages);
  const silent = sources.flatMap(({ kind, heardAt }) => (isOutsideKind(kind) && !heardAt ? [t(kind)] : []));
  return (
    <section className="panel" aria-label={t('sources')}>
      <h2>{t('sources')}</h2>
      <ul className="plain-list">
        {sources.map(({ kind, heardAt, periods }) => {
          if (!isOutsideKind(kind)) {
            const name = t(`source_${kind}`);
            return <li key={kind}>{heardAt ? t('heard', { name, at: formatInstant(heardAt) }) : t('never', { name })}</li>;
          }
          const covered = periods.map((period) => t('period', { ...period })).join(t('comma'));
          return heardAt ? <li key={kind}>{t('covered', { name: t(kind), periods: covered })}</li> : null;
        })}
        {silent.length > 0 ? <li>{t('neverTold', { kinds: silent.join(t('comma')) })}</li> : null}
      </ul>
    </section>
  );
}

function Loans({ loans }: { readonly loans: HouseholdBenefits['loans'] }) {
  const t = useMessages(benefitMessages);
  const language = useLanguage();
  const may = useMay();
  return (
    <section className="panel" aria-label={t('loans')}>
      <h2>{t('loans')}</h2>
      <ul className="plain-list divided">
        {loans.map((loan) => {
          const name = [language === 'zh' ? loan.bankNameZh : loan.bankNameEn, loan.contractNumber].filter(Boolean).join(' ');
          return (
            <li key={loan.id} className="row" style={{ justifyContent: 'space-between' }}>
              <span>
                {may('loan.read') ? <Link to={loanPlace(loan.id)}>{name}</Link> : name}{' '}
                <span className="soft">
                  {[
                    t('drawn', { amount: formatYuan(loan.drawnFen) }),
                    ...(loan.maturesOn ? [t('matures', { on: loan.maturesOn })] : []),
                  ].join(' · ')}
                </span>
              </span>
              <span className="row">
                <span className="nowrap">{t('outstanding', { amount: formatYuan(loan.outstandingFen) })}</span>
                {loan.overdueSince ? (
                  <StatusTag tone="stopped">{t('overdue', { amount: formatYuan(loan.overdueFen), since: loan.overdueSince })}</StatusTag>
                ) : null}
              </span>
            </li>
          );
        })}
      </ul>
    </section>
  );
}

const DONE: readonly HouseholdBenefits['items'][number]['state'][] = [
  'paid',
  'drawn',
  'repaid',
  'caughtUp',
  'ended',
  'takenBack',
  'elsewhere',
  'replaced',
  'retracted',
];

function Item({ item }: { readonly item: HouseholdBenefits['items'][number] }) {
  const t = useMessages(benefitMessages);
  const language = useLanguage();
  const { benefit, about, title, heardBy, toldBy, paidTo, takenBackFen, amountFen, state } = item;
  const may = useMay();
  const told = heardBy.map((origin) => t(`heard_${origin}`)).join(' / ');
  const more = [
    about?.[language],
    title,
    ...(paidTo ? [t('paidTo', { name: paidTo })] : []),
    ...(takenBackFen > 0 ? [t('partBack', { amount: formatYuan(takenBackFen) })] : []),
    ...(toldBy ? [t('byOffice', toldBy)] : []),
    ...(told ? [t('toldBy', { how: told })] : []),
  ]
    .filter(Boolean)
    .join(' · ');
  return (
    <li className="row" style={{ justifyContent: 'space-between' }}>
      <span>
        {item.on} <strong>{t(benefit)}</strong> <span className="soft">{more}</span>{' '}
        {toldBy && may('claim.read') ? (
          <Link to={outsideListPlace(toldBy.listId)}>{t('listNumber', { number: toldBy.listNumber })}</Link>
        ) : null}
      </span>
      <span className="row">
        {amountFen === null ? (
          benefit === 'project' ? (
            <span className="nowrap">{t('noAmount')}</span>
          ) : null
        ) : (
          <span className="nowrap">{t('amount', { amount: formatYuan(amountFen) })}</span>
        )}
        <StatusTag tone={state === 'late' ? 'stopped' : DONE.includes(state) ? 'quiet' : 'waiting'}>{t(`state_${state}`)}</StatusTag>
      </span>
    </li>
  );
}
