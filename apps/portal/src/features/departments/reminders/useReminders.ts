import { useQueries, useQueryClient } from '@tanstack/react-query';
import { useCallback } from 'react';
import { readReminders, remindingDepartments, type Reminder } from '../../../api/department/reminders.js';
import { useSession } from '../../../session.js';

export interface OwnReminder extends Reminder {
  readonly department: string;
}

const EVERY_MS = 5 * 60_000;
const countyWideRoles: readonly string[] = ['leader'];

/** Of the own department, for leaders of all; a department that is down is left out, and asked again. */
export function useReminders(): { items: OwnReminder[]; unread: number; all: number; again: () => void } {
  const { account, permissions } = useSession();
  const client = useQueryClient();
  const countyWide = account.roles.some((role) => countyWideRoles.includes(role));
  const departments = permissions.includes('reminder.read')
    ? remindingDepartments.filter((department) => countyWide || department === account.department)
    : [];
  const answers = useQueries({
    queries: departments.map((department) => ({
      queryKey: ['reminders', department],
      queryFn: ({ signal }: { signal: AbortSignal }) => readReminders(department, signal),
      refetchInterval: EVERY_MS,
      retry: false,
    })),
  });
  const again = useCallback(() => void client.invalidateQueries({ queryKey: ['reminders'] }), [client]);
  const items = answers.flatMap(({ data }, i) => (data?.items ?? []).map((item) => ({ ...item, department: departments[i] ?? '' })));
  const sum = (of: 'unread' | 'all'): number => answers.reduce((total, { data }) => total + (data?.counts[of] ?? 0), 0);
  return {
    items: items.toSorted((a, b) => (a.dueOn < b.dueOn ? -1 : a.dueOn > b.dueOn ? 1 : 0)),
    unread: sum('unread'),
    all: sum('all'),
    again,
  };
}
