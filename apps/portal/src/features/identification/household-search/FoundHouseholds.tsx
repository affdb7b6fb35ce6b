import type { FoundHousehold } from '../../../api/identification/households.js';
import type { Page } from '../../../api/page.js';
import { EmptyState } from '../../../components/EmptyState.js';
import { formatCount } from '../../../i18n/format.js';
import { useMessages } from '../../../i18n/messages.js';
import { HouseholdCard } from '../household-list/HouseholdCard.js';
import { householdSearchMessages } from './household-search.messages.js';

export function FoundHouseholds({ page }: { readonly page: Page<FoundHousehold> }) {
  const t = useMessages(householdSearchMessages);
  if (page.items.length === 0) {
    return (
      <div className="panel" role="status">
        <EmptyState title={t('none')}>{t('noneNext')}</EmptyState>
      </div>
    );
  }
  return (
    <section className="stack" style={{ gap: 8 }}>
      <h2>
        <span role="status">{t(page.nextCursor ? 'foundMany' : 'found', { count: formatCount(page.items.length) })}</span>
      </h2>
      <ul className="plain-list stack" style={{ gap: 8 }}>
        {page.items.map((row) => (
          <li key={row.id}>
            {row.matchedPerson && row.matchedPerson !== row.headName ? (
              <p className="soft">
                {t('matched')} · {row.matchedPerson}
              </p>
            ) : null}
            <HouseholdCard row={row} />
          </li>
        ))}
      </ul>
    </section>
  );
}
