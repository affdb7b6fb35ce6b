import { useInfiniteQuery, useQuery, useQueryClient } from '@tanstack/react-query';
import { useCallback } from 'react';
import { listSubsidies, readSubsidy, readSubsidyWork, waitingProjects, type SubsidyFilter } from '../../../api/finance/subsidies.js';
import { listSchemes } from '../../../api/finance/subsidy-schemes.js';
import { formatHundredths, formatCount } from '../../../i18n/format.js';
import { useMessages } from '../../../i18n/messages.js';
import { subsidyWordMessages } from './subsidy-words.messages.js';

export const useSubsidy = (id: string) => useQuery({ queryKey: ['subsidy', id], queryFn: ({ signal }) => readSubsidy(id, signal) });
export const useSchemes = () => useQuery({ queryKey: ['subsidy-schemes'], queryFn: ({ signal }) => listSchemes(signal) });
export const useSubsidyWork = () => useQuery({ queryKey: ['subsidy-work'], queryFn: ({ signal }) => readSubsidyWork(signal) });
/** Accepted projects of the own area that nobody has applied for. */
export const useWaitingProjects = () => useQuery({ queryKey: ['subsidies', 'projects'], queryFn: ({ signal }) => waitingProjects(signal) });

export const useSubsidies = (filter: SubsidyFilter) =>
  useInfiniteQuery({
    queryKey: ['subsidies', filter],
    queryFn: ({ pageParam, signal }) => listSubsidies(filter, pageParam, signal),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (last) => last.nextCursor ?? undefined,
  });

/** After a deed: the record, the lists it stands in, and what waits are read anew. */
export function useSubsidyChanged(): () => void {
  const client = useQueryClient();
  return useCallback(() => {
    for (const key of ['subsidy', 'subsidies', 'subsidy-work', 'subsidy-schemes', 'batch', 'batches', 'notice', 'notices'])
      void client.invalidateQueries({ queryKey: [key] });
  }, [client]);
}

/** 5.00 mu, 3 pieces. */
export function useQuantity(): (quantity: number, unit: 'centiMu' | 'count') => string {
  const words = useMessages(subsidyWordMessages);
  return (quantity, unit) =>
    unit === 'count' ? words('pieces', { amount: formatCount(quantity) }) : words('mu', { amount: formatHundredths(quantity) });
}
