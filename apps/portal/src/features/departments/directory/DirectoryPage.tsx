import { HouseholdCategories } from '@jingzhun/domain/household-category';
import { HouseholdStatuses } from '@jingzhun/domain/household-status';
import { PovertyCauses } from '@jingzhun/domain/poverty-cause';
import { useInfiniteQuery } from '@tanstack/react-query';
import { Select } from 'antd';
import { useCallback, useMemo } from 'react';
import { Link, useParams, useSearchParams } from 'react-router';
import { listDirectory, searchDirectory, type DirectoryRow } from '../../../api/department/directory.js';
import { useCommand } from '../../../api/useCommand.js';
import { EmptyState } from '../../../components/EmptyState.js';
import { Loading } from '../../../components/Loading.js';
import { PageHeader } from '../../../components/PageHeader.js';
import { ProblemView } from '../../../components/ProblemView.js';
import { useIsPhone } from '../../../components/useIsPhone.js';
import type { Column } from '../../../components/virtual-table/columns.js';
import { ListFoot } from '../../../components/virtual-table/ListFoot.js';
import { VirtualCards } from '../../../components/virtual-table/VirtualCards.js';
import { VirtualTable } from '../../../components/virtual-table/VirtualTable.js';
import { codeOptions, useCodeText } from '../../../i18n/code-text.js';
import { formatCount } from '../../../i18n/format.js';
import { useLanguage } from '../../../i18n/useLanguage.js';
import { useMessages } from '../../../i18n/messages.js';
import { useDepartmentName } from '../../../layout/departments.js';
import { useMay } from '../../../session.js';
import '../../../components/filter-row.css';
import '../../../components/record-card.css';
import { AreaCascader } from '../../areas/AreaCascader.js';
import { useAreaName } from '../../areas/useDivisions.js';
import { directoryFilterOf, type DirectoryAddress } from './directory-filter.js';
import { directoryMessages } from './directory.messages.js';
import { DirectorySearch } from './DirectorySearch.js';

const keyOf = (row: DirectoryRow) => row.id;
const benefitsOf = ({ id }: DirectoryRow): string => `/finance/household-benefits?household=${id}`;

export function DirectoryPage() {
  const { department = 'industry' } = useParams();
  // Another department is another list: nothing of the last one stays.
  return <Directory key={department} department={department} />;
}

function Directory({ department }: { readonly department: string }) {
  const t = useMessages(directoryMessages);
  const nameOf = useDepartmentName();
  const language = useLanguage();
  const may = useMay();
  const [parameters, setParameters] = useSearchParams();
  const filter = useMemo(() => directoryFilterOf(parameters), [parameters]);
  const change = (next: DirectoryAddress) =>
    setParameters(
      Object.fromEntries(Object.entries({ ...filter, ...next }).filter((entry): entry is [string, string] => Boolean(entry[1]))),
      { replace: true },
    );
  const query = useInfiniteQuery({
    queryKey: ['directory', department, filter],
    queryFn: ({ pageParam, signal }) => listDirectory(department, filter, pageParam, 300, signal),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (last) => last.nextCursor ?? undefined,
  });
  const search = useCommand((terms: { name?: string; number?: string }) => searchDirectory(department, terms));
  const listed = useMemo(() => query.data?.pages.flatMap((page) => page.items) ?? [], [query.data]);
  const { fetchNextPage } = query;
  const loadMore = useCallback(() => void fetchNextPage(), [fetchNextPage]);
  const found = search.result;
  const rows = found?.items ?? listed;
  const hasMore = found ? false : query.hasNextPage;
  const total = found ? found.items.length : query.data?.pages[0]?.total;
  const error = search.problem ?? query.error;
  return (
    <div className="fills">
      <PageHeader title={`${nameOf(department)} · ${t('title')}`} lead={t('lead')} />
      {may('directory.search') ? (
        <DirectorySearch isPending={search.isPending} isShown={found !== undefined} onSearch={search.run} onClear={search.forget} />
      ) : null}
      {found ? null : (
        <div className="filter-row no-print">
          <div className="filter-row-wide">
            <AreaCascader value={filter.area} onChange={(area) => change({ area })} />
          </div>
          <Select<string>
            aria-label={t('category')}
            allowClear
            placeholder={t('category')}
            value={filter.category ?? null}
            options={codeOptions(HouseholdCategories, language)}
            onChange={(category) => change({ category: category ?? undefined })}
            popupMatchSelectWidth={false}
          />
          <Select<string>
            aria-label={t('cause')}
            allowClear
            placeholder={t('cause')}
            value={filter.mainCause ?? null}
            options={codeOptions(PovertyCauses, language)}
            onChange={(mainCause) => change({ mainCause: mainCause ?? undefined })}
            popupMatchSelectWidth={false}
          />
        </div>
      )}
      {error ? <ProblemView error={error} onRetry={() => void query.refetch()} /> : null}
      {query.isPending ? <Loading rows={10} /> : null}
      {query.data && rows.length === 0 ? (
        <div className="panel">
          <EmptyState title={t(found ? 'none' : 'empty')}>{found ? null : t('emptyNext')}</EmptyState>
        </div>
      ) : null}
      {rows.length > 0 ? (
        <Rows
          department={department}
          rows={rows}
          total={total}
          hasMore={hasMore}
          isLoadingMore={query.isFetchingNextPage}
          loadMore={loadMore}
        />
      ) : null}
      {rows.length > 0 ? <ListFoot shown={rows.length} total={total} hasMore={hasMore} /> : null}
    </div>
  );
}

