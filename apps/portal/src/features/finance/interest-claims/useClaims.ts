import { useInfiniteQuery, useQuery, useQueryClient } from '@tanstack/react-query';
import { useCallback } from 'react';
import { listClaimLines, listClaims, readClaim, type InterestClaim, type LineResult } from '../../../api/finance/interest-claims.js';
import { useMessages } from '../../../i18n/messages.js';
import { interestClaimMessages } from './interest-claims.messages.js';

export const useClaims = () => useQuery({ queryKey: ['interest-claims'], queryFn: ({ signal }) => listClaims(signal) });
export const useClaim = (id: string) => useQuery({ queryKey: ['interest-claim', id], queryFn: ({ signal }) => readClaim(id, signal) });

export const useClaimLines = ({ id, version }: InterestClaim, result: LineResult | undefined) =>
  useInfiniteQuery({
    queryKey: ['interest-claim-lines', id, version, result],
    queryFn: ({ pageParam, signal }) => listClaimLines(id, result, pageParam, signal),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (last) => last.nextCursor ?? undefined,
  });

export function useClaimChanged(): (claim: InterestClaim) => void {
  const client = useQueryClient();
  return useCallback(
    (claim: InterestClaim) => {
      client.setQueryData(['interest-claim', claim.id], claim);
      for (const key of ['interest-claims', 'interest-claim-lines', 'funds']) void client.invalidateQueries({ queryKey: [key] });
    },
    [client],
  );
}

export function useQuarterName(): (quarter: string) => string {
  const t = useMessages(interestClaimMessages);
  return (quarter) => t('quarterName', { year: quarter.slice(0, 4), quarter: quarter.slice(6) });
}
