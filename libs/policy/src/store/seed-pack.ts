import { ADVISORY_LOCKS, newId, systemSession, type Clock, type Database } from '@jingzhun/persistence';
import type { PolicyPack } from '../pack/policy-pack.js';
import { insertIfUnsaid } from './parameter-rows.js';

/**
 * Brings the pack's parameters into the database: all at the first start, those of new keys or days at the first start of a later
 * release. Never touches what the county recorded itself.
 *
 * @returns how many were new
 */
export async function seedPack(database: Database, clock: Clock, pack: PolicyPack): Promise<number> {
  return database.connection(systemSession('import'), async (client) => {
    await client.query('select pg_advisory_xact_lock($1)', [ADVISORY_LOCKS.policyPack]);
    let added = 0;
    for (const parameter of pack.parameters) {
      const recording = { id: newId(clock), at: clock.now(), by: null, reason: `county pack ${pack.name}` };
      if (await insertIfUnsaid(client, parameter, recording)) added += 1;
    }
    return added;
  });
}
