import { useInfiniteQuery } from '@tanstack/react-query';
import { Button } from 'antd';
import { Link } from 'react-router';
import { listMeetings, type MeetingRow } from '../../../api/identification/meetings.js';
import { EmptyState } from '../../../components/EmptyState.js';
import { Loading } from '../../../components/Loading.js';
import { MoreButton } from '../../../components/MoreButton.js';
import { PageHeader } from '../../../components/PageHeader.js';
import { ProblemView } from '../../../components/ProblemView.js';
import { StatusTag } from '../../../components/StatusTag.js';
import { formatInstant } from '../../../i18n/format.js';
import { useMessages } from '../../../i18n/messages.js';
import { useMay } from '../../../session.js';
import { useAreaName } from '../../areas/useDivisions.js';
import { meetingPlace } from '../case/places.js';
import { meetingMessages } from './meetings.messages.js';

export function MeetingsPage() {
  const t = useMessages(meetingMessages);
  const may = useMay();
  const query = useInfiniteQuery({
    queryKey: ['meetings'],
    queryFn: ({ pageParam, signal }) => listMeetings({}, pageParam, signal),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (last) => last.nextCursor ?? undefined,
  });
  const rows = query.data?.pages.flatMap((page) => page.items) ?? [];
  return (
    <>
      <PageHeader
        title={t('title')}
        lead={t('lead')}
        actions={
          may('application.appraise') ? (
            <Link to="/identification/meetings/new">
              <Button type="primary">{t('record')}</Button>
            </Link>
          ) : null
        }
      />
      <section className="panel" aria-label={t('title')}>
        {query.error ? <ProblemView error={query.error} onRetry={() => void query.refetch()} /> : null}
        {query.isPending ? <Loading /> : null}
        {query.data && rows.length === 0 ? <EmptyState title={t('empty')}>{t('emptyNext')}</EmptyState> : null}
        <ul className="plain-list divided">
          {rows.map((row) => (
            <li key={row.id}>
              <Row row={row} />
            </li>
          ))}
        </ul>
        <MoreButton query={query} />
      </section>
    </>
  );
}

function Row({ row }: { readonly row: MeetingRow }) {
  const t = useMessages(meetingMessages);
  const areaName = useAreaName();
  return (
    <>
      <div className="row" style={{ justifyContent: 'space-between' }}>
        <Link to={meetingPlace(row.id)}>{t('pageTitle', { kind: t(`kind_${row.kind}`), date: row.heldOn })}</Link>
        <StatusTag tone={row.concludedAt ? 'done' : 'waiting'}>{t(row.concludedAt ? 'concluded' : 'notConcluded')}</StatusTag>
      </div>
      <p>
        {[areaName(row.villageCode), row.groupName].filter(Boolean).join(' ')} · {t('casesCount', { count: row.cases })} ·{' '}
        {t('presentOf', { eligible: row.eligible, present: row.present, quorum: row.quorum })}
      </p>
      <p className="soft">{t('recordedBy', { name: row.recordedByName, at: formatInstant(row.recordedAt) })}</p>
    </>
  );
}
