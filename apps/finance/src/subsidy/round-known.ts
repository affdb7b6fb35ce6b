import { run, type Handle } from '@jingzhun/persistence';
import type { PolicySnapshot } from '@jingzhun/policy';
import { recoveredOf } from '../payment/recovered.js';
import type { Accepted, Earlier, Granted } from './caps.rules.js';
import type { ExplainedGrant } from './explain-grant.js';
import { surroundingsOf, type RoundRow, type RoundSurroundings } from './granted-elsewhere.js';
import type { Counted } from './product-shares.rules.js';
import type { SubsidyScheme } from './scheme.js';
import type { SubsidyRow } from './subsidy-rows.js';

/** What amounts are cut by: what the households of a round got of the scheme before, and what they have besides it. */
export interface Known {
  readonly earlier: Earlier;
  readonly around: RoundSurroundings;
}

/** What the amount of one application rests on; of a project that nobody has applied for, its own identifier. */
export type WorkedOut = RoundRow & Pick<SubsidyRow, 'acceptedQuantity' | 'quantity'> & Partial<Pick<SubsidyRow, 'restFen'>>;

export async function knownOf(handle: Handle, scheme: SubsidyScheme, rows: readonly RoundRow[], policy: PolicySnapshot): Promise<Known> {
  return { earlier: await earlierOf(handle, scheme, rows), around: await surroundingsOf(handle, rows, policy) };
}

export const acceptedOf = ({ id, householdId, product, stage, acceptedQuantity, quantity, restFen = null }: WorkedOut): Accepted => ({
  applicationId: id,
  householdId,
  product,
  stage,
  quantity: acceptedQuantity ?? quantity,
  restFen,
});

/** What counts already: grants of the scheme that are not void, whatever has become of their payment. A rest uses no product's limit: what it is the rest of did. */
async function earlierOf(handle: Handle, scheme: SubsidyScheme, rows: readonly RoundRow[]): Promise<Earlier> {
  type Found = { householdId: string; product: string; amount: number | string; counted: Counted[] };
  const found = await run<Found>(
    handle,
    `select g.household_id as "householdId", g.product, sum(g.amount_fen - ${recoveredOf(`'subsidy-application'`, 'g.application_id')}) as amount,
       coalesce(json_agg(json_build_object('stage', g.stage, 'quantity', g.quantity) order by g.id) filter (where a.rest_of is null), '[]') as counted
     from subsidy_grant g join subsidy_application a on a.id = g.application_id
     where g.scheme_code = $1 and g.voided_at is null and g.household_id = any($2::uuid[]) group by g.household_id, g.product`,
    [scheme.code, [...new Set(rows.map(({ householdId }) => householdId))]],
  );
  const grantedFen = new Map<string, number>();
  for (const { householdId, amount } of found) grantedFen.set(householdId, (grantedFen.get(householdId) ?? 0) + Number(amount));
  return { grantedFen, counted: new Map(found.map(({ householdId, product, counted }) => [`${householdId} ${product}`, counted])) };
}

/** The limit of the year where one holds, and what the household has besides. */
export function yearOf({ elsewhere }: RoundSurroundings, { householdId }: RoundRow): { yearCapFen?: number; besidesFen?: number } {
  const left = elsewhere.left.get(householdId);
  return left ? { yearCapFen: left.fen + left.besidesFen, besidesFen: left.besidesFen } : {};
}

export const shownAs = (row: WorkedOut, one: Granted, { earlier, around }: Known): Granted & ExplainedGrant => ({
  ...one,
  product: row.product,
  stage: row.stage,
  quantity: acceptedOf(row).quantity,
  earlierFen: earlier.grantedFen.get(row.householdId) ?? 0,
  isRest: typeof row.restFen === 'number',
  ...yearOf(around, row),
});
