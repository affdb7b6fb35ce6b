import { Button, Checkbox, Select } from 'antd';
import { useCallback, useMemo } from 'react';
import { Link, useSearchParams } from 'react-router';
import { caseStates, type CaseFilter, type CaseKind, type CaseRow, type CaseState } from '../../../api/identification/applications.js';
import { EmptyState } from '../../../components/EmptyState.js';
import { Loading } from '../../../components/Loading.js';
import { PageHeader } from '../../../components/PageHeader.js';
import { ProblemView } from '../../../components/ProblemView.js';
import { useIsPhone } from '../../../components/useIsPhone.js';
import { ListFoot } from '../../../components/virtual-table/ListFoot.js';
import { VirtualCards } from '../../../components/virtual-table/VirtualCards.js';
import { VirtualTable } from '../../../components/virtual-table/VirtualTable.js';
import { useMessages } from '../../../i18n/messages.js';
import { useMay } from '../../../session.js';
import { AreaCascader } from '../../areas/AreaCascader.js';
import { ExportButton } from '../export/ExportButton.js';
import { caseFilterOf, caseParametersOf } from './case-filter.js';
import { caseWordMessages } from './case-words.messages.js';
import { CaseCard } from './CaseCard.js';
import { CaseFunnel } from './CaseFunnel.js';
import { casesMessages } from './cases.messages.js';
import { useCaseColumns } from './columns.js';
import { useCases } from './useCases.js';
import '../../../components/filter-row.css';

const keyOf = (row: CaseRow) => row.id;

/** All cases of the area: where they stand, which are late; the bar above says where they wait and for how long. */
export function CasesPage() {
  const t = useMessages(casesMessages);
  const may = useMay();
  const isPhone = useIsPhone();
  const [parameters, setParameters] = useSearchParams();
  const filter = useMemo(() => caseFilterOf(parameters), [parameters]);
  const columns = useCaseColumns();
  const { query, rows, total } = useCases(filter);
  const { fetchNextPage } = query;
  const loadMore = useCallback(() => void fetchNextPage(), [fetchNextPage]);
  const change = (next: CaseFilter) => setParameters(caseParametersOf(next), { replace: true });
  const list = { rows, rowKey: keyOf, total, hasMore: query.hasNextPage, isLoadingMore: query.isFetchingNextPage, loadMore };
  return (
    <>
      <PageHeader
        title={t('title')}
        lead={t('lead')}
        actions={
          <>
            <ExportButton order={{ list: 'cases', filters: filter.area ? { area: filter.area } : {} }} />
            {may('application.write') ? (
              <Link to="/identification/cases/new">
                <Button type="primary">{t('create')}</Button>
              </Link>
            ) : null}
          </>
        }
      />
      <CaseFunnel filter={filter} onChange={change} />
      <Filters filter={filter} onChange={change} />
      {query.error ? <ProblemView error={query.error} onRetry={() => void query.refetch()} /> : null}
      {query.isPending ? <Loading rows={8} /> : null}
      {query.data && rows.length === 0 ? (
        <div className="panel">
          <EmptyState title={t(filter.late ? 'noLate' : 'empty')}>{t(filter.late ? 'noLateText' : 'emptyNext')}</EmptyState>
        </div>
      ) : null}
      {rows.length > 0 ? (
        <div className="case-list">
          {isPhone ? (
            <VirtualCards label={t('title')} estimatedHeight={104} render={(row) => <CaseCard row={row} />} {...list} />
          ) : (
            <VirtualTable label={t('title')} columns={columns} {...list} />
          )}
          <ListFoot shown={rows.length} total={total} hasMore={query.hasNextPage} />
        </div>
      ) : null}
    </>
  );
}

function Filters({ filter, onChange }: { readonly filter: CaseFilter; readonly onChange: (filter: CaseFilter) => void }) {
  const t = useMessages(casesMessages);
  const words = useMessages(caseWordMessages);
  const kinds: readonly CaseKind[] = ['registration', 'removal', 'categoryChange'];
  return (
    <div className="filter-row no-print" role="search">
      <div className="filter-row-wide">
        <AreaCascader value={filter.area} onChange={(area) => onChange({ ...filter, area })} />
      </div>
      <Select<CaseState>
        aria-label={t('state')}
        allowClear
        placeholder={t('state')}
        value={filter.state ?? null}
        options={caseStates.map((state) => ({ value: state, label: words(`short_${state}`) }))}
        onChange={(state: CaseState | undefined) => onChange({ ...filter, state, open: state ? undefined : true })}
        popupMatchSelectWidth={false}
        listHeight={420}
      />
      <Select<CaseKind>
        aria-label={t('kind')}
        allowClear
        placeholder={t('kind')}
        value={filter.kind ?? null}
        options={kinds.map((kind) => ({ value: kind, label: words(`kind_${kind}`) }))}
        onChange={(kind: CaseKind | undefined) => onChange({ ...filter, kind })}
        popupMatchSelectWidth={false}
      />
      <Checkbox checked={filter.late === true} onChange={(event) => onChange({ ...filter, late: event.target.checked || undefined })}>
        {t('onlyLate')}
      </Checkbox>
      <Checkbox
        checked={!filter.open && !filter.state}
        disabled={Boolean(filter.state)}
        onChange={(event) => onChange({ ...filter, open: event.target.checked ? undefined : true })}
      >
        {t('withEnded')}
      </Checkbox>
    </div>
  );
}
