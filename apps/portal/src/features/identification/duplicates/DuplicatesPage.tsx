import { useInfiniteQuery } from '@tanstack/react-query';
import { listDuplicates } from '../../../api/identification/duplicates.js';
import { EmptyState } from '../../../components/EmptyState.js';
import { Loading } from '../../../components/Loading.js';
import { MoreButton } from '../../../components/MoreButton.js';
import { PageHeader } from '../../../components/PageHeader.js';
import { ProblemView } from '../../../components/ProblemView.js';
import { useMessages } from '../../../i18n/messages.js';
import { ExportButton } from '../export/ExportButton.js';
import { DuplicateItem } from './DuplicateItem.js';
import { duplicateMessages } from './duplicates.messages.js';

export function DuplicatesPage() {
  const t = useMessages(duplicateMessages);
  const query = useInfiniteQuery({
    queryKey: ['duplicates'],
    queryFn: ({ pageParam, signal }) => listDuplicates(pageParam, signal),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (last) => last.nextCursor ?? undefined,
  });
  const items = query.data?.pages.flatMap((page) => page.items) ?? [];
  return (
    <>
      <PageHeader title={t('title')} lead={t('lead')} actions={<ExportButton order={{ list: 'duplicates', filters: {} }} />} />
      {query.error ? <ProblemView error={query.error} onRetry={() => void query.refetch()} /> : null}
      {query.isPending ? <Loading rows={8} /> : null}
      {query.data && items.length === 0 ? (
        <div className="panel">
          <EmptyState title={t('empty')}>{t('emptyNext')}</EmptyState>
        </div>
      ) : null}
      {items.map((duplicate) => (
        <DuplicateItem key={duplicate.id} duplicate={duplicate} />
      ))}
      <MoreButton query={query} />
    </>
  );
}
