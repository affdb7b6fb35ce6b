import { Link } from 'react-router';
import type { PossibleDuplicateAnswered as Answered } from '../../../api/finance/possible-duplicates.js';
import { formatInstant } from '../../../i18n/format.js';
import { useMessages } from '../../../i18n/messages.js';
import { useLanguage } from '../../../i18n/useLanguage.js';
import { possibleDuplicateMessages } from './possible-duplicates.messages.js';
import { subsidyPlace } from './subsidy-places.js';

/** For whoever checks, inspects and approves: what was there already, and why this is another one. */
export function PossibleDuplicateAnswered({ answers }: { readonly answers: readonly Answered[] }) {
  const t = useMessages(possibleDuplicateMessages);
  const language = useLanguage();
  return (
    <ul className="plain-list stack" style={{ gap: 8 }}>
      {answers.map(({ findings, reason, byName, at }) => (
        <li key={`${at} ${reason}`}>
          {findings.map((finding) => (
            <p key={`${finding.kind} ${finding.applicationId ?? finding.zh}`}>
              {finding[language]} {finding.applicationId ? <Link to={subsidyPlace(finding.applicationId)}>{t('open')}</Link> : null}
            </p>
          ))}
          <p>{t('because', { reason })}</p>
          <p className="soft">{t('answeredBy', { name: byName, at: formatInstant(at) })}</p>
        </li>
      ))}
    </ul>
  );
}
