import { useQuery } from '@tanstack/react-query';
import { Link } from 'react-router';
import { readLate, type LateList } from '../../../api/identification/application-work.js';
import { Answer } from '../../../components/Answer.js';
import { EmptyState } from '../../../components/EmptyState.js';
import { PageHeader } from '../../../components/PageHeader.js';
import { formatCount } from '../../../i18n/format.js';
import { useMessages } from '../../../i18n/messages.js';
import { useMay } from '../../../session.js';
import { useAreaName } from '../../areas/useDivisions.js';
import { areaOfCode } from '../../areas/area-tree.js';
import { casesAddress } from '../cases/case-filter.js';
import { caseWordMessages } from '../cases/case-words.messages.js';
import { LateConflicts } from './LateConflicts.js';
import { lateMessages } from './late.messages.js';

/** What is overdue, village by village, the longest first; each line opens its cases. */
export function LatePage() {
  const t = useMessages(lateMessages);
  const may = useMay();
  const query = useQuery({ queryKey: ['cases', 'late'], queryFn: ({ signal }) => readLate({ by: 'village' }, signal) });
  return (
    <>
      <PageHeader title={t('title')} lead={t('lead')} />
      <section className="panel" aria-label={t('title')}>
        <Answer query={query} rows={8}>
          {({ items, total }) =>
            items.length === 0 ? (
              <EmptyState title={t('none')}>{t('noneText')}</EmptyState>
            ) : (
              <>
                <p>{t('total', { count: formatCount(total) })}</p>
                <Lines items={items} />
              </>
            )
          }
        </Answer>
      </section>
      {may('survey.manage') ? <LateConflicts /> : null}
    </>
  );
}

function Lines({ items }: Pick<LateList, 'items'>) {
  const t = useMessages(lateMessages);
  const words = useMessages(caseWordMessages);
  const areaName = useAreaName();
  return (
    <ul className="plain-list divided">
      {items.map(({ division, state, cases, oldestDueOn, daysLate }) => (
        <li key={`${division}${state}`} className="row" style={{ justifyContent: 'space-between' }}>
          <span>
            <Link to={casesAddress({ area: areaOfCode(division), state, late: true })}>{areaName(division)}</Link> {words(`short_${state}`)}
          </span>
          <span>{t('line', { cases, days: daysLate, date: oldestDueOn })}</span>
        </li>
      ))}
    </ul>
  );
}
