import { useInfiniteQuery } from '@tanstack/react-query';
import { Segmented } from 'antd';
import { useSearchParams } from 'react-router';
import { listCorrections, type CorrectionStatus } from '../../../api/identification/corrections.js';
import { EmptyState } from '../../../components/EmptyState.js';
import { Loading } from '../../../components/Loading.js';
import { MoreButton } from '../../../components/MoreButton.js';
import { PageHeader } from '../../../components/PageHeader.js';
import { ProblemView } from '../../../components/ProblemView.js';
import { useMessages } from '../../../i18n/messages.js';
import { ExportButton } from '../export/ExportButton.js';
import { correctionMessages } from './correction.messages.js';
import { CorrectionItem } from './CorrectionItem.js';

const statuses: readonly CorrectionStatus[] = ['proposed', 'approved', 'rejected', 'withdrawn'];

export function CorrectionsPage() {
  const t = useMessages(correctionMessages);
  const [parameters, setParameters] = useSearchParams();
  const status = statuses.find((known) => known === parameters.get('status')) ?? 'proposed';
  const query = useInfiniteQuery({
    queryKey: ['corrections', status],
    queryFn: ({ pageParam, signal }) => listCorrections({ status }, pageParam, signal),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (last) => last.nextCursor ?? undefined,
  });
  const items = query.data?.pages.flatMap((page) => page.items) ?? [];
  return (
    <>
      <PageHeader title={t('title')} lead={t('lead')} actions={<ExportButton order={{ list: 'corrections', filters: {} }} />} />
      <Segmented<CorrectionStatus>
        className="fit"
        aria-label={t('status')}
        value={status}
        onChange={(next) => setParameters(next === 'proposed' ? {} : { status: next }, { replace: true })}
        options={statuses.map((value) => ({ value, label: t(`status_${value}`) }))}
      />
      {query.error ? <ProblemView error={query.error} onRetry={() => void query.refetch()} /> : null}
      {query.isPending ? <Loading rows={8} /> : null}
      {query.data && items.length === 0 ? (
        <div className="panel">
          <EmptyState title={t('empty', { status: t(`status_${status}`) })}>{t('emptyNext')}</EmptyState>
        </div>
      ) : null}
      {items.map((correction) => (
        <CorrectionItem key={correction.id} correction={correction} />
      ))}
      <MoreButton query={query} />
    </>
  );
}
