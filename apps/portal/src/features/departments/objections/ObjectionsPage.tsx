import { useInfiniteQuery } from '@tanstack/react-query';
import { Button, Segmented } from 'antd';
import { Link, useParams, useSearchParams } from 'react-router';
import { listObjections, type ObjectionRow } from '../../../api/department/objections.js';
import { EmptyState } from '../../../components/EmptyState.js';
import { Loading } from '../../../components/Loading.js';
import { MoreButton } from '../../../components/MoreButton.js';
import { PageHeader } from '../../../components/PageHeader.js';
import { ProblemView } from '../../../components/ProblemView.js';
import { StatusTag } from '../../../components/StatusTag.js';
import { useMessages } from '../../../i18n/messages.js';
import { ExportButton } from '../../identification/export/ExportButton.js';
import { useLanguage } from '../../../i18n/useLanguage.js';
import { objectionPlace } from './objection-places.js';
import { objectionMessages } from './objections.messages.js';

const states = ['open', 'decided'] as const;
type State = (typeof states)[number];

/** What the own level investigates or supervises. */
export function ObjectionsPage() {
  const t = useMessages(objectionMessages);
  const { department = 'identification' } = useParams();
  const [parameters, setParameters] = useSearchParams();
  const state = states.find((known) => known === parameters.get('state')) ?? 'open';
  const noticeId = /^[0-9a-f-]{36}$/.exec(parameters.get('notice') ?? '')?.[0];
  const query = useInfiniteQuery({
    queryKey: ['objections', department, state, noticeId],
    queryFn: ({ pageParam, signal }) => listObjections(department, { state, noticeId }, pageParam, signal),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (last) => last.nextCursor ?? undefined,
  });
  const change = (next: State, notice: string | undefined) =>
    setParameters({ ...(next === 'open' ? {} : { state: next }), ...(notice ? { notice } : {}) }, { replace: true });
  const items = query.data?.pages.flatMap((page) => page.items) ?? [];
  return (
    <>
      <PageHeader
        title={t('title')}
        lead={t('lead')}
        actions={department === 'identification' ? <ExportButton order={{ list: 'objections', filters: {} }} /> : null}
      />
      <div className="row">
        <Segmented<State>
          className="fit"
          aria-label={t('state')}
          value={state}
          onChange={(next) => change(next, noticeId)}
          options={states.map((value) => ({ value, label: t(`state_${value}`) }))}
        />
        {noticeId ? (
          <span>
            {t('ofNotice')}{' '}
            <Button type="link" size="small" onClick={() => change(state, undefined)}>
              {t('allNotices')}
            </Button>
          </span>
        ) : null}
      </div>
      {query.error ? <ProblemView error={query.error} onRetry={() => void query.refetch()} /> : null}
      {query.isPending ? <Loading rows={8} /> : null}
      {query.data && items.length === 0 ? (
        <div className="panel">
          <EmptyState title={t('empty', { state: t(`state_${state}`) })}>{t('emptyNext')}</EmptyState>
        </div>
      ) : null}
      {items.length > 0 ? (
        <section className="panel" aria-label={t('title')}>
          <ul className="plain-list divided">
            {items.map((objection) => (
              <Line key={objection.id} department={department} objection={objection} />
            ))}
          </ul>
        </section>
      ) : null}
      <MoreButton query={query} />
    </>
  );
}

function Line({ department, objection }: { readonly department: string; readonly objection: ObjectionRow }) {
  const t = useMessages(objectionMessages);
  const language = useLanguage();
  const { receiptNumber, noticeTitle, placeNames, via, receivedOn, dueOn, daysLate, isAnonymous, outcome } = objection;
  return (
    <li className="row" style={{ justifyContent: 'space-between' }}>
      <span>
        <Link to={objectionPlace(department, objection.id)}>{receiptNumber}</Link>{' '}
        <span className="soft">
          {[
            noticeTitle[language],
            placeNames.slice(1).join(' '),
            t(`via_${via}`),
            t(isAnonymous ? 'anonymous' : 'signed'),
            t('receivedOn', { date: receivedOn }),
          ].join(' · ')}
        </span>
      </span>
      {outcome ? (
        <StatusTag tone="done">{t(`outcome_${outcome}`)}</StatusTag>
      ) : (
        <StatusTag tone={daysLate > 0 ? 'stopped' : 'waiting'}>
          {daysLate > 0 ? t('daysLate', { count: daysLate }) : t('dueOn', { date: dueOn })}
        </StatusTag>
      )}
    </li>
  );
}
