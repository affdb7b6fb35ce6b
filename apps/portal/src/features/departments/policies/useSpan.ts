import type { PolicyParameter } from '../../../api/department/policies.js';
import { useMessages } from '../../../i18n/messages.js';
import { policyMessages } from './policies.messages.js';

/** "2016-01-01 起" or "2016-01-01 至 2016-12-31": the last day is named, because that is how rules are written. */
export function useSpan(): (item: Pick<PolicyParameter, 'validFrom' | 'validTo'>) => string {
  const t = useMessages(policyMessages);
  return ({ validFrom, validTo }) => (validTo ? t('span', { from: validFrom, to: dayBefore(validTo) }) : t('openEnd', { from: validFrom }));
}

export function dayBefore(date: string): string {
  return new Date(Date.parse(`${date}T00:00:00Z`) - 86_400_000).toISOString().slice(0, 10);
}

export function dayAfter(date: string): string {
  return new Date(Date.parse(`${date}T00:00:00Z`) + 86_400_000).toISOString().slice(0, 10);
}
