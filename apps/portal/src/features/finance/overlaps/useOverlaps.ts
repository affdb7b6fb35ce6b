import { useQuery, type UseQueryResult } from '@tanstack/react-query';
import { previewOverlaps, type OverlapAnswer, type OverlapPreview, type OverlapSubject } from '../../../api/finance/overlaps.js';

export interface Overlaps {
  readonly query: UseQueryResult<OverlapPreview>;
  /** Nothing may be approved before it is known, and not with a block. */
  readonly isReady: boolean;
  readonly needsReason: boolean;
  /** Several are chosen and some are named in what was found: each of those is approved by itself, with its own reason. */
  readonly isOneByOne: boolean;
  /** Of those that are chosen, what one approval may take. */
  readonly free: (id: string) => boolean;
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
  const isOneByOne = isApproval && ids.length > 1 && findings.length > 0;
  const found = new Set(findings.flatMap(({ benefits }) => benefits.map(({ id }) => id)));
  const free = (id: string) => !isOneByOne || !found.has(id);
  return {
    query,
    isReady: !isApproval || (query.isSuccess && !query.isFetching && (isOneByOne ? ids.some(free) : !isBlocked)),
    needsReason: isApproval && findings.length > 0 && !isBlocked && !isOneByOne,
    isOneByOne,
    free,
    answer: (reason) =>
      query.data && findings.length > 0 && !isOneByOne ? { overlaps: { digest: query.data.digest, reason: (reason ?? '').trim() } } : {},
  };
}
