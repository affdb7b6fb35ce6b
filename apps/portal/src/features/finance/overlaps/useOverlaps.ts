import { useQuery, type UseQueryResult } from '@tanstack/react-query';
import { previewOverlaps, type OverlapAnswer, type OverlapPreview, type OverlapSubject } from '../../../api/finance/overlaps.js';

export interface Overlaps {
  readonly query: UseQueryResult<OverlapPreview>;
  /** Nothing may be approved before it is known, and not with a block. */
  readonly isReady: boolean;
  readonly needsReason: boolean;
  readonly answer: (reason: string | undefined) => { overlaps?: OverlapAnswer };
}

/** Asked anew whenever an approval is opened: somebody may have decided something for the household since. */
export function useOverlaps(subject: OverlapSubject, ids: readonly string[], isApproval: boolean): Overlaps {
  const query = useQuery({
    queryKey: ['overlaps', subject, ids],
    queryFn: () => previewOverlaps(subject, ids),
    enabled: isApproval,
    staleTime: 0,
    gcTime: 0,
  });
  const findings = query.data?.findings ?? [];
  const isBlocked = findings.some(({ effect }) => effect === 'block');
  return {
    query,
    isReady: !isApproval || (query.isSuccess && !query.isFetching && !isBlocked),
    needsReason: isApproval && findings.length > 0 && !isBlocked,
    answer: (reason) =>
      query.data && findings.length > 0 ? { overlaps: { digest: query.data.digest, reason: (reason ?? '').trim() } } : {},
  };
}
