import { useInfiniteQuery } from '@tanstack/react-query';
import { Table } from 'antd';
import { Link } from 'react-router';
import { listRegisterImports, type RegisterImport } from '../../../api/identification/registers.js';
import { EmptyState } from '../../../components/EmptyState.js';
import { Loading } from '../../../components/Loading.js';
import { MoreButton } from '../../../components/MoreButton.js';
import { ProblemView } from '../../../components/ProblemView.js';
import { useIsPhone } from '../../../components/useIsPhone.js';
import { formatCount, formatInstant } from '../../../i18n/format.js';
import { useMessages } from '../../../i18n/messages.js';
import { registerAddress } from './register-places.js';
import { registerMessages } from './registers.messages.js';
import { RegisterImportTag } from './RegisterStateTag.js';
import { useRegisterName } from './useRegisterName.js';

export function RegisterImports() {
  const t = useMessages(registerMessages);
  const isPhone = useIsPhone();
  const query = useInfiniteQuery({
    queryKey: ['register-imports'],
    queryFn: ({ pageParam, signal }) => listRegisterImports(undefined, pageParam, signal),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (last) => last.nextCursor ?? undefined,
  });
  const items = query.data?.pages.flatMap((page) => page.items) ?? [];
  return (
    <section className="panel" aria-label={t('list')}>
      <h2>{t('list')}</h2>
      {query.error ? <ProblemView error={query.error} onRetry={() => void query.refetch()} /> : null}
      {query.isPending ? <Loading /> : null}
      {query.data && items.length === 0 ? <EmptyState title={t('empty')}>{t('emptyNext')}</EmptyState> : null}
      {items.length > 0 ? isPhone ? <Cards items={items} /> : <ImportTable items={items} /> : null}
      <MoreButton query={query} />
    </section>
  );
}

interface Rows {
  readonly items: readonly RegisterImport[];
}

function ImportTable({ items }: Rows) {
  const t = useMessages(registerMessages);
  const nameOf = useRegisterName();
  const number = (title: string, key: keyof RegisterImport['counts']) => ({
    title,
    align: 'right' as const,
    width: 84,
    render: (_: unknown, { counts }: RegisterImport) => (counts[key] === undefined ? '—' : formatCount(counts[key])),
  });
  return (
    <Table<RegisterImport>
      size="small"
      pagination={false}
      rowKey="id"
      dataSource={[...items]}
      columns={[
        { title: t('kind'), render: (_: unknown, item) => <Link to={registerAddress(item.id)}>{nameOf(item.kind)}</Link> },
        { title: t('asOf'), dataIndex: 'asOf', width: 110 },
        { title: t('authority'), dataIndex: 'authority' },
        { title: t('stateColumn'), width: 100, render: (_: unknown, item) => <RegisterImportTag state={item.state} /> },
        number(t('rows'), 'rows'),
        number(t('matched'), 'matched'),
        number(t('unsure'), 'unsure'),
        number(t('unmatched'), 'unmatched'),
        number(t('refused'), 'refused'),
        { title: t('importedAt'), render: (_: unknown, item) => <span className="nowrap">{formatInstant(item.importedAt)}</span> },
      ]}
    />
  );
}

function Cards({ items }: Rows) {
  const t = useMessages(registerMessages);
  const nameOf = useRegisterName();
  return (
    <ul className="plain-list divided">
      {items.map((item) => (
        <li key={item.id}>
          <div className="row" style={{ justifyContent: 'space-between' }}>
            <Link to={registerAddress(item.id)}>{nameOf(item.kind)}</Link>
            <RegisterImportTag state={item.state} />
          </div>
          {item.counts.rows === undefined ? null : (
            <p>
              {(['rows', 'matched', 'unsure', 'unmatched', 'refused'] as const)
                .map((key) => `${t(key)} ${formatCount(item.counts[key] ?? 0)}`)
                .join(' · ')}
            </p>
          )}
          <p className="soft">
            {t('asOf')} {item.asOf} · {t('importedLine', { name: item.importedBy.name, at: formatInstant(item.importedAt) })}
          </p>
        </li>
      ))}
    </ul>
  );
}
