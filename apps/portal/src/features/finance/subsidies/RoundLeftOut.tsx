import { Link } from 'react-router';
import type { SubsidyLeftOut } from '../../../api/finance/subsidies.js';
import { formatCount } from '../../../i18n/format.js';
import { useMessages } from '../../../i18n/messages.js';
import { useLanguage } from '../../../i18n/useLanguage.js';
import { roundMessages } from './round.messages.js';
import { subsidyPlace } from './subsidy-places.js';

/** What was accepted and is not in the round: why, what to do and by whom. Nothing while nothing is left out. */
export function RoundLeftOut({ items }: { readonly items: readonly SubsidyLeftOut[] }) {
  const t = useMessages(roundMessages);
  const language = useLanguage();
  if (items.length === 0) return null;
  const title = t('leftOut', { count: formatCount(items.length) });
  return (
    <section className="panel" aria-label={title}>
      <h2>{title}</h2>
      <p className="soft">{t('leftOutLead')}</p>
      <ul className="plain-list divided">
        {items.map(({ applicationId, headName, productZh, isRest, why, next, who }) => (
          <li key={applicationId}>
            <p>
              <Link to={subsidyPlace(applicationId)}>{headName}</Link> · {productZh}
              {isRest ? ` · ${t('rest')}` : ''}
            </p>
            <p>{why[language]}</p>
            <p>{t('nextIs', { next: next[language] })}</p>
            <p className="soft">{t('whoIs', { who: who[language] })}</p>
          </li>
        ))}
      </ul>
    </section>
  );
}
