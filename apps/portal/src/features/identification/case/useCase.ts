import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useCallback } from 'react';
import { readCase, readCaseEvents } from '../../../api/identification/applications.js';

export const useCase = (id: string) => useQuery({ queryKey: ['case', id], queryFn: ({ signal }) => readCase(id, signal) });

export const useCaseEvents = (id: string) =>
  useQuery({ queryKey: ['case', id, 'events'], queryFn: ({ signal }) => readCaseEvents(id, signal) });

/** After a deed: the case, the lists it stands in, and the figures are read anew. */
export function useCaseChanged(): () => void {
  const client = useQueryClient();
  return useCallback(() => {
    for (const key of ['case', 'cases', 'case-figures', 'meetings', 'meeting', 'samples', 'sample', 'notices', 'notice'])
      void client.invalidateQueries({ queryKey: [key] });
  }, [client]);
}
