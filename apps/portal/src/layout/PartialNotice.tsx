import { useQuery } from '@tanstack/react-query';
import { Alert } from 'antd';
import { readHealth, type Health } from '../api/gateway/health.js';
import { useMessages } from '../i18n/messages.js';
import { departments, useDepartmentName } from './departments.js';
import { layoutMessages } from './layout.messages.js';

/** Says which departments are down, and that the others are not. */
export function PartialNotice() {
  const t = useMessages(layoutMessages);
  const nameOf = useDepartmentName();
  const { data } = useQuery({ queryKey: ['health'], queryFn: ({ signal }) => readHealth(signal), refetchInterval: 60_000, retry: false });
  const down = data ? departmentsDown(data) : [];
  if (down.length === 0) return null;
  return <Alert banner type="warning" role="status" title={t('partial', { departments: down.map(nameOf).join('、') })} />;
}

export function departmentsDown(health: Health): string[] {
  return departments.filter((department) => isDown(entryOf(health, department)));
}

function entryOf(health: Health, department: string): unknown {
  for (const place of [health['checks'], health]) {
    if (typeof place === 'object' && place !== null && department in place) return (place as Record<string, unknown>)[department];
  }
  return undefined;
}

function isDown(entry: unknown): boolean {
  const { state, status } =
    typeof entry === 'object' && entry !== null ? (entry as { state?: unknown; status?: unknown }) : { state: entry, status: undefined };
  return (state ?? status) === 'down';
}
