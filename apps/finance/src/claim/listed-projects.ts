import { createHash } from 'node:crypto';
import { run, type Handle } from '@jingzhun/persistence';

/** What the paper of an acceptance says; industry's own number of the project is not on it. */
export interface ProjectFacts {
  readonly householdId: string;
  readonly product: string;
  readonly stage: number;
  readonly document: string;
}

export interface ListedProduct {
  readonly product: string;
  readonly nameZh: string;
  readonly unit: 'centiMu' | 'count';
}

/** Every product the county's schemes name, as the newest of them names it. */
export const listedProducts = (handle: Handle): Promise<ListedProduct[]> =>
  run<ListedProduct>(
    handle,
    `select distinct on (p ->> 'product') p ->> 'product' as product, p ->> 'nameZh' as "nameZh", p ->> 'unit' as unit
     from subsidy_scheme s cross join jsonb_array_elements(s.content -> 'products') p order by p ->> 'product', s.year desc, s.code`,
  );

/** What people call the product whose code an expression gives; null: no scheme names it. */
export const productName = (code: string): string =>
  `(select p ->> 'nameZh' from subsidy_scheme s cross join jsonb_array_elements(s.content -> 'products') p where p ->> 'product' = ${code} order by s.year desc, s.code limit 1)`;

/** The number finance gives a project it knows from a paper only: the same paper is the same project. */
export function projectIdOf({ householdId, product, stage, document }: ProjectFacts): string {
  const hex = createHash('sha256')
    .update(JSON.stringify([householdId, product, stage, document]))
    .digest('hex');
  // version 8 of RFC 9562: made from what it names
  const variant = ((parseInt(hex[16] as string, 16) & 0b11) | 0b1000).toString(16);
  return [hex.slice(0, 8), hex.slice(8, 12), `8${hex.slice(13, 16)}`, `${variant}${hex.slice(17, 20)}`, hex.slice(20, 32)].join('-');
}

const PAPERS = `unnest($1::uuid[], $2::text[], $3::int[], $4::text[]) with ordinality as w (household, product, stage, document, n)`;
const facts = (papers: readonly ProjectFacts[]): unknown[] => [
  papers.map(({ householdId }) => householdId),
  papers.map(({ product }) => product),
  papers.map(({ stage }) => stage),
  papers.map(({ document }) => document),
];

/** The keys under which finance has these projects already, whoever told them; in the order asked. */
export async function keysOnPaper(handle: Handle, papers: readonly ProjectFacts[]): Promise<(string | undefined)[]> {
  const found = await run<{ n: number; key: string }>(
    handle,
    `select distinct on (w.n) w.n::int as n, c.natural_key as key from ${PAPERS}
     join claim c on c.kind = 'project' and c.household_id = w.household and c.subject ->> 'product' = w.product and (c.subject ->> 'stage')::int = w.stage and c.document = w.document
     order by w.n, c.id`,
    facts(papers),
  );
  const keys = new Map(found.map(({ n, key }) => [n, key]));
  return papers.map((_, i) => keys.get(i + 1));
}

/**
 * Of projects that industry tells: the keys of those a list brought before, unless industry has told another project of that paper. One that
 * industry has told before is found by its own number, whatever its paper says by now.
 */
export async function keysOfLists(
  handle: Handle,
  told: readonly (ProjectFacts & { readonly eventId: string; readonly projectId: string })[],
): Promise<(string | undefined)[]> {
  const before = await keysToldBefore(
    handle,
    told.map(({ projectId }) => projectId),
  );
  const keys = told.map((one) => `project ${projectIdOf(one)}`);
  const found = await run<{ n: number }>(
    handle,
    `select w.n::int as n from unnest($1::text[], $2::text[]) with ordinality as w (key, event, n) join claim c on c.natural_key = w.key
     where not exists (select from claim_report r where r.claim_id = c.id and r.origin = 'event' and r.reference <> w.event)`,
    [keys, told.map(({ eventId }) => eventId)],
  );
  const known = new Set(found.map(({ n }) => n));
  // of several projects of one paper that come together the first is the listed one
  const firstOf = new Map<string, string>();
  return told.map(({ eventId, projectId }, i) => {
    const own = before.get(projectId);
    if (own) return own;
    const key = keys[i] as string;
    if (!known.has(i + 1)) return undefined;
    if (!firstOf.has(key)) firstOf.set(key, eventId);
    return firstOf.get(key) === eventId ? key : undefined;
  });
}

async function keysToldBefore(handle: Handle, projectIds: readonly string[]): Promise<ReadonlyMap<string, string>> {
  const found = await run<{ projectId: string; key: string }>(
    handle,
    `select distinct on (p.id) p.id as "projectId", c.natural_key as key from unnest($1::text[]) as p (id)
     join claim c on c.kind = 'project' and c.subject ->> 'projectId' = p.id order by p.id, c.id`,
    [projectIds],
  );
  return new Map(found.map(({ projectId, key }) => [projectId, key]));
}
