import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useCallback } from 'react';
import {
  listRuns,
  readLatestVerdict,
  readRules,
  readRun,
  readVerdict,
  type Job,
  type Subject,
} from '../../../api/identification/screening.js';

export const useLatestVerdict = (subject: Subject) =>
  useQuery({
    queryKey: ['verdict', subject.kind, subject.id],
    queryFn: ({ signal }) => readLatestVerdict(subject, signal),
    // "not screened yet" is an answer
    retry: false,
  });

export const useVerdict = (screeningId: string) =>
  useQuery({ queryKey: ['verdict', screeningId], queryFn: ({ signal }) => readVerdict(screeningId, signal) });

export const useRules = () => useQuery({ queryKey: ['screening-rules'], queryFn: ({ signal }) => readRules(signal), staleTime: 600_000 });

const isMoving = ({ state }: Job): boolean => state === 'queued' || state === 'running';
const every = (job: Job | undefined): number | false => (job && isMoving(job) ? 1_500 : false);

/** A run or a confirmation for many, asked about again while it goes on. */
export const useRun = (id: string | undefined) =>
  useQuery({
    queryKey: ['screening-run', id],
    queryFn: ({ signal }) => readRun(id ?? '', signal),
    enabled: id !== undefined,
    refetchInterval: (current) => every(current.state.data),
  });

/** The newest run over everybody, whoever ordered it. */
export const useNewestRun = () =>
  useQuery({
    queryKey: ['screening-runs'],
    queryFn: async ({ signal }) => (await listRuns(signal)).items[0] ?? null,
    refetchInterval: (current) => every(current.state.data ?? undefined),
  });

/** After a deed: verdicts, tasks and the steps of the case are read anew. */
export function useVerdictChanged(): () => void {
  const client = useQueryClient();
  return useCallback(() => {
    for (const key of ['verdict', 'verdicts', 'verdict-summary', 'screening-tasks', 'register-matches', 'registers', 'case'])
      void client.invalidateQueries({ queryKey: [key] });
  }, [client]);
}
