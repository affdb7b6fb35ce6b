import { useMessages } from '../../../i18n/messages.js';
import { policyMessages } from './policies.messages.js';

/** Numbers and texts as they are, short lists in one line, anything larger behind a press. */
export function PolicyValue({ value, unit }: { readonly value: unknown; readonly unit: string | null }) {
  const t = useMessages(policyMessages);
  const after = unit ? ` ${unit}` : '';
  if (typeof value === 'boolean') return <>{t(value ? 'yes' : 'no')}</>;
  if (typeof value === 'number')
    return <span className="nowrap">{new Intl.NumberFormat('zh-CN', { maximumFractionDigits: 6 }).format(value) + after}</span>;
  if (typeof value === 'string') return <>{value + after}</>;
  if (Array.isArray(value) && value.every((part) => typeof part !== 'object') && value.join('').length <= 40)
    return <>{value.join('、') + after}</>;
  const entries = Array.isArray(value)
    ? value.map((part, index): [string, unknown] => [String(index + 1), part])
    : Object.entries(value ?? {});
  return (
    <details>
      <summary>
        {t('entries', { count: entries.length })}
        {after}
      </summary>
      <ul className="plain-list">
        {entries.map(([name, part]) => (
          <li key={name}>
            <span className="soft">{name}</span> {typeof part === 'object' ? JSON.stringify(part) : String(part)}
          </li>
        ))}
      </ul>
    </details>
  );
}
