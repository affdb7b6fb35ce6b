import { Alert, Button } from 'antd';
import { Answer } from '../../../components/Answer.js';
import { useMessages } from '../../../i18n/messages.js';
import { ShownChanges } from '../corrections/ShownChanges.js';
import { contactMessages } from './contact/contact.messages.js';
import { householdMessages } from './household.messages.js';
import { useTimeline } from './useHousehold.js';

interface Props {
  readonly householdId: string;
  /** The version the person had on screen. */
  readonly seen: number;
  readonly isPending: boolean;
  readonly onSaveAnyway: (newest: number) => void;
}

/** Somebody else was faster: shows what they changed, keeps what was typed, and lets one save on top knowingly. */
export function Conflict({ householdId, seen, isPending, onSaveAnyway }: Props) {
  const t = useMessages(contactMessages);
  const h = useMessages(householdMessages);
  const query = useTimeline(householdId);
  return (
    <Alert
      role="alert"
      type="warning"
      showIcon
      title={t('conflictTitle')}
      description={
        <div className="stack" style={{ gap: 8 }}>
          <p>{t('conflictText')}</p>
          <Answer query={query}>
            {({ items }) => {
              const since = items.filter((entry) => entry.version > seen);
              const newest = Math.max(seen, ...items.map((entry) => entry.version));
              return (
                <>
                  {since.map((entry) => (
                    <div key={entry.version}>
                      <p className="soft">{h('by', { name: entry.accountName ?? h('bySystem') })}</p>
                      <ShownChanges changes={entry.fields} />
                    </div>
                  ))}
                  <Button className="fit" loading={isPending} onClick={() => onSaveAnyway(newest)}>
                    {t('conflictReload')}
                  </Button>
                </>
              );
            }}
          </Answer>
        </div>
      }
    />
  );
}
