import { run, type Handle } from '@jingzhun/persistence';
import type { OverlapSource } from './overlap.dto.js';
import type { OverlapKind, OverlapRule } from './overlap.rules.js';

/** Whose word about a benefit finance depends on; interest subsidies are its own matter. Nobody reports dangerous houses to it. */
const TOLD_BY = {
  rewardSubsidy: 'project',
  relocationSubsidy: 'relocation',
  premium: 'premium',
  dangerousHouse: 'dangerousHouse',
} as const satisfies Partial<Record<OverlapKind, OverlapSource['kind']>>;

/** Kinds of claims that departments tell by events, and when one was last heard of in the reader's area. */
export const HEARD = `select k.kind, to_char(max(r.reported_at) at time zone 'utc', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"') as "heardAt"
  from unnest($1::text[]) with ordinality as k (kind, position)
  left join (claim c join claim_report r on r.claim_id = c.id and r.origin = 'event') on c.kind = k.kind group by k.kind, k.position order by k.position`;

/** The departments whose benefits the rules in force look at for these kinds. */
export async function sourcesHeard(
  handle: Handle,
  rules: readonly OverlapRule[],
  approved: ReadonlySet<OverlapKind>,
): Promise<OverlapSource[]> {
  const concerned = rules.filter(({ effect, benefits }) => effect !== 'off' && benefits.some((kind) => approved.has(kind)));
  const kinds = new Set(
    concerned.flatMap(({ benefits }) => benefits.flatMap((kind) => (kind === 'interestSubsidy' ? [] : [TOLD_BY[kind]]))),
  );
  return run<OverlapSource>(handle, HEARD, [[...kinds].toSorted()]);
}
