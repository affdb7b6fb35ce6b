import { useQuery } from '@tanstack/react-query';
import { Link } from 'react-router';
import { readWork, type WorkItem } from '../../../api/identification/application-work.js';
import type { CaseRow, CaseState } from '../../../api/identification/applications.js';
import { Answer } from '../../../components/Answer.js';
import { useMessages } from '../../../i18n/messages.js';
import { useMay, useSession } from '../../../session.js';
import { CaseCard } from '../cases/CaseCard.js';
import { caseWordMessages } from '../cases/case-words.messages.js';
import { useCases } from '../cases/useCases.js';
import { CasesToPost } from './CasesToPost.js';
import { NoticeTasks } from './NoticeTasks.js';
import { levelOf, sortedCases } from './own-cases.js';
import { workMessages } from './work.messages.js';

/** What is late, due today, coming up and waiting for others: one tap to the household. */
export function OwnCases() {
  const t = useMessages(workMessages);
  const may = useMay();
  const { account } = useSession();
  const query = useQuery({ queryKey: ['cases', 'own'], queryFn: ({ signal }) => readWork({}, signal) });
  return (
    <>
      {may('notice.read') ? <NoticeTasks /> : null}
      <Answer query={query} rows={4}>
        {({ items }) => {
          const { late, today, soon } = sortedCases(items);
          return (
            <>
              {may('notice.write') ? <CasesToPost items={items} /> : null}
              <Group title={t('late')} rows={late} />
              <Group title={t('dueToday')} rows={today} />
              <Group title={t('soon')} rows={soon} />
              {items.length === 0 ? (
                <section className="panel">
                  <p>{t('nothingDue')}</p>
                </section>
              ) : null}
            </>
          );
        }}
      </Answer>
      {levelOf(account.area) === 'village' ? (
        <Others own={query.data?.items ?? []} />
      ) : (
        <p>
          <Link to="/identification/late">{t('lateBelow')}</Link>
        </p>
      )}
    </>
  );
}

function Group({ title, rows }: { readonly title: string; readonly rows: readonly (CaseRow & Partial<Pick<WorkItem, 'step'>>)[] }) {
  const words = useMessages(caseWordMessages);
  if (rows.length === 0) return null;
  return (
    <section aria-label={title}>
      <h2>
        {title} <span className="soft">{rows.length}</span>
      </h2>
      <ul className="plain-list work-cases">
        {rows.map((row) => (
          <li key={`${row.id}${row.step ?? ''}`}>
            <CaseCard row={row} {...(row.step ? { next: words(`step_${row.step}`) } : {})} />
          </li>
        ))}
      </ul>
    </section>
  );
}

const withOthers: readonly CaseState[] = [
  'groupNoticePosted',
  'villageNoticePosted',
  'villageNoticeClosed',
  'townshipChecked',
  'announced',
];

/** The village's other open cases: on the board, or with the township and the county. */
function Others({ own }: { readonly own: readonly WorkItem[] }) {
  const t = useMessages(workMessages);
  const { rows } = useCases({ open: true });
  return <Group title={t('waiting')} rows={rows.filter((row) => withOthers.includes(row.state) && !own.some(({ id }) => id === row.id))} />;
}
