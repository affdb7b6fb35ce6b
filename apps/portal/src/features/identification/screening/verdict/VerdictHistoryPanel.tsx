import { useQuery } from '@tanstack/react-query';
import { Link } from 'react-router';
import { readVerdictHistory, type Verdict } from '../../../../api/identification/screening.js';
import { Answer } from '../../../../components/Answer.js';
import { formatInstant } from '../../../../i18n/format.js';
import { useMessages } from '../../../../i18n/messages.js';
import { StandingTag } from '../ResultTag.js';
import { oldVerdictAddress } from '../screening-places.js';
import { screeningWordMessages } from '../screening-words.messages.js';
import { verdictMessages } from './verdict.messages.js';

export function VerdictHistoryPanel({ verdict: { id, subject } }: { readonly verdict: Verdict }) {
  const t = useMessages(verdictMessages);
  const words = useMessages(screeningWordMessages);
  const query = useQuery({
    queryKey: ['verdict', subject.kind, subject.id, 'history'],
    queryFn: ({ signal }) => readVerdictHistory(subject, signal),
  });
  return (
    <section className="panel no-print" aria-label={t('history')}>
      <h2>{t('history')}</h2>
      <Answer query={query} rows={3}>
        {({ items }) => (
          <ul className="plain-list divided">
            {items.map((one) => {
              const cause = `cause_${one.cause}`;
              const at = formatInstant(one.ranAt);
              return (
                <li key={one.id} className="row" style={{ justifyContent: 'space-between' }}>
                  <span>
                    {one.id === id ? <strong>{at}</strong> : <Link to={oldVerdictAddress(one.id)}>{at}</Link>}{' '}
                    <span className="soft">{cause in screeningWordMessages.zh ? words(cause as 'cause_run') : one.cause}</span>
                  </span>
                  <StandingTag standing={one.standing} />
                </li>
              );
            })}
          </ul>
        )}
      </Answer>
    </section>
  );
}
