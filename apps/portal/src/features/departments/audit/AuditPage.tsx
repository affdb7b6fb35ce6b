import { useInfiniteQuery } from '@tanstack/react-query';
import { Select } from 'antd';
import { useParams, useSearchParams } from 'react-router';
import { listAudit } from '../../../api/department/audit.js';
import { DateField } from '../../../components/DateField.js';
import { EmptyState } from '../../../components/EmptyState.js';
import { Loading } from '../../../components/Loading.js';
import { MoreButton } from '../../../components/MoreButton.js';
import { PageHeader } from '../../../components/PageHeader.js';
import { ProblemView } from '../../../components/ProblemView.js';
import { useMessages } from '../../../i18n/messages.js';
import { useDepartmentName } from '../../../layout/departments.js';
import { auditMessages } from './audit.messages.js';
import { AuditEntries } from './AuditEntries.js';
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
        {items.length > 0 ? <AuditEntries items={items} /> : null}
        <MoreButton query={query} />
      </section>
    </>
  );
}
