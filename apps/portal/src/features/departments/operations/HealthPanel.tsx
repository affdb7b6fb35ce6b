import { useQuery } from '@tanstack/react-query';
import { readHealth, type Health } from '../../../api/gateway/health.js';
import { Answer } from '../../../components/Answer.js';
import { Facts } from '../../../components/Facts.js';
import { StatusTag } from '../../../components/StatusTag.js';
import { useMessages } from '../../../i18n/messages.js';
import { useDepartmentName } from '../../../layout/departments.js';
import { operationMessages } from './operations.messages.js';

export function HealthPanel() {
  const t = useMessages(operationMessages);
  const nameOf = useDepartmentName();
  const query = useQuery({ queryKey: ['health'], queryFn: ({ signal }) => readHealth(signal), refetchInterval: 10_000 });
  return (
    <section className="panel" aria-label={t('health')}>
      <h2>{t('health')}</h2>
      <Answer query={query}>
        {(health) => (
          <Facts
            items={partsOf(health).map(([name, state]) => ({
              label: name === 'broker' || name === 'database' || name === 'messaging' ? t(`part_${name}`) : nameOf(name),
              value: <StatusTag tone={state === 'up' ? 'done' : state === 'down' ? 'stopped' : 'waiting'}>{wordOf(state, t)}</StatusTag>,
            }))}
          />
        )}
      </Answer>
    </section>
  );
}

function wordOf(state: string, t: ReturnType<typeof useMessages<keyof typeof operationMessages.zh>>): string {
  const key = `state_${state}`;
  return key in operationMessages.zh ? t(key as 'state_up') : state;
}

function partsOf(health: Health): [string, string][] {
  const parts = health['checks'] ?? health;
  if (typeof parts !== 'object' || parts === null) return [];
  return Object.entries(parts).flatMap(([name, entry]): [string, string][] => {
    const state = (entry as { state?: unknown } | null)?.state;
    return typeof state === 'string' ? [[name, state]] : [];
  });
}
