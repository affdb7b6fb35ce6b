import { useQuery } from '@tanstack/react-query';
import { useEffect } from 'react';
import { findAlike, type AboutToEnter, type AlikeAnswer, type AlikeFinding } from '../../../api/finance/subsidies-alike.js';

export interface LooksAlike {
  readonly findings: readonly AlikeFinding[];
  readonly answer: (reason: string | undefined) => { alike?: AlikeAnswer };
}

/**
 * What may be there already, asked as soon as household and product are known, and again when a name is written.
 * @param about absent: nothing is chosen yet
 * @param refused code of the answer to what was sent: somebody may have entered something since
 */
export function useAlike(about: AboutToEnter | undefined, refused: string | undefined): LooksAlike {
  const { data, refetch } = useQuery({
    queryKey: ['subsidies', 'alike', about],
    queryFn: ({ signal }) => findAlike(about as AboutToEnter, signal),
    enabled: about !== undefined,
    staleTime: 0,
    gcTime: 0,
  });
  useEffect(() => {
    if (refused?.startsWith('subsidy.alike')) void refetch();
  }, [refused, refetch]);
  const findings = data?.findings ?? [];
  return {
    findings,
    answer: (reason) => (data && findings.length > 0 ? { alike: { digest: data.digest, reason: (reason ?? '').trim() } } : {}),
  };
}
