import { keepPreviousData, useInfiniteQuery } from '@tanstack/react-query';
import { useMemo } from 'react';
import { listHouseholds, type HouseholdFilter } from '../../../api/identification/households.js';

const pageSize = 300;

/** The whole filtered list, page by page behind the scroll. */
export function useHouseholds(filter: HouseholdFilter) {
  const query = useInfiniteQuery({
    queryKey: ['households', filter],
    queryFn: ({ pageParam, signal }) => listHouseholds(filter, pageParam, pageSize, signal),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (last) => last.nextCursor ?? undefined,
    placeholderData: keepPreviousData,
  });
  const rows = useMemo(() => query.data?.pages.flatMap((page) => page.items) ?? [], [query.data]);
  return { query, rows, total: query.data?.pages[0]?.total };
}
