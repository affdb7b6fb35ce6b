import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useCallback } from 'react';
import { listPostings, readPosting, type Posting, type PostingFilter } from '../../../api/department/postings.js';

export const usePosting = (department: string, id: string) =>
  useQuery({ queryKey: ['posting', department, id], queryFn: ({ signal }) => readPosting(department, id, signal) });

export const usePostings = (department: string, filter: PostingFilter) =>
  useQuery({ queryKey: ['postings', department, filter], queryFn: ({ signal }) => listPostings(department, filter, signal) });

const TOUCHED = ['postings', 'notices', 'notice', 'case', 'cases', 'case-figures', 'subsidy', 'subsidies', 'subsidy-work'];

/** What a command answered is what is shown; the notices of the sheet and what they speak about are read anew. */
export function usePostingChanged(department: string): (posting?: Posting) => void {
  const client = useQueryClient();
  return useCallback(
    (posting?: Posting) => {
      if (posting) client.setQueryData(['posting', department, posting.id], posting);
      for (const key of TOUCHED) void client.invalidateQueries({ queryKey: [key] });
    },
    [client, department],
  );
}
