import { useQuery } from '@tanstack/react-query';
import { Link } from 'react-router';
import { listJointLists } from '../../../api/industry/joint-lists.js';
import { Answer } from '../../../components/Answer.js';
import { EmptyState } from '../../../components/EmptyState.js';
import { PageHeader } from '../../../components/PageHeader.js';
import { formatCount } from '../../../i18n/format.js';
import { useMessages } from '../../../i18n/messages.js';
import { useAreaName } from '../../areas/useDivisions.js';
import { jointListMessages } from './joint-lists.messages.js';

/** What finance confirmed for banks out of accepted projects, newest first. */
export function JointListsPage() {
  const t = useMessages(jointListMessages);
  const areaName = useAreaName();
  const query = useQuery({ queryKey: ['joint-lists'], queryFn: ({ signal }) => listJointLists(signal) });
  return (
    <>
      <PageHeader title={t('title')} lead={t('lead')} />
      <section className="panel" aria-label={t('title')}>
        <Answer query={query}>
          {({ items }) =>
            items.length === 0 ? (
              <EmptyState title={t('empty')}>{t('emptyNext')}</EmptyState>
            ) : (
              <ul className="plain-list divided">
                {items.map((list) => (
                  <li key={list.id}>
                    <Link to={`/industry/joint-lists/${list.id}`}>
                      {t('row', { number: list.number, bank: list.bankCode.toUpperCase() })}
                    </Link>{' '}
                    <span className="soft">{areaName(list.area)}</span>
                    <br />
                    <span className="soft">
                      {t('sums', { listed: formatCount(list.listed), withdrawn: formatCount(list.withdrawn), on: list.confirmedOn })}
                    </span>
                  </li>
                ))}
              </ul>
            )
          }
        </Answer>
      </section>
    </>
  );
}
