import { useQuery } from '@tanstack/react-query';
import { useCallback, useMemo } from 'react';
import { useParams } from 'react-router';
import { get } from '../../api/request.js';
import type { Division } from '../../api/identification/divisions.js';
import { useSession } from '../../session.js';
import { fullAreaName, namesByArea } from './area-tree.js';

/** Each department answers from its own copy, so that lists keep their names while identification is down. */
function divisionsAddress(department: string): string {
  return department === 'identification' ? '/api/identification/v1/divisions' : `/api/${department}/v1/directory/divisions`;
}

export function useDivisions() {
  const { account } = useSession();
  const isCountyWide = account.roles.some((role) => role === 'leader' || role === 'auditor');
  const own = isCountyWide ? 'identification' : account.department;
  const { department = own } = useParams();
  return useQuery({
    queryKey: ['divisions', department],
    queryFn: ({ signal }) => get<{ items: readonly Division[] }>(divisionsAddress(department), {}, signal),
    select: (answer) => answer.items,
    staleTime: 10 * 60_000,
    enabled: department !== 'gateway',
  });
}

/** Code → name in full; the code itself while names are not there. */
export function useAreaName(): (code: string) => string {
  const { data } = useDivisions();
  const names = useMemo(() => namesByArea(data ?? []), [data]);
  return useCallback((code: string) => fullAreaName(names, code), [names]);
}

/** The account's own area in words. */
export function useOwnAreaName(): string {
  const { account } = useSession();
  return useAreaName()(account.area);
}
