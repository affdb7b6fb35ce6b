import { useInfiniteQuery, useQueryClient } from '@tanstack/react-query';
import { App, Button } from 'antd';
import { listDeadLetters, replayDeadLetter, type DeadLetter } from '../../../api/department/operations.js';
import { useCommand } from '../../../api/useCommand.js';
import { EmptyState } from '../../../components/EmptyState.js';
import { Facts } from '../../../components/Facts.js';
import { Loading } from '../../../components/Loading.js';
import { MoreButton } from '../../../components/MoreButton.js';
import { ProblemView } from '../../../components/ProblemView.js';
import { formatCount, formatInstant } from '../../../i18n/format.js';
import { useMessages } from '../../../i18n/messages.js';
import { useMay } from '../../../session.js';
import { operationMessages } from './operations.messages.js';

export function DeadLetters({ department }: { readonly department: string }) {
  const t = useMessages(operationMessages);
  const query = useInfiniteQuery({
    queryKey: ['dead-letters', department],
    queryFn: ({ pageParam, signal }) => listDeadLetters(department, pageParam, signal),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (last) => last.nextCursor ?? undefined,
  });
  const items = query.data?.pages.flatMap((page) => page.items) ?? [];
  return (
    <section className="panel" aria-label={t('dead')}>
      <h2>{t('dead')}</h2>
      <p className="soft">{t('deadLead')}</p>
      {query.error ? <ProblemView error={query.error} onRetry={() => void query.refetch()} /> : null}
      {query.isPending ? <Loading /> : null}
      {query.data && items.length === 0 ? <EmptyState title={t('noDead')} /> : null}
      <ul className="plain-list divided">
        {items.map((letter) => (
          <li key={letter.sequence}>
            <Letter letter={letter} department={department} />
          </li>
        ))}
      </ul>
      <MoreButton query={query} />
    </section>
  );
}

function Letter({ letter, department }: { readonly letter: DeadLetter; readonly department: string }) {
  const t = useMessages(operationMessages);
  const may = useMay();
  const { message } = App.useApp();
  const client = useQueryClient();
  const replay = useCommand(
    (sequence: number, key) => replayDeadLetter(department, sequence, key),
    ({ outcome }) => {
      void message.success(t(outcome === 'handled' ? 'replayed' : 'alreadyHandled'));
      void client.invalidateQueries({ queryKey: ['dead-letters', department] });
      void client.invalidateQueries({ queryKey: ['messaging', department] });
    },
  );
  const mayReplay = may('operations.write');
  return (
    <div className="stack" style={{ gap: 4 }}>
      <div className="row" style={{ justifyContent: 'space-between' }}>
        <strong>
          {letter.handler} · {letter.reason}
        </strong>
        <Button disabled={!mayReplay} loading={replay.isPending} onClick={() => replay.run(letter.sequence)}>
          {t('replay')}
        </Button>
      </div>
      {mayReplay ? null : <p className="soft">{t('replayNeeds')}</p>}
      <p>{letter.detail}</p>
      <p className="soft">
        {t('parkedAt')} {formatInstant(letter.parkedAt)} · {t('attempts')} {t('attemptsOf', { count: letter.attempts })}
      </p>
      <details>
        <summary>{t('inspect')}</summary>
        <Facts
          items={[
            { label: t('type'), value: letter.type ?? '—' },
            { label: t('eventId'), value: letter.eventId ?? '—' },
            { label: t('subject'), value: letter.subject },
            { label: t('streamPlace'), value: `${letter.stream} #${letter.streamSequence}` },
            { label: t('size'), value: t('bytes', { count: formatCount(letter.bytes) }) },
          ]}
        />
      </details>
      {replay.problem ? <ProblemView error={replay.problem} /> : null}
    </div>
  );
}
