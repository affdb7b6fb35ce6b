import { OUT_OF_REGISTER } from '@jingzhun/domain/household-status';
import { run, type Handle } from '@jingzhun/persistence';
import { HouseholdsGone } from './household-standing.errors.js';

/** What is decided about a household. */
export type DecidedTable = 'claim' | 'subsidy_application';

/** Of these, whose household was removed from the register or has nobody left. */
export async function withGoneHousehold(handle: Handle, table: DecidedTable, ids: readonly string[]): Promise<string[]> {
  const rows = await run<{ id: string }>(
    handle,
    `select c.id from ${table} c join directory_household h on h.id = c.household_id where c.id = any($1::uuid[]) and h.status = any($2::text[])`,
    [ids, OUT_OF_REGISTER],
  );
  return rows.map(({ id }) => id);
}

/** @param ids in the order in which they were chosen. @throws HouseholdsGone */
export async function assertHouseholdsStand(handle: Handle, table: DecidedTable, ids: readonly string[]): Promise<void> {
  const gone = new Set(await withGoneHousehold(handle, table, ids));
  const places = ids.flatMap((id, i) => (gone.has(id) ? [{ id, place: i + 1 }] : []));
  if (places.length > 0) throw new HouseholdsGone(places);
}
