import { useQuery, useQueryClient, type UseQueryResult } from '@tanstack/react-query';
import { useCallback } from 'react';
import { readNotice, type Notice } from '../../../api/department/notices.js';
import { readClock } from '../../../api/department/clock.js';

export const useNotice = (department: string, id: string): UseQueryResult<Notice> =>
  useQuery({ queryKey: ['notice', department, id], queryFn: ({ signal }) => readNotice(department, id, signal) });

/** What a command answered is what is shown; lists and the case it speaks about are read anew. */
export function useNoticeChanged(department: string): (notice: Notice) => void {
  const client = useQueryClient();
  return useCallback(
    (notice: Notice) => {
      client.setQueryData(['notice', department, notice.id], notice);
      for (const key of [
        'notices',
        'posting',
        'postings',
        'case',
        'cases',
        'case-figures',
        'objections',
        'subsidy',
        'subsidies',
        'subsidy-work',
      ])
        void client.invalidateQueries({ queryKey: [key] });
    },
    [client, department],
  );
}

/** The day as the department counts it; undefined while it is read. */
export const useToday = (department: string): string | undefined =>
  useQuery({ queryKey: ['clock', department], queryFn: ({ signal }) => readClock(department, signal), staleTime: 60_000 }).data?.today;
