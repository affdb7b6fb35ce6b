import { useQuery } from '@tanstack/react-query';
import { useEffect } from 'react';
import {
  findPossibleDuplicates,
  type AboutToEnter,
  type PossibleDuplicateAnswer,
  type PossibleDuplicateFinding,
} from '../../../api/finance/possible-duplicates.js';

export interface PossibleDuplicates {
  readonly findings: readonly PossibleDuplicateFinding[];
  readonly answer: (reason: string | undefined) => { possibleDuplicates?: PossibleDuplicateAnswer };
}

/**
 * What may be there already, asked as soon as household and product are known, and again when a name is written.
 * @param about absent: nothing is chosen yet
 * @param refused code of the answer to what was sent: somebody may have entered something since
 */
export function usePossibleDuplicates(about: AboutToEnter | undefined, refused: string | undefined): PossibleDuplicates {
  const { data, refetch } = useQuery({
    queryKey: ['subsidies', 'possible-duplicates', about],
    queryFn: ({ signal }) => findPossibleDuplicates(about as AboutToEnter, signal),
    enabled: about !== undefined,
    staleTime: 0,
    gcTime: 0,
  });
  useEffect(() => {
    if (refused?.startsWith('subsidy.possible-duplicate')) void refetch();
  }, [refused, refetch]);
  const findings = data?.findings ?? [];
  return {
    findings,
    answer: (reason) => (data && findings.length > 0 ? { possibleDuplicates: { digest: data.digest, reason: (reason ?? '').trim() } } : {}),
  };
}