interface RowsProps {
  readonly department: string;
  readonly rows: readonly DirectoryRow[];
  readonly total: number | undefined;
  readonly hasMore: boolean;
  readonly isLoadingMore: boolean;
  readonly loadMore: () => void;
}

function Rows({ department, ...props }: RowsProps) {
  const t = useMessages(directoryMessages);
  const text = useCodeText();
  const areaName = useAreaName();
  const isPhone = useIsPhone();
  const may = useMay();
  const hasBenefits = department === 'finance' && may('benefit.read');
  const columns = useMemo<Column<DirectoryRow>[]>(
    () => [
      {
        key: 'head',
        title: t('head'),
        width: 110,
        render: (row) => (row.matchedPerson ? `${row.headName} (${row.matchedPerson})` : row.headName),
      },
      ...(hasBenefits
        ? [
            {
              key: 'benefits',
              title: t('benefits'),
              width: 90,
              render: (row: DirectoryRow) => (
                <Link to={benefitsOf(row)} aria-label={t('benefitsOf', { head: row.headName })}>
                  {t('benefits')}
                </Link>
              ),
            },
          ]
        : []),
      { key: 'number', title: t('number'), width: 190, render: (row) => row.number },
      {
        key: 'place',
        title: t('place'),
        width: 180,
        grow: true,
        render: (row) => [areaName(row.villageCode), row.groupName].filter(Boolean).join(' '),
      },
      { key: 'members', title: t('members'), width: 76, align: 'right', render: (row) => formatCount(row.memberCount) },
      { key: 'category', title: t('category'), width: 130, render: (row) => text(HouseholdCategories, row.category) },
      { key: 'cause', title: t('cause'), width: 150, render: (row) => text(PovertyCauses, row.mainCause) },
      { key: 'status', title: t('status'), width: 120, render: (row) => text(HouseholdStatuses, row.status) },
    ],
    [t, text, areaName, hasBenefits],
  );
  if (!isPhone) return <VirtualTable label={t('title')} columns={columns} rowKey={keyOf} {...props} />;
  return (
    <VirtualCards
      label={t('title')}
      rowKey={keyOf}
      estimatedHeight={hasBenefits ? 118 : 96}
      {...props}
      render={(row) => (
        <div className="record-card">
          <span className="record-card-head">
            <strong>{row.headName}</strong>
            <span>{t('persons', { count: row.memberCount })}</span>
          </span>
          <span className="soft">{areaName(row.villageCode)}</span>
          <span>
            {text(HouseholdCategories, row.category)} · {text(PovertyCauses, row.mainCause)}
          </span>
          {hasBenefits ? (
            <Link to={benefitsOf(row)} aria-label={t('benefitsOf', { head: row.headName })}>
              {t('benefits')}
            </Link>
          ) : null}
        </div>
      )}
    />
  );
}
