import { useInfiniteQuery, useQuery, useQueryClient } from '@tanstack/react-query';
import { useCallback } from 'react';
import { listPayments, readBatch, readBatchPlaces, readForTheNext, type Batch, type PaymentFilter } from '../../../api/finance/payments.js';

export const useBatch = (id: string) => useQuery({ queryKey: ['batch', id], queryFn: ({ signal }) => readBatch(id, signal) });

export const useBatchPlaces = (batch: Batch) =>
  useQuery({
    queryKey: ['payments', 'places', batch.id, batch.version, batch.state, batch.byState],
    queryFn: ({ signal }) => readBatchPlaces(batch.id, signal),
  });

export const usePayments = (batch: Batch, filter: PaymentFilter) =>
  useInfiniteQuery({
    queryKey: ['payments', filter, batch.id, batch.version, batch.state, batch.byState],
    queryFn: ({ pageParam, signal }) => listPayments(batch.id, filter, pageParam, signal),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (last) => last.nextCursor ?? undefined,
  });

/** What a command answered is what is shown; what it paid for is read anew. */
export function useBatchChanged(): (batch: Batch) => void {
  const client = useQueryClient();
  return useCallback(
    (batch: Batch) => {
      client.setQueryData(['batch', batch.id], batch);
      for (const key of ['batches', 'payments', 'money-orders', 'subsidy', 'subsidies', 'subsidy-work'])
        void client.invalidateQueries({ queryKey: [key] });
    },
    [client],
  );
}

/** What this batch leaves for the next one. */
export const useForTheNext = (batch: Batch) =>
  useQuery({
    queryKey: ['batch', batch.id, 'for-the-next', batch.version],
    queryFn: ({ signal }) => readForTheNext(batch.id, signal),
  });
