import { Link } from 'react-router';
import type { ImportCounts } from '../../../api/identification/imports.js';
import { formatCount } from '../../../i18n/format.js';
import { useMessages } from '../../../i18n/messages.js';
import { useMay } from '../../../session.js';
import { importMessages } from './imports.messages.js';
import { takenOf } from './three-numbers.js';
import '../../../components/big-numbers.css';

export function ThreeNumbers({ counts }: { readonly counts: ImportCounts }) {
  const t = useMessages(importMessages);
  const may = useMay();
  const numbers = [
    {
      label: t('taken'),
      value: takenOf(counts),
      note: t('takenText'),
    },
    { label: t('unchanged'), value: counts.householdsUnchanged ?? 0, note: t('unchangedText') },
    {
      label: t('refused'),
      value: counts.householdsRefused ?? 0,
      note: t('refusedText', { changed: formatCount(counts.householdsChanged ?? 0) }),
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
        {(counts.duplicates ?? 0) > 0 && may('duplicate.decide') ? (
          <Link to="/identification/duplicates">{t('duplicatesLink')}</Link>
        ) : null}
      </p>
    </>
  );
}
