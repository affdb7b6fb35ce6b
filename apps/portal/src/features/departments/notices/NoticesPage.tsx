import { useInfiniteQuery } from '@tanstack/react-query';
import { Checkbox, Segmented } from 'antd';
import { useState } from 'react';
import { Link, useParams, useSearchParams } from 'react-router';
import { listNotices, noticeStates, type NoticeRow, type NoticeState } from '../../../api/department/notices.js';
import { EmptyState } from '../../../components/EmptyState.js';
import { Loading } from '../../../components/Loading.js';
import { MoreButton } from '../../../components/MoreButton.js';
import { PageHeader } from '../../../components/PageHeader.js';
import { ProblemView } from '../../../components/ProblemView.js';
import { useMessages } from '../../../i18n/messages.js';
import { ExportButton } from '../../identification/export/ExportButton.js';
import { useLanguage } from '../../../i18n/useLanguage.js';
import { useMay } from '../../../session.js';
import { AreaCascader } from '../../areas/AreaCascader.js';
import { Gather } from '../postings/Gather.js';
import { postingMessages } from '../postings/postings.messages.js';
import { PostingsPanel } from '../postings/PostingsPanel.js';
import { noticePlace } from './notice-places.js';
import { noticeMessages } from './notices.messages.js';
import { NoticeStateTag } from './NoticeStateTag.js';
import '../../../components/filter-row.css';

type Choice = NoticeState | 'all';
const choices: readonly Choice[] = [...noticeStates, 'all'];

/** Notices of the area, newest first. The filter stands in the address, without names. */
export function NoticesPage() {
  const t = useMessages(noticeMessages);
  const { department = 'identification' } = useParams();
  const [parameters, setParameters] = useSearchParams();
  const choice = choices.find((known) => known === parameters.get('state')) ?? 'posted';
  const area = /^\d{6}(\d{3}){0,2}$/.exec(parameters.get('area') ?? '')?.[0];
  const state = choice === 'all' ? undefined : choice;
  const query = useInfiniteQuery({
    queryKey: ['notices', department, state, area],
    queryFn: ({ pageParam, signal }) => listNotices(department, { state, area }, pageParam, signal),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (last) => last.nextCursor ?? undefined,
  });
  const change = (next: { state: Choice; area: string | undefined }) =>
    setParameters(
      { ...(next.state === 'posted' ? {} : { state: next.state }), ...(next.area ? { area: next.area } : {}) },
      { replace: true },
    );
  const [chosen, setChosen] = useState<readonly string[]>([]);
  const choose = (id: string, isChosen: boolean) => setChosen(isChosen ? [...chosen, id] : chosen.filter((one) => one !== id));
  const items = query.data?.pages.flatMap((page) => page.items) ?? [];
  return (
    <>
      <PageHeader
        title={t('title')}
        lead={t('lead')}
        actions={department === 'identification' ? <ExportButton order={{ list: 'notices', filters: area ? { area } : {} }} /> : null}
      />
      <div className="filter-row no-print" role="search">
        <div className="filter-row-wide">
          <AreaCascader value={area} onChange={(next) => change({ state: choice, area: next })} />
        </div>
      </div>
      <Segmented<Choice>
        className="fit"
        aria-label={t('state')}
        value={choice}
        onChange={(next) => change({ state: next, area })}
        options={choices.map((value) => ({ value, label: t(`state_${value}`) }))}
      />
      {choice === 'posted' || choice === 'all' ? <PostingsPanel department={department} area={area} hanging={choice === 'posted'} /> : null}
      {query.error ? <ProblemView error={query.error} onRetry={() => void query.refetch()} /> : null}
      {query.isPending ? <Loading rows={8} /> : null}
      {query.data && items.length === 0 ? (
        <div className="panel">
          <EmptyState title={t('empty', { state: t(`state_${choice}`) })}>{t('emptyNext')}</EmptyState>
        </div>
      ) : null}
      {items.length > 0 ? (
        <section className="panel" aria-label={t('title')}>
          <Gather department={department} chosen={chosen} onDone={() => setChosen([])} />
          <ul className="plain-list divided">
            {items.map((notice) => (
              <Line key={notice.id} department={department} notice={notice} isChosen={chosen.includes(notice.id)} onChoose={choose} />
            ))}
          </ul>
        </section>
      ) : null}
      <MoreButton query={query} />
    </>
  );
}

interface LineProps {
  readonly department: string;
  readonly notice: NoticeRow;
  readonly isChosen: boolean;
  readonly onChoose: (id: string, isChosen: boolean) => void;
}

function Line({ department, notice, isChosen, onChoose }: LineProps) {
  const t = useMessages(noticeMessages);
  const sheets = useMessages(postingMessages);
  const language = useLanguage();
  const may = useMay();
  const { title, about, placeNames, groupName, lastDay, openObjections, postingId, state } = notice;
  // what hangs alone, or is still to be posted, can become a line of a sheet
  const isAlone = postingId === null && (state === 'posted' || state === 'composed') && may('notice.write');
  return (
    <li className="row" style={{ justifyContent: 'space-between' }}>
      <span>
        {isAlone ? (
          <Checkbox
            className="no-print"
            style={{ marginRight: 8 }}
            checked={isChosen}
            aria-label={sheets('choose', { name: (about ?? title)[language] })}
            onChange={({ target }) => onChoose(notice.id, target.checked)}
          />
        ) : null}
        <Link to={noticePlace(department, notice.id)}>{about ? about[language] : title[language]}</Link>{' '}
        <span className="soft">
          {[about ? title[language] : '', placeNames.slice(1).join(' '), groupName ?? ''].filter(Boolean).join(' · ')} ·{' '}
          {lastDay ? t('until', { date: lastDay }) : t('notPosted')}
        </span>
        {openObjections > 0 ? <strong> {t('openObjections', { count: openObjections })}</strong> : null}
      </span>
      <NoticeStateTag notice={notice} />
    </li>
  );
}
