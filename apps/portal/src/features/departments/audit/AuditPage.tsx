import { useInfiniteQuery } from '@tanstack/react-query';
import { Button, Select, Table } from 'antd';
import { Link, useParams, useSearchParams } from 'react-router';
import { listAudit, type AuditEntry } from '../../../api/department/audit.js';
import { DateField } from '../../../components/DateField.js';
import { EmptyState } from '../../../components/EmptyState.js';
import { Loading } from '../../../components/Loading.js';
import { PageHeader } from '../../../components/PageHeader.js';
import { ProblemView } from '../../../components/ProblemView.js';
import { useIsPhone } from '../../../components/useIsPhone.js';
import { formatInstant } from '../../../i18n/format.js';
import { useMessages } from '../../../i18n/messages.js';
import { useLanguage } from '../../../i18n/useLanguage.js';
import { useDepartmentName } from '../../../layout/departments.js';
import { useMay } from '../../../session.js';
import { actionText } from './audit-actions.js';
import { auditMessages } from './audit.messages.js';
import { Verification } from './Verification.js';

const day = /^\d{4}-\d{2}-\d{2}$/;
const results = ['success', 'refused', 'failed'] as const;

/** A civil day of the office as the instants that bound it. */
const startOf = (date: string): string => `${date}T00:00:00+08:00`;
const endOf = (date: string): string => new Date(Date.parse(startOf(date)) + 86_400_000).toISOString();

export function AuditPage() {
  const t = useMessages(auditMessages);
  const nameOf = useDepartmentName();
  const { department = 'identification' } = useParams();
  const [parameters, setParameters] = useSearchParams();
  const from = day.exec(parameters.get('from') ?? '')?.[0];
  const to = day.exec(parameters.get('to') ?? '')?.[0];
  const result = results.find((known) => known === parameters.get('result'));
  const set = (next: Record<string, string | undefined>) =>
    setParameters(
      Object.fromEntries(Object.entries({ from, to, result, ...next }).filter((entry): entry is [string, string] => Boolean(entry[1]))),
      { replace: true },
    );
  const query = useInfiniteQuery({
    queryKey: ['audit', department, from ?? '', to ?? '', result ?? ''],
    queryFn: ({ pageParam, signal }) =>
      listAudit(department, { result, ...(from ? { from: startOf(from) } : {}), ...(to ? { to: endOf(to) } : {}) }, pageParam, signal),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (last) => last.nextCursor ?? undefined,
  });
  const items = query.data?.pages.flatMap((page) => page.items) ?? [];
  return (
    <>
      <PageHeader title={`${nameOf(department)} · ${t('title')}`} lead={t('lead')} />
      <Verification key={department} department={department} />
      <div className="row no-print">
        <label style={{ width: 160 }}>
          <span className="soft">{t('from')}</span>
          <DateField value={from} onChange={(value) => set({ from: value })} aria-label={t('from')} />
        </label>
        <label style={{ width: 160 }}>
          <span className="soft">{t('to')}</span>
          <DateField value={to} onChange={(value) => set({ to: value })} aria-label={t('to')} />
        </label>
        <label style={{ width: 140 }}>
          <span className="soft">{t('result')}</span>
          <Select
            allowClear
            aria-label={t('result')}
            placeholder={t('all')}
            value={result ?? null}
            options={results.map((value) => ({ value, label: t(`result_${value}`) }))}
            onChange={(value) => set({ result: value ?? undefined })}
            style={{ width: '100%' }}
          />
        </label>
      </div>
      <section className="panel" aria-label={t('title')}>
        {query.error ? <ProblemView error={query.error} onRetry={() => void query.refetch()} /> : null}
        {query.isPending ? <Loading rows={10} /> : null}
        {query.data && items.length === 0 ? <EmptyState title={t('empty')} /> : null}
        {items.length > 0 ? <Entries items={items} /> : null}
        {query.hasNextPage ? (
          <Button loading={query.isFetchingNextPage} onClick={() => void query.fetchNextPage()} style={{ marginTop: 8 }}>
            {t('more')}
          </Button>
        ) : null}
      </section>
    </>
  );
}

function Entries({ items }: { readonly items: readonly AuditEntry[] }) {
  const t = useMessages(auditMessages);
  const may = useMay();
  const isPhone = useIsPhone();
  const language = useLanguage();
  const objectName = (type: string) => {
    const key = `object_${type.replace(/[.-]/g, '_')}`;
    return key in auditMessages.zh ? t(key as 'object_household') : type;
  };
  const objectOf = (entry: AuditEntry) =>
    entry.objectType === 'household' && entry.objectId && may('household.read') ? (
      <Link to={`/identification/households/${entry.objectId}`}>{objectName('household')}</Link>
    ) : (
      [entry.objectType && objectName(entry.objectType), entry.objectId?.slice(0, 8)].filter(Boolean).join(' ') || '—'
    );
  if (isPhone) {
    return (
      <ul className="plain-list divided">
        {items.map((entry) => (
          <li key={entry.id}>
            <div className="row" style={{ justifyContent: 'space-between' }}>
              <strong>{actionText(entry.action, language)}</strong>
              <span>{t(`result_${entry.result}`)}</span>
            </div>
            <p>
              {entry.account?.name ?? t('system')} · {objectOf(entry)}
            </p>
            {entry.purpose ? <p>{entry.purpose}</p> : null}
            <p className="soft">{formatInstant(entry.occurredAt)}</p>
          </li>
        ))}
      </ul>
    );
  }
  return (
    <Table<AuditEntry>
      size="small"
      pagination={false}
      rowKey="id"
      dataSource={[...items]}
      columns={[
        { title: t('position'), width: 80, align: 'right', render: (_: unknown, entry) => entry.position ?? '—' },
        { title: t('when'), width: 150, render: (_: unknown, entry) => <span className="nowrap">{formatInstant(entry.occurredAt)}</span> },
        { title: t('who'), width: 150, render: (_: unknown, entry) => entry.account?.name ?? t('system') },
        { title: t('action'), width: 160, render: (_: unknown, entry) => actionText(entry.action, language) },
        { title: t('object'), width: 180, render: (_: unknown, entry) => objectOf(entry) },
        { title: t('purpose'), render: (_: unknown, entry) => entry.purpose ?? '' },
        { title: t('result'), width: 90, render: (_: unknown, entry) => t(`result_${entry.result}`) },
      ]}
    />
  );
}
