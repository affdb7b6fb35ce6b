import { Link } from 'react-router';
import type { Case } from '../../../api/identification/applications.js';
import { useMessages } from '../../../i18n/messages.js';
import { caseAddress } from '../cases/case-filter.js';
import { caseWordMessages } from '../cases/case-words.messages.js';
import { caseMessages } from './case.messages.js';

/** A household that was withdrawn or rejected and applies again is the same household: whoever decides sees what was before. */
export function CaseAttempts({ record }: { readonly record: Case }) {
  const t = useMessages(caseMessages);
  const words = useMessages(caseWordMessages);
  if (record.attempts.length === 0) return null;
  return (
    <section className="panel" aria-label={t('attempts')}>
      <h2>{t('attempts')}</h2>
      <ul className="plain-list divided">
        {record.attempts.map((one) => (
          <li key={one.id}>
            <Link to={caseAddress(one.id)}>
              {t(`attempt_${one.when}`, { date: one.appliedOn, kind: words(`kind_${one.kind}`), head: one.headName })}
            </Link>
            <p>
              {words(`state_${one.state}`)}
              {one.endedOn ? ` · ${t('attemptEnded', { date: one.endedOn })}` : ''}
              {one.samePersons > 0 ? ` · ${t('attemptPersons', { count: one.samePersons })}` : ''}
            </p>
            {one.reason ? <p className="soft">{t('attemptReason', { reason: one.reason })}</p> : null}
          </li>
        ))}
      </ul>
    </section>
  );
}
