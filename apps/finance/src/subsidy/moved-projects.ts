import { run, type Handle } from '@jingzhun/persistence';
import { asWholeCounty } from '../whole-county/as-whole-county.js';

/** Where an accepted project of the household was accepted: its land lies there. */
export const villageOfProject = (handle: Handle, claimId: string, householdId: string): Promise<string | undefined> =>
  asWholeCounty(handle, async () => {
    const [claim] = await run<{ village: string }>(
      handle,
      `select village_code as village from claim where id = $1::uuid and kind = 'project' and household_id = $2::uuid`,
      [claimId, householdId],
    );
    return claim?.village;
  });
