import { Button } from 'antd';
import { Link } from 'react-router';
import { dismissReminder, markRead } from '../../../api/department/reminders.js';
import { useCommand } from '../../../api/useCommand.js';
import { EmptyState } from '../../../components/EmptyState.js';
import { ProblemView } from '../../../components/ProblemView.js';
import { StatusTag } from '../../../components/StatusTag.js';
import { useMessages } from '../../../i18n/messages.js';
import { useLanguage } from '../../../i18n/useLanguage.js';
import { reminderPlace } from './reminder-places.js';
import { reminderMessages } from './reminders.messages.js';
import type { OwnReminder } from './useReminders.js';

/** What a department takes in one command. */
const AT_ONCE = 200;

interface Props {
  readonly items: readonly OwnReminder[];
  readonly all: number;
  readonly again: () => void;
  readonly more: (() => void) | undefined;
  readonly isLoadingMore: boolean;
  readonly onGo: () => void;
}

export function ReminderItems({ items, all, again, more, isLoadingMore, onGo }: Props) {
  const t = useMessages(reminderMessages);
  const read = useCommand(async (seen: readonly OwnReminder[], key) => {
    // each department keeps the keys of its own commands
    for (const department of new Set(seen.map((one) => one.department)))
      await markRead(
        department,
        seen
          .filter((one) => one.department === department)
          .map(({ id }) => id)
          .slice(0, AT_ONCE),
        key,
      );
  }, again);
  const unread = items.filter(({ isRead }) => !isRead);
  if (items.length === 0) return <EmptyState title={t('empty')}>{t('emptyText')}</EmptyState>;
  return (
    <>
      <div className="reminder-lead">
        <p className="soft">{t('lead')}</p>
        {unread.length > 0 && (
          <Button size="small" loading={read.isPending} onClick={() => read.run(unread)}>
            {t('readAll')}
          </Button>
        )}
        {read.problem && <ProblemView error={read.problem} />}
      </div>
      <ul className="plain-list">
        {items.map((item) => (
          <ReminderItem
            key={item.id}
            item={item}
            again={again}
            onGo={() => {
              if (!item.isRead) read.run([item]);
              onGo();
            }}
          />
        ))}
      </ul>
      {more && (
        <div className="reminder-lead soft">
          <p>{t('shown', { shown: items.length, count: all })}</p>
          <Button size="small" loading={isLoadingMore} onClick={more}>
            {t('more')}
          </Button>
        </div>
      )}
    </>
  );
}

function ReminderItem({ item, again, onGo }: { readonly item: OwnReminder; readonly again: () => void; readonly onGo: () => void }) {
  const t = useMessages(reminderMessages);
  const language = useLanguage();
  const dismiss = useCommand((id: string, key) => dismissReminder(item.department, id, key), again);
  const { stage, step, placeNames, number, dueOn, daysLeft, isRead } = item;
  const what = step[language];
  const where = [...placeNames.slice(1), ...(number ? [number] : [])].join(' ');
  return (
    <li className={isRead ? 'reminder' : 'reminder unread'}>
      <div className="reminder-words">
        <Link to={reminderPlace(item)} onClick={onGo}>
          {what}
          {!isRead && <span className="visually-hidden"> {t('unread')}</span>}
        </Link>
        <div className="soft">{[where, t('due', { date: dueOn })].filter(Boolean).join(' · ')}</div>
        <div className="reminder-tags">
          <StatusTag tone={daysLeft < 0 ? 'waiting' : 'quiet'}>
            {daysLeft < 0 ? t('late', { count: -daysLeft }) : daysLeft === 0 ? t('today') : t('left', { count: daysLeft })}
          </StatusTag>
          {(stage === 'township' || stage === 'county') && <StatusTag tone="stopped">{t(`below_${stage}`)}</StatusTag>}
        </div>
        {dismiss.problem && <ProblemView error={dismiss.problem} />}
      </div>
      <Button
        type="text"
        size="small"
        aria-label={t('dismissOne', { what })}
        loading={dismiss.isPending}
        onClick={() => dismiss.run(item.id)}
      >
        {t('dismiss')}
      </Button>
    </li>
  );
}
