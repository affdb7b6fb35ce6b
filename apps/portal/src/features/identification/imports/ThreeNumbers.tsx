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
      note: t('takenSplit', { fresh: formatCount(counts.householdsNew), changed: formatCount(counts.householdsChanged) }),
    },
    { label: t('unchanged'), value: counts.householdsUnchanged, note: t('unchangedText') },
    { label: t('refused'), value: counts.householdsRefused, note: t('refusedText') },
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
          rows: formatCount(counts.rows),
          members: formatCount(counts.membersRead),
          duplicates: formatCount(counts.duplicates),
        })}{' '}
        {counts.duplicates > 0 && may('duplicate.decide') ? <Link to="/identification/duplicates">{t('duplicatesLink')}</Link> : null}
      </p>
    </>
  );
}
