import { useInfiniteQuery } from '@tanstack/react-query';
import { Segmented, Select } from 'antd';
import { useSearchParams } from 'react-router';
import { listMatches, type MatchFilter, type MatchStatus, type RegisterKind } from '../../../api/identification/registers.js';
import { EmptyState } from '../../../components/EmptyState.js';
import { Loading } from '../../../components/Loading.js';
import { MoreButton } from '../../../components/MoreButton.js';
import { PageHeader } from '../../../components/PageHeader.js';
import { ProblemView } from '../../../components/ProblemView.js';
import { useMessages } from '../../../i18n/messages.js';
import { useLanguage } from '../../../i18n/useLanguage.js';
import { AreaCascader } from '../../areas/AreaCascader.js';
import { useRegisters } from '../registers/useRegisters.js';
import { matchMessages } from './match.messages.js';
import { MatchItem } from './MatchItem.js';
import '../../../components/filter-row.css';

const statuses: readonly MatchStatus[] = ['open', 'same', 'different'];

/** Who in a register may be somebody of the own area: one decision each, by a person. */
export function RegisterMatchesPage() {
  const t = useMessages(matchMessages);
  const [parameters, setParameters] = useSearchParams();
  const registers = useRegisters();
  const filter: MatchFilter = {
    status: statuses.find((known) => known === parameters.get('status')) ?? 'open',
    kind: registers.data?.items.find(({ kind }) => kind === parameters.get('kind'))?.kind,
    area: /^\d{6}(\d{3}){0,2}$/.exec(parameters.get('area') ?? '')?.[0],
  };
  const change = (next: Partial<MatchFilter>) => {
    const { status, kind, area } = { ...filter, ...next };
    setParameters({ ...(status === 'open' ? {} : { status }), ...(kind ? { kind } : {}), ...(area ? { area } : {}) }, { replace: true });
  };
  return (
    <>
      <PageHeader title={t('title')} lead={t('lead')} />
      <Segmented<MatchStatus>
        className="fit"
        aria-label={t('status')}
        value={filter.status}
        onChange={(status) => change({ status })}
        options={statuses.map((value) => ({ value, label: t(`status_${value}`) }))}
      />
      <Filters filter={filter} onChange={change} />
      {registers.isPending ? <Loading rows={8} /> : <Matches filter={filter} />}
    </>
  );
}

function Filters({ filter, onChange }: { readonly filter: MatchFilter; readonly onChange: (next: Partial<MatchFilter>) => void }) {
  const t = useMessages(matchMessages);
  const language = useLanguage();
  const { data } = useRegisters();
  return (
    <div className="filter-row no-print" role="search">
      <div className="filter-row-wide">
        <AreaCascader value={filter.area} onChange={(area) => onChange({ area })} />
      </div>
      <Select<RegisterKind>
        aria-label={t('kind')}
        allowClear
        placeholder={t('kind')}
        value={filter.kind ?? null}
        style={{ minWidth: 230 }}
        options={(data?.items ?? []).map(({ kind, name }) => ({ value: kind, label: name[language] }))}
        onChange={(kind: RegisterKind | undefined) => onChange({ kind })}
        popupMatchSelectWidth={false}
        listHeight={360}
      />
    </div>
  );
}

function Matches({ filter }: { readonly filter: MatchFilter }) {
  const t = useMessages(matchMessages);
  const query = useInfiniteQuery({
    queryKey: ['register-matches', filter],
    queryFn: ({ pageParam, signal }) => listMatches(filter, pageParam, signal),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (last) => last.nextCursor ?? undefined,
  });
  const items = query.data?.pages.flatMap((page) => page.items) ?? [];
  return (
    <>
      {query.error ? <ProblemView error={query.error} onRetry={() => void query.refetch()} /> : null}
      {query.isPending ? <Loading rows={8} /> : null}
      {query.data && items.length === 0 ? (
        <div className="panel">
          <EmptyState title={t('empty', { status: t(`status_${filter.status}`) })}>{t('emptyNext')}</EmptyState>
        </div>
      ) : null}
      {items.map((match) => (
        <MatchItem key={match.id} match={match} />
      ))}
      <MoreButton query={query} />
    </>
  );
}
