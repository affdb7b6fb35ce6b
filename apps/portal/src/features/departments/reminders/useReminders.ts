import { keepPreviousData, useQueries, useQueryClient } from '@tanstack/react-query';
import { useCallback, useState } from 'react';
import { readReminders, remindingDepartments, type Reminder } from '../../../api/department/reminders.js';
import { readsAllDepartments, useSession } from '../../../session.js';

export interface OwnReminder extends Reminder {
  readonly department: string;
}

export interface OwnReminders {
  readonly items: readonly OwnReminder[];
  readonly unread: number;
  readonly all: number;
  readonly again: () => void;
  /** Shows the next page; absent when all are shown. */
  readonly more: (() => void) | undefined;
  readonly isLoadingMore: boolean;
}

const EVERY_MS = 5 * 60_000;

/** Of the own department, for leaders of all; a department that is down is left out, and asked again. */
export function useReminders(): OwnReminders {
  const session = useSession();
  const { account, permissions } = session;
  const client = useQueryClient();
  const [pages, setPages] = useState(1);
  const countyWide = readsAllDepartments(session);
  const departments = permissions.includes('reminder.read')
    ? remindingDepartments.filter((department) => countyWide || department === account.department)
    : [];
  const answers = useQueries({
    queries: departments.map((department) => ({
      queryKey: ['reminders', department, pages],
      queryFn: ({ signal }: { signal: AbortSignal }) => readReminders(department, pages, signal),
      placeholderData: keepPreviousData,
      refetchInterval: EVERY_MS,
      retry: false,
    })),
  });
  const again = useCallback(() => void client.invalidateQueries({ queryKey: ['reminders'] }), [client]);
  // two departments are paged together: what is less urgent than the end of one of the lists waits for its page
  const ends = answers.flatMap(({ data }) => (data?.nextCursor ? (data.items.at(-1)?.dueOn ?? []) : []));
  const until = ends.length > 0 ? ends.reduce((a, b) => (a < b ? a : b)) : undefined;
  const read = answers.flatMap(({ data }, i) => (data?.items ?? []).map((item) => ({ ...item, department: departments[i] ?? '' })));
  const sum = (of: 'unread' | 'all'): number => answers.reduce((total, { data }) => total + (data?.counts[of] ?? 0), 0);
  const items = until === undefined ? read : read.filter(({ dueOn }) => dueOn <= until);
  return {
    items: items.toSorted((a, b) => (a.dueOn < b.dueOn ? -1 : a.dueOn > b.dueOn ? 1 : 0)),
    unread: sum('unread'),
    all: sum('all'),
    again,
    more: ends.length > 0 ? () => setPages((known) => known + 1) : undefined,
    isLoadingMore: answers.some(({ isPlaceholderData }) => isPlaceholderData),
  };
}
