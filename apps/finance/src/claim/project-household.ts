import type { EntityManager } from '@mikro-orm/postgresql';
import { run } from '@jingzhun/persistence';
import { asWholeCounty } from '../whole-county/as-whole-county.js';

const MOVE = `update claim c set household_id = (c.subject ->> 'householdId')::uuid, village_code = c.subject ->> 'villageCode', version = c.version + 1
  where c.id = any($1::uuid[]) and c.kind = 'project' and c.state = 'received' and (c.subject ->> 'householdId')::uuid <> c.household_id
    and not exists (select from subsidy_application a where a.claim_id = c.id and a.state not in ('rejected', 'withdrawn', 'givenUp', 'reclaimed'))`;

/**
 * A project that industry has told to be another household's waits for that one, as soon as nothing applied for by it is alive; until then
 * what was applied for stands still (`subsidy_project_differs`, ADR 0199). The other household may live anywhere in the county.
 */
export async function projectsFollowTheirHousehold(em: EntityManager, claimIds: readonly string[]): Promise<void> {
  if (claimIds.length > 0) await asWholeCounty(em, () => run(em, MOVE, [claimIds]));
}
