import { useInfiniteQuery, useQuery, useQueryClient } from '@tanstack/react-query';
import { useCallback } from 'react';
import { listLenderBanks } from '../../../api/finance/lender-banks.js';
import { listLoans, readLoan, readLoanOptions, type LoanFilter } from '../../../api/finance/loans.js';

export const useLoan = (id: string) => useQuery({ queryKey: ['loan', id], queryFn: ({ signal }) => readLoan(id, signal) });
export const useLenderBanks = () => useQuery({ queryKey: ['lender-banks'], queryFn: ({ signal }) => listLenderBanks(signal) });
export const useLoanOptions = (householdId: string) =>
  useQuery({ queryKey: ['loan-options', householdId], queryFn: ({ signal }) => readLoanOptions(householdId, signal) });
export const useLoans = (filter: LoanFilter) =>
  useInfiniteQuery({
    queryKey: ['loans', filter],
    queryFn: ({ pageParam, signal }) => listLoans(filter, pageParam, signal),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (last) => last.nextCursor ?? undefined,
  });

/** After a deed: the record, the lists it stands in and the fund behind it are read anew. */
export function useLoanChanged(): () => void {
  const client = useQueryClient();
  return useCallback(() => {
    for (const key of ['loan', 'loans', 'lender-banks', 'funds', 'trial-balance', 'entries'])
      void client.invalidateQueries({ queryKey: [key] });
  }, [client]);
}
