import { BellOutlined } from '@ant-design/icons';
import { Badge, Button, Drawer } from 'antd';
import { useState } from 'react';
import { useMessages } from '../../../i18n/messages.js';
import { useSession } from '../../../session.js';
import { ReminderItems } from './ReminderItems.js';
import { reminderMessages } from './reminders.messages.js';
import { useReminders } from './useReminders.js';
import './reminders.css';

/** In the head of every page: how many reminders are unread, and the list behind it. */
export function ReminderBell() {
  const t = useMessages(reminderMessages);
  const { permissions } = useSession();
  const reminders = useReminders();
  const [open, setOpen] = useState(false);
  if (!permissions.includes('reminder.read')) return null;
  const { unread } = reminders;
  return (
    <>
      <Button
        type="text"
        className="reminder-bell"
        aria-label={unread > 0 ? t('bellUnread', { count: unread }) : t('bell')}
        aria-haspopup="dialog"
        onClick={() => setOpen(true)}
        icon={
          <Badge count={unread} size="small" overflowCount={99}>
            <BellOutlined aria-hidden />
          </Badge>
        }
      />
      <Drawer
        open={open}
        onClose={() => setOpen(false)}
        size={420}
        title={t('title')}
        closable={{ 'aria-label': t('close') }}
        styles={{ wrapper: { maxWidth: '100vw' }, body: { padding: 0 } }}
      >
        <ReminderItems {...reminders} onGo={() => setOpen(false)} />
      </Drawer>
    </>
  );
}
