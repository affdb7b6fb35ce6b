import { Progress, Table } from 'antd';
import { useQuery } from '@tanstack/react-query';
import { readMessaging, type ConsumerState, type MessagingState } from '../../../api/department/operations.js';
import { Answer } from '../../../components/Answer.js';
import { Facts } from '../../../components/Facts.js';
import { StatusTag, type Tone } from '../../../components/StatusTag.js';
import { formatCount } from '../../../i18n/format.js';
import { useMessages } from '../../../i18n/messages.js';
import { operationMessages } from './operations.messages.js';

const tones: Readonly<Record<MessagingState['state'], Tone>> = { up: 'done', degraded: 'waiting', down: 'stopped' };
const megabytes = (bytes: number): string => (bytes / 1_000_000).toFixed(1);

export function MessagingPanel({ department }: { readonly department: string }) {
  const t = useMessages(operationMessages);
  const query = useQuery({
    queryKey: ['messaging', department],
    queryFn: ({ signal }) => readMessaging(department, signal),
    refetchInterval: 10_000,
  });
  return (
    <section className="panel" aria-label={t('messaging')}>
      <div className="panel-head">
        <h2>{t('messaging')}</h2>
        <span className="soft">{t('refreshed')}</span>
      </div>
      <Answer query={query}>{(state) => <Messaging state={state} />}</Answer>
    </section>
  );
}

function Messaging({ state }: { readonly state: MessagingState }) {
  const t = useMessages(operationMessages);
  const outbox = state.outbox;
  return (
    <div className="stack">
      <Facts
        items={[
          { label: t('state'), value: <StatusTag tone={tones[state.state]}>{t(`state_${state.state}`)}</StatusTag> },
          { label: t('broker'), value: state.broker.connected ? `${t('connected')} ${state.broker.version ?? ''}` : t('disconnected') },
          {
            label: t('outbox'),
            value:
              outbox.waiting > 0
                ? `${formatCount(outbox.waiting)} · ${t('outboxOldest', { seconds: formatCount(outbox.oldestSeconds) })}`
                : '0',
          },
          { label: t('published'), value: formatCount(outbox.published) },
        ]}
      />
      {state.reasons.length > 0 ? (
        <ul>
          {state.reasons.map((reason) => (
            <li key={reason}>{reason}</li>
          ))}
        </ul>
      ) : null}
      {state.consumers.length > 0 ? <Consumers consumers={state.consumers} /> : null}
      {state.fills.length > 0 ? (
        <ul className="plain-list" aria-label={t('fills')}>
          {state.fills.map((fill) => (
            <li key={fill.name}>
              <span>
                {t(fillName(fill.name))} ·{' '}
                {fill.maxBytes
                  ? t('ofMax', { used: megabytes(fill.bytes), max: megabytes(fill.maxBytes) })
                  : t('usedOnly', { used: megabytes(fill.bytes) })}
              </span>
              <Progress
                percent={Math.round(fill.fill * 100)}
                size="small"
                strokeColor={fill.warning ? '#a8201a' : '#8c847a'}
                aria-label={`${t('used')} ${t(fillName(fill.name))}`}
              />
            </li>
          ))}
        </ul>
      ) : null}
    </div>
  );
}

function fillName(name: string): 'fill_own' | 'fill_dead' | 'fill_disk' {
  if (name === 'disk') return 'fill_disk';
  return name.startsWith('DLQ_') ? 'fill_dead' : 'fill_own';
}

function Consumers({ consumers }: { readonly consumers: readonly ConsumerState[] }) {
  const t = useMessages(operationMessages);
  const number = (title: string, key: 'waiting' | 'handled' | 'duplicates' | 'failedAttempts' | 'parked') => ({
    title,
    align: 'right' as const,
    render: (_: unknown, row: ConsumerState) => (row[key] === undefined ? '—' : formatCount(row[key])),
  });
  return (
    <div className="wide-table" tabIndex={0} role="region" aria-label={t('consumers')}>
      <Table<ConsumerState>
        size="small"
        pagination={false}
        rowKey="handler"
        dataSource={[...consumers]}
        columns={[
          { title: t('handler'), dataIndex: 'handler' },
          { title: t('running'), render: (_: unknown, row) => t(row.running ? 'yes' : 'no') },
          number(t('waiting'), 'waiting'),
          number(t('handled'), 'handled'),
          number(t('duplicates'), 'duplicates'),
          number(t('failed'), 'failedAttempts'),
          number(t('parked'), 'parked'),
        ]}
      />
    </div>
  );
}
