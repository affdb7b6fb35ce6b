import { useQueries } from '@tanstack/react-query';
import { Link } from 'react-router';
import { listCases, type CaseRow } from '../../../api/identification/applications.js';
import { Loading } from '../../../components/Loading.js';
import { ProblemView } from '../../../components/ProblemView.js';
import { useMessages } from '../../../i18n/messages.js';
import { useSession } from '../../../session.js';
import { CaseCard } from '../cases/CaseCard.js';
import { casesAddress } from '../cases/case-filter.js';
import { useCaseFigures, useToday } from '../cases/useCases.js';
import { levelOf, sortedCases, statesOf } from './own-cases.js';
import { workMessages } from './work.messages.js';

const most = 100;

/** What is due today, what is late, what waits for others: one tap to the household. */
export function OwnCases() {
  const t = useMessages(workMessages);
  const { account } = useSession();
  const today = useToday();
  // a village has few open cases: all of them; above it only what is the office's own turn
  const filters = levelOf(account.area) === 'village' ? [{ open: true }] : statesOf(account.area).map((state) => ({ state }));
  const queries = useQueries({
    queries: filters.map((filter) => ({
      queryKey: ['cases', 'own', filter],
      queryFn: ({ signal }: { signal: AbortSignal }) => listCases(filter, undefined, most, signal),
    })),
  });
  const error = queries.find((query) => query.error)?.error;
  if (error) return <ProblemView error={error} onRetry={() => void Promise.all(queries.map((query) => query.refetch()))} />;
  if (queries.some((query) => query.isPending)) return <Loading rows={3} />;
  const rows = queries.flatMap((query) => query.data?.items ?? []);
  const { late, today: due, soon, waiting } = sortedCases(rows, account.area, today);
  return (
    <>
      <Group title={t('late')} rows={late} />
      <Group title={t('dueToday')} rows={due} />
      <Group title={t('soon')} rows={soon} />
      {late.length + due.length + soon.length === 0 ? (
        <section className="panel">
          <p>{t('nothingDue')}</p>
        </section>
      ) : null}
      {levelOf(account.area) === 'village' ? <Group title={t('waiting')} rows={waiting} /> : <LateBelow />}
    </>
  );
}

function Group({ title, rows }: { readonly title: string; readonly rows: readonly CaseRow[] }) {
  if (rows.length === 0) return null;
  return (
    <section aria-label={title}>
      <h2>
        {title} <span className="soft">{rows.length}</span>
      </h2>
      <ul className="plain-list work-cases">
        {rows.map((row) => (
          <li key={row.id}>
            <CaseCard row={row} />
          </li>
        ))}
      </ul>
    </section>
  );
}

/** The late list of the area: whose step it is stands there. */
function LateBelow() {
  const t = useMessages(workMessages);
  const figures = useCaseFigures(undefined, undefined);
  const count = figures.data?.states.reduce((sum, { late }) => sum + late, 0) ?? 0;
  return (
    <section className="panel" aria-label={t('lateBelow')}>
      <h2>{t('lateBelow')}</h2>
      <p>{count > 0 ? <Link to={casesAddress({ open: true, late: true })}>{t('lateCount', { count })}</Link> : t('noLateBelow')}</p>
    </section>
  );
}
