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

function useOwnDepartment(): string {
  const { account } = useSession();
  return account.roles.some((role) => role === 'leader' || role === 'auditor') ? 'identification' : account.department;
}

function useDivisionsOf(department: string) {
  return useQuery({
    queryKey: ['divisions', department],
    queryFn: ({ signal }) => get<{ items: readonly Division[] }>(divisionsAddress(department), {}, signal),
    select: (answer) => answer.items,
    staleTime: 10 * 60_000,
    enabled: department !== 'gateway',
  });
}

/** Divisions as the department of the page knows them. */
export function useDivisions() {
  const own = useOwnDepartment();
  const { department = own } = useParams();
  return useDivisionsOf(department);
}

function useNames(divisions: readonly Division[] | undefined): (code: string) => string {
  const names = useMemo(() => namesByArea(divisions ?? []), [divisions]);
  return useCallback((code: string) => fullAreaName(names, code), [names]);
}

/** Code → name in full; the code itself while names are not there. */
export function useAreaName(): (code: string) => string {
  return useNames(useDivisions().data);
}
