import { useInfiniteQuery } from '@tanstack/react-query';
import { Button, Segmented } from 'antd';
import { useSearchParams } from 'react-router';
import { listRolls, rollStatuses, type RollStatus } from '../../../api/identification/rolls.js';
import { EmptyState } from '../../../components/EmptyState.js';
import { Loading } from '../../../components/Loading.js';
import { PageHeader } from '../../../components/PageHeader.js';
import { ProblemView } from '../../../components/ProblemView.js';
import { useMessages } from '../../../i18n/messages.js';
import { useMay } from '../../../session.js';
import { RollsWanted } from './RollsWanted.js';
import { RollForm } from './RollForm.js';
import { RollItem } from './RollItem.js';
import { rollMessages } from './rolls.messages.js';

/** How many may come to the meetings of each village, and who stands for the number. */
export function RollsPage() {
  const t = useMessages(rollMessages);
  const may = useMay();
  const [parameters, setParameters] = useSearchParams();
  const status = rollStatuses.find((known) => known === parameters.get('status')) ?? 'proposed';
  const isEntering = parameters.has('enter') && may('roll.keep');
  const query = useInfiniteQuery({
    queryKey: ['rolls', status],
    queryFn: ({ pageParam, signal }) => listRolls({ status }, pageParam, signal),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (last) => last.nextCursor ?? undefined,
  });
  const items = query.data?.pages.flatMap((page) => page.items) ?? [];
  const show = (next: RollStatus): void => setParameters(next === 'proposed' ? {} : { status: next }, { replace: true });
  return (
    <>
      <PageHeader
        title={t('title')}
        lead={t('lead')}
        actions={
          may('roll.keep') && !isEntering ? (
            <Button type="primary" onClick={() => setParameters({ enter: '' })}>
              {t('enter')}
            </Button>
          ) : null
        }
      />
      {isEntering ? (
        <RollForm
          {...(parameters.get('village') ? { villageCode: parameters.get('village') as string } : {})}
          {...(parameters.get('group') ? { groupName: parameters.get('group') as string } : {})}
          key={parameters.get('village') ?? ''}
          onDone={() => show('proposed')}
        />
      ) : null}
      {may('roll.keep') && !isEntering ? <RollsWanted /> : null}
      <Segmented<RollStatus>
        className="fit"
        aria-label={t('status')}
        value={status}
        onChange={show}
        options={rollStatuses.map((value) => ({ value, label: t(`status_${value}`) }))}
      />
      {query.error ? <ProblemView error={query.error} onRetry={() => void query.refetch()} /> : null}
      {query.isPending ? <Loading rows={8} /> : null}
      {query.data && items.length === 0 ? (
        <div className="panel">
          <EmptyState title={t('empty', { status: t(`status_${status}`) })}>{t('emptyNext')}</EmptyState>
        </div>
      ) : null}
      {items.map((roll) => (
        <RollItem key={roll.id} roll={roll} />
      ))}
      {query.hasNextPage ? (
        <Button className="fit" loading={query.isFetchingNextPage} onClick={() => void query.fetchNextPage()}>
          {t('more')}
        </Button>
      ) : null}
    </>
  );
}
