import { keepPreviousData, useInfiniteQuery, useQuery } from '@tanstack/react-query';
import { useMemo } from 'react';
import { readFunnel } from '../../../api/identification/application-work.js';
import { listCases, type CaseFilter, type CaseKind } from '../../../api/identification/applications.js';
import { readClock } from '../../../api/department/clock.js';

const pageSize = 200;

export function useCases(filter: CaseFilter, enabled = true) {
  const query = useInfiniteQuery({
    queryKey: ['cases', filter],
    queryFn: ({ pageParam, signal }) => listCases(filter, pageParam, pageSize, signal),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (last) => last.nextCursor ?? undefined,
    placeholderData: keepPreviousData,
    enabled,
  });
  const rows = useMemo(() => query.data?.pages.flatMap((page) => page.items) ?? [], [query.data]);
  return { query, rows, total: query.data?.pages[0]?.total };
}

export const useFunnel = (area: string | undefined, kind: CaseKind | undefined) =>
  useQuery({ queryKey: ['case-figures', area ?? '', kind ?? ''], queryFn: ({ signal }) => readFunnel({ area, kind }, signal) });

/** The office's day, as the department counts it; undefined while it is read. */
export const useToday = (): string | undefined =>
  useQuery({ queryKey: ['clock'], queryFn: ({ signal }) => readClock('identification', signal), staleTime: 60_000 }).data?.today;
