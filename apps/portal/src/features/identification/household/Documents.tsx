import type { Household } from '../../../api/identification/households.js';
import { Answer } from '../../../components/Answer.js';
import { EmptyState } from '../../../components/EmptyState.js';
import { useMessages } from '../../../i18n/messages.js';
import { documentsOf } from './documents-of.js';
import { householdMessages } from './household.messages.js';
import { useTimeline } from './useHousehold.js';

/** Every document the record rests on: what it was used for, from which day it holds, who entered it. */
export function Documents({ household }: { readonly household: Household }) {
  const t = useMessages(householdMessages);
  const query = useTimeline(household.id);
  return (
    <section className="panel" aria-label={t('documents')}>
      <h2>{t('documents')}</h2>
      <Answer query={query}>
        {({ items }) => {
          const documents = documentsOf(household, items);
          if (documents.length === 0) return <EmptyState title={t('noDocuments')}>{t('noDocumentsNext')}</EmptyState>;
          return (
            <ul className="plain-list divided">
              {documents.map((document) => (
                <li key={document.name}>
                  <strong>{document.name}</strong>
                  <ul className="plain-list">
                    {document.uses.map((use) => (
                      <li key={use.version} className="soft">
                        {`change_${use.change}` in householdMessages.zh ? t(`change_${use.change}` as 'change_registered') : use.change} ·{' '}
                        {t('validFrom', { date: use.validFrom })} · {t('by', { name: use.accountName ?? t('bySystem') })}
                      </li>
                    ))}
                  </ul>
                </li>
              ))}
            </ul>
          );
        }}
      </Answer>
    </section>
  );
}
