import { useInfiniteQuery } from '@tanstack/react-query';
import { Segmented } from 'antd';
import { Link, useSearchParams } from 'react-router';
import { listConflicts, type SurveyConflictRow } from '../../../api/identification/surveys.js';
import { EmptyState } from '../../../components/EmptyState.js';
import { Loading } from '../../../components/Loading.js';
import { MoreButton } from '../../../components/MoreButton.js';
import { PageHeader } from '../../../components/PageHeader.js';
import { ProblemView } from '../../../components/ProblemView.js';
import { StatusTag } from '../../../components/StatusTag.js';
import { formatInstant } from '../../../i18n/format.js';
import { useMessages } from '../../../i18n/messages.js';
import { useAreaName } from '../../areas/useDivisions.js';
import { WhoDecides } from './WhoDecides.js';
import { surveyConflictMessages } from './survey-conflicts.messages.js';

const states: readonly SurveyConflictRow['state'][] = ['open', 'decided'];

export function SurveyConflictsPage() {
  const t = useMessages(surveyConflictMessages);
  const areaName = useAreaName();
  const [parameters, setParameters] = useSearchParams();
  const state = states.find((known) => known === parameters.get('state')) ?? 'open';
  const roundId = parameters.get('round') ?? undefined;
  const mine = parameters.get('mine') === '1' ? true : undefined;
  const query = useInfiniteQuery({
    queryKey: ['survey-conflicts', state, roundId, mine],
    queryFn: ({ pageParam, signal }) => listConflicts({ state, roundId, mine }, pageParam, signal),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (last) => last.nextCursor ?? undefined,
  });
  const items = query.data?.pages.flatMap((page) => page.items) ?? [];
  return (
    <>
      <PageHeader title={t('conflictsTitle')} lead={t('conflictsLead')} />
      <Segmented
        className="fit"
        aria-label={t('filterState')}
        value={state}
        onChange={(next) =>
          setParameters({ ...(roundId ? { round: roundId } : {}), ...(next === 'open' ? {} : { state: next }) }, { replace: true })
        }
        options={states.map((value) => ({ value, label: value === 'open' ? t('conflict_open') : t('state_decided') }))}
      />
      {query.error ? <ProblemView error={query.error} onRetry={() => void query.refetch()} /> : null}
      {query.isPending ? <Loading rows={6} /> : null}
      {query.data && items.length === 0 ? (
        <div className="panel">
          <EmptyState title={t('conflictsEmpty')}>{t('conflictsEmptyNext')}</EmptyState>
        </div>
      ) : null}
      {items.map((conflict) => (
        <article key={conflict.id} className="panel">
          <div className="panel-head" style={{ marginBottom: 4 }}>
            <h2>
              <Link to={`/identification/survey-conflicts/${conflict.id}`}>{conflict.headName || t('newlyFound')}</Link> ·{' '}
              {t(`kind_${conflict.kind}`)}
            </h2>
            <StatusTag tone={conflict.state === 'open' ? 'waiting' : 'done'}>
              {conflict.state === 'open' ? t('conflict_open') : t('state_decided')}
            </StatusTag>
          </div>
          <p className="soft">
            {areaName(conflict.villageCode)} · {conflict.roundName} ·{' '}
            {t('waiting', { name: conflict.reportedBy.name, at: formatInstant(conflict.reportedAt) })}
          </p>
          <WhoDecides conflict={conflict} />
        </article>
      ))}
      <MoreButton query={query} />
    </>
  );
}
