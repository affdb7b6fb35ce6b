import { useInfiniteQuery } from '@tanstack/react-query';
import { Select } from 'antd';
import { Link, useParams, useSearchParams } from 'react-router';
import { listUnits, type SurveyUnitRow, type UnitState } from '../../../api/identification/surveys.js';
import { EmptyState } from '../../../components/EmptyState.js';
import { Loading } from '../../../components/Loading.js';
import { MoreButton } from '../../../components/MoreButton.js';
import { PageHeader } from '../../../components/PageHeader.js';
import { ProblemView } from '../../../components/ProblemView.js';
import { StatusTag, type Tone } from '../../../components/StatusTag.js';
import { formatInstant } from '../../../i18n/format.js';
import { useMessages } from '../../../i18n/messages.js';
import { useAreaName } from '../../areas/useDivisions.js';
import { surveyOfficeMessages } from './survey-office.messages.js';

const states: readonly UnitState[] = ['due', 'away', 'refused', 'visited', 'confirmed'];
export const unitTones: Readonly<Record<UnitState, Tone>> = {
  due: 'waiting',
  away: 'waiting',
  refused: 'stopped',
  visited: 'quiet',
  confirmed: 'done',
  folded: 'stopped',
};

export function SurveyUnitsPage() {
  const t = useMessages(surveyOfficeMessages);
  const areaName = useAreaName();
  const { id = '' } = useParams();
  const [parameters, setParameters] = useSearchParams();
  const village = parameters.get('village') ?? undefined;
  const state = states.find((known) => known === parameters.get('state'));
  const query = useInfiniteQuery({
    queryKey: ['survey-units', id, village, state],
    queryFn: ({ pageParam, signal }) => listUnits(id, { village, state }, pageParam, signal),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (last) => last.nextCursor ?? undefined,
  });
  const items = query.data?.pages.flatMap((page) => page.items) ?? [];
  const choose = (next: UnitState | ''): void =>
    setParameters({ ...(village ? { village } : {}), ...(next ? { state: next } : {}) }, { replace: true });
  return (
    <>
      <PageHeader
        title={`${t('unitsTitle')}${village ? ` · ${areaName(village)}` : ''}`}
        actions={<Link to={`/identification/surveys/${id}`}>{t('back')}</Link>}
      />
      <Select<UnitState | ''>
        className="fit"
        aria-label={t('filterState')}
        value={state ?? ''}
        onChange={choose}
        style={{ minWidth: 160 }}
        options={[{ value: '', label: t('all') }, ...states.map((value) => ({ value, label: t(`state_${value}`) }))]}
      />
      {query.error ? <ProblemView error={query.error} onRetry={() => void query.refetch()} /> : null}
      {query.isPending ? <Loading rows={8} /> : null}
      {query.data && items.length === 0 ? (
        <div className="panel">
          <EmptyState title={t('unitsEmpty')} />
        </div>
      ) : null}
      <ul className="plain-list stack">
        {items.map((unit) => (
          <li key={unit.id} className="panel">
            <UnitLine unit={unit} />
          </li>
        ))}
      </ul>
      <MoreButton query={query} />
    </>
  );
}

function UnitLine({ unit }: { readonly unit: SurveyUnitRow }) {
  const t = useMessages(surveyOfficeMessages);
  const { id, headName, groupName, number, state, visitedAt, visitedByName, openConflicts } = unit;
  return (
    <>
      <div className="panel-head" style={{ marginBottom: 4 }}>
        <h2>
          <Link to={`/identification/survey-households/${id}`}>{headName || t('newlyFound')}</Link>
        </h2>
        <StatusTag tone={unitTones[state]}>{t(`state_${state}`)}</StatusTag>
      </div>
      <p className="soft">
        {[
          groupName,
          number ?? t('newlyFound'),
          visitedByName && visitedAt ? `${visitedByName} ${formatInstant(visitedAt)}` : '',
          openConflicts > 0 ? t('conflictCount', { count: openConflicts }) : '',
        ]
          .filter(Boolean)
          .join(' · ')}
      </p>
    </>
  );
}
