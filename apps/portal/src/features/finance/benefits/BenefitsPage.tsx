import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import type { DirectoryRow } from '../../../api/department/directory.js';
import { readBenefits, type HouseholdBenefits } from '../../../api/finance/benefits.js';
import { Answer } from '../../../components/Answer.js';
import { EmptyState } from '../../../components/EmptyState.js';
import { PageHeader } from '../../../components/PageHeader.js';
import { StatusTag } from '../../../components/StatusTag.js';
import { formatInstant, formatYuan } from '../../../i18n/format.js';
import { useMessages } from '../../../i18n/messages.js';
import { useAreaName } from '../../areas/useDivisions.js';
import { HouseholdFinder } from '../subsidies/HouseholdFinder.js';
import { benefitMessages } from './benefits.messages.js';

/** One household, one timeline; what a department has never told is said as well. */
export function BenefitsPage() {
  const t = useMessages(benefitMessages);
  const [household, setHousehold] = useState<Pick<DirectoryRow, 'id' | 'number' | 'headName' | 'villageCode'>>();
  return (
    <>
      <PageHeader title={t('title')} lead={t('lead')} />
      <section className="panel no-print">
        <HouseholdFinder chosen={household} onChosen={setHousehold} />
      </section>
      {household ? <Benefits key={household.id} householdId={household.id} /> : null}
    </>
  );
}

function Benefits({ householdId }: { readonly householdId: string }) {
  const t = useMessages(benefitMessages);
  const areaName = useAreaName();
  const query = useQuery({ queryKey: ['benefits', householdId], queryFn: ({ signal }) => readBenefits(householdId, signal) });
  return (
    <Answer query={query}>
      {({ household, paidFen, totals, items, sources }) => (
        <>
          <section className="panel" aria-label={t('timeline')}>
            <h2>{t('household', { head: household.headName, number: household.number })}</h2>
            <p className="soft">{areaName(household.villageCode)}</p>
            <p>
              <strong>{t('paid', { amount: formatYuan(paidFen) })}</strong>{' '}
              <span className="soft">{totals.map((one) => `${t(one.benefit)} ${formatYuan(one.paidFen)}`).join(' · ')}</span>
            </p>
            {items.length === 0 ? <EmptyState title={t('nothing')} /> : null}
            <ul className="plain-list divided">
              {items.map((item) => (
                <Item key={item.id} item={item} />
              ))}
            </ul>
            <p className="soft">{t('loans')}</p>
          </section>
          <section className="panel" aria-label={t('sources')}>
            <h2>{t('sources')}</h2>
            <ul className="plain-list">
              {sources.map(({ kind, heardAt }) => (
                <li key={kind}>
                  {heardAt
                    ? t('heard', { name: t(`source_${kind}`), at: formatInstant(heardAt) })
                    : t('never', { name: t(`source_${kind}`) })}
                </li>
              ))}
            </ul>
          </section>
        </>
      )}
    </Answer>
  );
}

function Item({ item }: { readonly item: HouseholdBenefits['items'][number] }) {
  const t = useMessages(benefitMessages);
  return (
    <li className="row" style={{ justifyContent: 'space-between' }}>
      <span>
        {item.on} <strong>{t(item.benefit)}</strong> <span className="soft">{item.title}</span>
      </span>
      <span className="row">
        <span className="nowrap">{item.amountFen === null ? t('noAmount') : t('amount', { amount: formatYuan(item.amountFen) })}</span>
        <StatusTag tone={item.state === 'paid' ? 'quiet' : 'waiting'}>{t(`state_${item.state}`)}</StatusTag>
      </span>
    </li>
  );
}
