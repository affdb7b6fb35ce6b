import { Link } from 'react-router';
import type { ImportCounts } from '../../../api/identification/imports.js';
import { formatCount } from '../../../i18n/format.js';
import { useMessages } from '../../../i18n/messages.js';
import { useMay } from '../../../session.js';
import { importMessages } from './imports.messages.js';
import { takenOf } from './three-numbers.js';
import '../../../components/big-numbers.css';

export function ThreeNumbers({ counts, isReleased }: { readonly counts: ImportCounts; readonly isReleased: boolean }) {
  const t = useMessages(importMessages);
  const may = useMay();
  const refused = counts.householdsRefused ?? 0;
  const changed = counts.householdsChanged ?? 0;
  const waiting = counts.householdsDuplicate ?? 0;
  const numbers = [
    {
      label: t(isReleased ? 'takenDone' : 'taken'),
      value: takenOf(counts),
      note: t('takenText'),
    },
    { label: t('unchanged'), value: counts.householdsUnchanged ?? 0, note: t('unchangedText') },
    {
      label: t('refused'),
      value: refused,
      note: refused === 0 ? t('refusedNone') : changed === 0 ? t('refusedPlain') : t('refusedText', { changed: formatCount(changed) }),
    },
  ];
  return (
    <>
      <ul className="plain-list big-numbers">
        {numbers.map((number) => (
          <li key={number.label} className="panel">
            <span className="big-label">{number.label}</span>
            <p className="big-value">
              {formatCount(number.value)}
              <small>{t('takenUnit')}</small>
            </p>
            <span className="soft">{number.note}</span>
          </li>
        ))}
      </ul>
      <p className="soft">
        {t('rows', {
          rows: formatCount(counts.rows ?? 0),
          members: formatCount(counts.membersRead ?? 0),
          duplicates: formatCount(counts.duplicates ?? 0),
        })}{' '}
        {waiting > 0 ? `${t('waiting', { count: formatCount(waiting) })} ` : ''}
        {(counts.duplicates ?? 0) > 0 && may('duplicate.decide') ? (
          <Link to="/identification/duplicates">{t('duplicatesLink')}</Link>
        ) : null}
      </p>
    </>
  );
}
