import type { TimelineEntry } from '../../../api/identification/households.js';
import { Answer } from '../../../components/Answer.js';
import { formatInstant } from '../../../i18n/format.js';
import { useMessages } from '../../../i18n/messages.js';
import { ShownChanges } from '../corrections/ShownChanges.js';
import { householdMessages } from './household.messages.js';
import { useTimeline } from './useHousehold.js';
import './timeline.css';

export function Timeline({ householdId }: { readonly householdId: string }) {
  const t = useMessages(householdMessages);
  const query = useTimeline(householdId);
  return (
    <section className="panel" aria-label={t('timeline')}>
      <h2>{t('timeline')}</h2>
      <Answer query={query}>
        {({ items }) =>
          items.length === 0 ? (
            <p className="soft">{t('noTimeline')}</p>
          ) : (
            <ol className="plain-list timeline">
              {[...items]
                .sort((a, b) => b.version - a.version)
                .map((entry) => (
                  <li key={entry.version}>
                    <TimelineItem entry={entry} />
                  </li>
                ))}
            </ol>
          )
        }
      </Answer>
    </section>
  );
}

function TimelineItem({ entry }: { readonly entry: TimelineEntry }) {
  const t = useMessages(householdMessages);
  const key = `change_${entry.change}`;
  return (
    <>
      <p>
        <strong>{key in householdMessages.zh ? t(key as 'change_registered') : entry.change}</strong>{' '}
        {t('validFrom', { date: entry.validFrom })}
      </p>
      <p className="soft">
        {[
          t('recordedAt', { at: formatInstant(entry.recordedAt) }),
          t('by', { name: entry.accountName ?? t('bySystem') }),
          entry.reason ? t('reasonIs', { reason: entry.reason }) : undefined,
          entry.sourceDocument ?? undefined,
        ]
          .filter(Boolean)
          .join(' · ')}
      </p>
      <ShownChanges changes={entry.fields} />
    </>
  );
}
