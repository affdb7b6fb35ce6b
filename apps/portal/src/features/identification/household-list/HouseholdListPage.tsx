import { useCallback, useMemo } from 'react';
import { Link, useSearchParams } from 'react-router';
import type { HouseholdFilter, HouseholdRow } from '../../../api/identification/households.js';
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
import { ColumnChooser } from './ColumnChooser.js';
import { useHouseholdColumns } from './columns.js';
import { ExportButton } from '../export/ExportButton.js';
import { exportOrderOf } from './export-order.js';
import { filterOf, parametersOf } from './household-filter.js';
import { householdListMessages } from './household-list.messages.js';
import { HouseholdCard } from './HouseholdCard.js';
import { HouseholdFilters } from './HouseholdFilters.js';
import { useHouseholds } from './useHouseholds.js';
import { useRememberedColumns } from './useRememberedColumns.js';

const keyOf = (row: HouseholdRow) => row.id;

export function HouseholdListPage() {
  const t = useMessages(householdListMessages);
  const may = useMay();
  const isPhone = useIsPhone();
  const [parameters, setParameters] = useSearchParams();
  const filter = useMemo(() => filterOf(parameters), [parameters]);
  const [shown, setShown] = useRememberedColumns();
  const allColumns = useHouseholdColumns();
  const columns = useMemo(() => allColumns.filter((column) => shown.includes(column.key)), [allColumns, shown]);
  const { query, rows, total } = useHouseholds(filter);
  const { fetchNextPage } = query;
  const loadMore = useCallback(() => void fetchNextPage(), [fetchNextPage]);
  const change = (next: HouseholdFilter) => setParameters(parametersOf(next), { replace: true });
  const list = { rows, rowKey: keyOf, total, hasMore: query.hasNextPage, isLoadingMore: query.isFetchingNextPage, loadMore };

  return (
    <div className="fills">
      <PageHeader
        title={t('title')}
        lead={may('household.search') ? <Link to="/identification/search">{t('search')}</Link> : undefined}
        actions={
          <>
            {isPhone ? null : <ColumnChooser columns={allColumns} shown={shown} onChange={setShown} />}
            <ExportButton order={exportOrderOf(filter, shown)} text={t('exportText')} />
          </>
        }
      />
      <HouseholdFilters filter={filter} onChange={change} />
      {query.error ? <ProblemView error={query.error} onRetry={() => void query.refetch()} /> : null}
      {query.isPending ? <Loading rows={10} /> : null}
      {query.data && rows.length === 0 ? (
        <div className="panel">
          <EmptyState title={t('empty')}>{t('emptyNext')}</EmptyState>
        </div>
      ) : null}
      {rows.length > 0 && isPhone ? (
        <VirtualCards label={t('title')} estimatedHeight={112} render={(row) => <HouseholdCard row={row} />} {...list} />
      ) : null}
      {rows.length > 0 && !isPhone ? <VirtualTable label={t('title')} columns={columns} {...list} /> : null}
      {rows.length > 0 ? <ListFoot shown={rows.length} total={total} hasMore={query.hasNextPage} /> : null}
    </div>
  );
}
