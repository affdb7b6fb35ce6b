import { run, type Handle } from '@jingzhun/persistence';
import type { PolicySnapshot } from '@jingzhun/policy';
import { grant, type Granted } from '../caps.rules.js';
import { acceptedOf, knownOf, shownAs, type Known, type WorkedOut } from '../round-known.js';
import type { SubsidyScheme } from '../scheme.js';
import type { ProjectRow } from './project-rows.js';

/** What waits for a round of the scheme already: it is worked out together with what is applied for now. */
const PENDING = `select a.id, a.household_id as "householdId", a.scheme_code as "schemeCode", a.product, a.stage, a.year, a.quantity, a.accepted_quantity as "acceptedQuantity",
    a.amount_fen::float8 as "amountFen", a.rest_fen::float8 as "restFen" from subsidy_application a
  where a.scheme_code = $1 and a.state in ('applied', 'villageChecked', 'measured', 'accepted') and a.household_id = any($2::uuid[])`;

/** An application of later is served after those that wait, whatever its number: those of today begin with 0. */
export const keyOf = (claimId: string): string => `f${claimId.slice(1)}`;

export const asApplied = (scheme: SubsidyScheme, { id, householdId, product, stage, quantity }: ProjectRow): WorkedOut => ({
  ...{
    id: keyOf(id),
    householdId,
    schemeCode: scheme.code,
    year: Number(scheme.code.slice(-4)),
    product: product ?? '',
    stage: stage ?? 0,
  },
  ...{ quantity: quantity ?? 0, acceptedQuantity: null, amountFen: null },
});

/** By claim: what a round would grant if everything was accepted as industry measured it. */
export type Forecast = ReadonlyMap<string, ReturnType<typeof shownAs>>;

/** Pure: the same whatever the order of the rows. */
export function forecastOf(scheme: SubsidyScheme, projects: readonly ProjectRow[], pending: readonly WorkedOut[], known: Known): Forecast {
  const rows = [...pending, ...projects.map((one) => asApplied(scheme, one))];
  const granted = new Map<string, Granted>(
    grant(scheme, rows.map(acceptedOf), known.earlier, known.around.elsewhere).map((one) => [one.applicationId, one]),
  );
  return new Map(projects.map((one) => [one.id, shownAs(asApplied(scheme, one), granted.get(keyOf(one.id)) as Granted, known)]));
}

/** Of projects that nothing speaks against. */
export async function forecast(
  handle: Handle,
  scheme: SubsidyScheme,
  projects: readonly ProjectRow[],
  policy: PolicySnapshot,
): Promise<Forecast> {
  const pending = await run<WorkedOut>(handle, PENDING, [scheme.code, [...new Set(projects.map(({ householdId }) => householdId))]]);
  const known = await knownOf(handle, scheme, [...pending, ...projects.map((one) => asApplied(scheme, one))], policy);
  return forecastOf(scheme, projects, pending, known);
}
