import { useInfiniteQuery } from '@tanstack/react-query';
import { Table } from 'antd';
import { Link } from 'react-router';
import { listImports, type Import } from '../../../api/identification/imports.js';
import { EmptyState } from '../../../components/EmptyState.js';
import { Loading } from '../../../components/Loading.js';
import { MoreButton } from '../../../components/MoreButton.js';
import { PageHeader } from '../../../components/PageHeader.js';
import { ProblemView } from '../../../components/ProblemView.js';
import { useIsPhone } from '../../../components/useIsPhone.js';
import { formatCount, formatInstant } from '../../../i18n/format.js';
import { useMessages } from '../../../i18n/messages.js';
import { useMay } from '../../../session.js';
import { importMessages } from './imports.messages.js';
import { ImportStateTag } from './ImportStateTag.js';
import { isCounted, takenOf } from './three-numbers.js';
import { UploadForm } from './UploadForm.js';

export function ImportsPage() {
  const t = useMessages(importMessages);
  const may = useMay();
  const isPhone = useIsPhone();
  const query = useInfiniteQuery({
    queryKey: ['imports'],
    queryFn: ({ pageParam, signal }) => listImports(pageParam, signal),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (last) => last.nextCursor ?? undefined,
  });
  const items = query.data?.pages.flatMap((page) => page.items) ?? [];
  return (
    <>
      <PageHeader title={t('title')} lead={t('lead')} />
      {may('import.upload') ? <UploadForm /> : null}
      <section className="panel" aria-label={t('listTitle')}>
        <h2>{t('listTitle')}</h2>
        {query.error ? <ProblemView error={query.error} onRetry={() => void query.refetch()} /> : null}
        {query.isPending ? <Loading /> : null}
        {query.data && items.length === 0 ? <EmptyState title={t('empty')}>{t('emptyNext')}</EmptyState> : null}
        {items.length > 0 && isPhone ? <ImportCards items={items} /> : null}
        {items.length > 0 && !isPhone ? <ImportTable items={items} /> : null}
        <MoreButton query={query} />
      </section>
    </>
  );
}

const address = (id: string) => `/identification/imports/${id}`;

function ImportTable({ items }: { readonly items: readonly Import[] }) {
  const t = useMessages(importMessages);
  const number = (title: string, pick: (item: Import) => number | undefined) => ({
    title,
    align: 'right' as const,
    render: (_: unknown, item: Import) => {
      const value = pick(item);
      return value === undefined ? '—' : formatCount(value);
    },
  });
  return (
    <Table<Import>
      size="small"
      pagination={false}
      rowKey="id"
      dataSource={[...items]}
      columns={[
        { title: t('file'), render: (_: unknown, item) => <Link to={address(item.id)}>{item.fileName}</Link> },
        { title: t('state'), render: (_: unknown, item) => <ImportStateTag state={item.state} /> },
        number(t('taken'), (item) => (isCounted(item.counts) ? takenOf(item.counts) : undefined)),
        number(t('unchanged'), (item) => item.counts.householdsUnchanged),
        number(t('refused'), (item) => item.counts.householdsRefused),
        { title: t('uploadedBy'), render: (_: unknown, item) => item.uploadedBy.name },
        { title: t('uploadedAt'), render: (_: unknown, item) => <span className="nowrap">{formatInstant(item.uploadedAt)}</span> },
      ]}
    />
  );
}

function ImportCards({ items }: { readonly items: readonly Import[] }) {
  const t = useMessages(importMessages);
  return (
    <ul className="plain-list divided">
      {items.map((item) => (
        <li key={item.id}>
          <div className="row" style={{ justifyContent: 'space-between' }}>
            <Link to={address(item.id)}>{item.fileName}</Link>
            <ImportStateTag state={item.state} />
          </div>
          {isCounted(item.counts) ? (
            <p>
              {t('taken')} {formatCount(takenOf(item.counts))} · {t('unchanged')} {formatCount(item.counts.householdsUnchanged ?? 0)} ·{' '}
              {t('refused')} {formatCount(item.counts.householdsRefused ?? 0)}
            </p>
          ) : null}
          <p className="soft">{t('uploadedLine', { name: item.uploadedBy.name, at: formatInstant(item.uploadedAt) })}</p>
        </li>
      ))}
    </ul>
  );
}
