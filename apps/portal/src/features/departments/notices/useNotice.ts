import { useQuery, useQueryClient, type UseQueryResult } from '@tanstack/react-query';
import { useCallback } from 'react';
import { readNotice, type Notice } from '../../../api/department/notices.js';

export const useNotice = (department: string, id: string): UseQueryResult<Notice> =>
  useQuery({ queryKey: ['notice', department, id], queryFn: ({ signal }) => readNotice(department, id, signal) });

/** What a command answered is what is shown; lists and the case it speaks about are read anew. */
export function useNoticeChanged(department: string): (notice: Notice) => void {
  const client = useQueryClient();
  return useCallback(
    (notice: Notice) => {
      client.setQueryData(['notice', department, notice.id], notice);
      for (const key of ['notices', 'case', 'cases', 'case-figures', 'objections', 'subsidy', 'subsidies', 'subsidy-work'])
        void client.invalidateQueries({ queryKey: [key] });
    },
    [client, department],
  );
}
