import { run, type Handle } from '@jingzhun/persistence';
import { OutsideKinds } from '../outside-benefit/outside-kinds.js';
import type { OverlapSource } from './overlap.dto.js';
import type { OverlapKind, OverlapRule } from './overlap.rules.js';

/** Whose word about a benefit finance depends on; interest subsidies are its own matter. What other offices pay, their lists tell. */
const TOLD_BY = {
  rewardSubsidy: 'project',
  relocationSubsidy: 'relocation',
  premium: 'premium',
} as const satisfies Partial<Record<OverlapKind, OverlapSource['kind']>>;

const EVENTS = `select k.kind, to_char(max(r.reported_at) at time zone 'utc', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"') as "heardAt", '[]'::json as periods
  from unnest($1::text[]) with ordinality as k (kind, position)
  left join (claim c join claim_report r on r.claim_id = c.id and r.origin = 'event') on c.kind = k.kind group by k.kind, k.position order by k.position`;

/** A single benefit entered by hand says nothing of others: only a list covers its period. */
const LISTS = `select k.kind, to_char(max(l.released_at) at time zone 'utc', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"') as "heardAt",
    coalesce((select json_agg(json_build_object('from', lower(p)::text, 'to', (upper(p) - 1)::text) order by p)
      from unnest(range_agg(daterange(l.period_from, l.period_to, '[]')) filter (where l.id is not null)) p), '[]') as periods
  from unnest($1::text[]) with ordinality as k (kind, position)
  left join outside_list l on k.kind = any (l.kinds) and l.origin = 'list' and l.state in ('released', 'withdrawing') group by k.kind, k.position order by k.position`;

/** Departments that tell by events, and when one was last heard of in the reader's area; other offices, and which periods their lists cover. */
export async function heard(handle: Handle, kinds: readonly OverlapSource['kind'][]): Promise<OverlapSource[]> {
  const isList = (kind: OverlapSource['kind']): boolean => OutsideKinds.has(kind);
  const events = await run<OverlapSource>(handle, EVENTS, [kinds.filter((kind) => !isList(kind))]);
  return [...events, ...(await run<OverlapSource>(handle, LISTS, [kinds.filter(isList)]))];
}

/** The departments whose benefits the rules in force look at for these kinds. */
export async function sourcesHeard(
  handle: Handle,
  rules: readonly OverlapRule[],
  approved: ReadonlySet<OverlapKind>,
): Promise<OverlapSource[]> {
  const concerned = rules.filter(({ effect, benefits }) => effect !== 'off' && benefits.some((kind) => approved.has(kind)));
  const kinds = new Set(
    concerned.flatMap(({ benefits }) => benefits.flatMap((kind) => (kind === 'interestSubsidy' ? [] : [toldBy(kind)]))),
  );
  return heard(handle, [...kinds].toSorted());
}

const toldBy = (kind: Exclude<OverlapKind, 'interestSubsidy'>): OverlapSource['kind'] => (OutsideKinds.has(kind) ? kind : TOLD_BY[kind]);
