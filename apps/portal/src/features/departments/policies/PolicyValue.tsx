import { formatYuan } from '../../../i18n/format.js';
import { useMessages } from '../../../i18n/messages.js';
import { policyMessages } from './policies.messages.js';

/** Units of the county packs in words of the office; amounts are kept in fen and read in yuan. */
const units = {
  days: 'unit_days',
  years: 'unit_years',
  metres: 'unit_metres',
  rows: 'unit_rows',
  bytes: 'unit_bytes',
  'fen per person and year': 'unit_perPerson',
  'fen per household and year': 'unit_perHousehold',
} as const;

function isKnown(unit: string | null): unit is keyof typeof units {
  return unit !== null && unit in units;
}

/** Numbers and texts as they are, short lists in one line, anything larger behind a press. */
export function PolicyValue({ value, unit }: { readonly value: unknown; readonly unit: string | null }) {
  const t = useMessages(policyMessages);
  if (typeof value === 'boolean') return <>{t(value ? 'yes' : 'no')}</>;
  if (typeof value === 'number') {
    const number = unit?.startsWith('fen ')
      ? formatYuan(value)
      : new Intl.NumberFormat('zh-CN', { maximumFractionDigits: 6 }).format(value);
    return <span className="nowrap">{isKnown(unit) ? t(units[unit], { value: number }) : [number, unit].filter(Boolean).join(' ')}</span>;
  }
  const after = unit ? ` ${unit}` : '';
  if (typeof value === 'string') return <>{value + after}</>;
  if (Array.isArray(value) && value.every((part) => typeof part !== 'object') && value.join('').length <= 40) {
    return <>{value.join('、') + after}</>;
  }
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
