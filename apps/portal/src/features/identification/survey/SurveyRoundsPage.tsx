import { useQuery } from '@tanstack/react-query';
import { Button } from 'antd';
import { useState } from 'react';
import { Link } from 'react-router';
import { listRounds, type SurveyRound } from '../../../api/identification/surveys.js';
import { EmptyState } from '../../../components/EmptyState.js';
import { Loading } from '../../../components/Loading.js';
import { PageHeader } from '../../../components/PageHeader.js';
import { ProblemView } from '../../../components/ProblemView.js';
import { StatusTag, type Tone } from '../../../components/StatusTag.js';
import { formatCount } from '../../../i18n/format.js';
import { useMessages } from '../../../i18n/messages.js';
import { useMay } from '../../../session.js';
import { useAreaName } from '../../areas/useDivisions.js';
import { PlanRoundDrawer } from './PlanRoundDrawer.js';
import { surveyOfficeMessages } from './survey-office.messages.js';

export const roundTones: Readonly<Record<SurveyRound['state'], Tone>> = { planned: 'quiet', open: 'waiting', closed: 'done' };

export function SurveyRoundsPage() {
  const t = useMessages(surveyOfficeMessages);
  const may = useMay();
  const [isPlanning, setPlanning] = useState(false);
  const query = useQuery({ queryKey: ['survey-rounds'], queryFn: ({ signal }) => listRounds(signal) });
  const items = query.data?.items ?? [];
  return (
    <>
      <PageHeader
        title={t('title')}
        lead={t('lead')}
        actions={
          <>
            {may('survey.write') ? <Button href="/survey">{t('onPhone')}</Button> : null}
            {may('survey.manage') ? (
              <Button type="primary" onClick={() => setPlanning(true)}>
                {t('plan')}
              </Button>
            ) : null}
          </>
        }
      />
      {query.error ? <ProblemView error={query.error} onRetry={() => void query.refetch()} /> : null}
      {query.isPending ? <Loading rows={6} /> : null}
      {query.data && items.length === 0 ? (
        <div className="panel">
          <EmptyState title={t('empty')}>{t('emptyNext')}</EmptyState>
        </div>
      ) : null}
      {items.map((round) => (
        <RoundItem key={round.id} round={round} />
      ))}
      {isPlanning ? <PlanRoundDrawer onClose={() => setPlanning(false)} /> : null}
    </>
  );
}

function RoundItem({ round }: { readonly round: SurveyRound }) {
  const t = useMessages(surveyOfficeMessages);
  const areaName = useAreaName();
  return (
    <article className="panel">
      <div className="panel-head" style={{ marginBottom: 4 }}>
        <h2>
          <Link to={`/identification/surveys/${round.id}`}>{round.name}</Link>
        </h2>
        <StatusTag tone={roundTones[round.state]}>{t(`state_${round.state}`)}</StatusTag>
      </div>
      <p className="soft">
        {areaName(round.area)} · {t('villages', { count: round.villages })} · {t('from', { from: round.startsOn, to: round.endsOn })}
      </p>
      <p>
        {t('progress', { done: formatCount(round.done), units: formatCount(round.units) })}
        {round.openConflicts > 0 ? ` · ${t('conflictCount', { count: round.openConflicts })}` : ''}
      </p>
    </article>
  );
}
