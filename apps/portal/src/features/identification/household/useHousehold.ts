import { useQuery } from '@tanstack/react-query';
import { readHousehold, readTimeline, type AsOf } from '../../../api/identification/households.js';

export const householdKey = (id: string, asOf: AsOf = {}) => ['household', id, asOf.validOn ?? '', asOf.knownOn ?? ''] as const;

export function useHousehold(id: string, asOf: AsOf) {
  return useQuery({ queryKey: householdKey(id, asOf), queryFn: ({ signal }) => readHousehold(id, asOf, signal) });
}

export function useTimeline(id: string) {
  return useQuery({ queryKey: ['household', id, 'timeline'], queryFn: ({ signal }) => readTimeline(id, signal) });
}
