import { Link } from 'react-router';
import type { RegisterImport } from '../../../api/identification/registers.js';
import { formatCount } from '../../../i18n/format.js';
import { useMessages } from '../../../i18n/messages.js';
import { useMay } from '../../../session.js';
import { matchesAddress } from './register-places.js';
import { registerMessages } from './registers.messages.js';
import '../../../components/big-numbers.css';

/** Every row of the file is one of matched, unsure, deleted or refused. */
export function RegisterNumbers({ extract: { counts, kind, ignoredTitles } }: { readonly extract: RegisterImport }) {
  const t = useMessages(registerMessages);
  const may = useMay();
  const unsure = counts.unsure ?? 0;
  const numbers = [
    { label: t('rows'), value: counts.rows, note: t('rowsText') },
    { label: t('matched'), value: counts.matched, note: t('matchedText') },
    { label: t('unsure'), value: unsure, note: t(unsure > 0 ? 'unsureText' : 'unsureNone') },
    { label: t('unmatched'), value: counts.unmatched, note: t('unmatchedText') },
    { label: t('refused'), value: counts.refused, note: t((counts.refused ?? 0) > 0 ? 'refusedText' : 'refusedNone') },
  ];
  return (
    <>
      <ul className="plain-list big-numbers five">
        {numbers.map(({ label, value, note }) => (
          <li key={label} className="panel">
            <span className="big-label">{label}</span>
            <p className="big-value">
              {formatCount(value ?? 0)}
              <small>{t('rowUnit')}</small>
            </p>
            <span className="soft">{note}</span>
          </li>
        ))}
      </ul>
      {unsure > 0 && may('screening.confirm') ? (
        <p>
          <Link to={matchesAddress(kind)}>{t('toMatches')}</Link>
        </p>
      ) : null}
      {(counts.other ?? 0) > 0 ? <p>{t('other', { count: formatCount(counts.other ?? 0) })}</p> : null}
      {ignoredTitles.length > 0 ? <p className="soft">{t('ignored', { titles: ignoredTitles.join('、') })}</p> : null}
    </>
  );
}
