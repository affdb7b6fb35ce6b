import type pg from 'pg';
import { SIGNED_VERSION, type UnitRow } from '../submission/unit-rows.js';
import { UnitNotHere } from '../submission/submission.errors.js';
import { NotConfirmed } from './unit.errors.js';

export type ConfirmedUnit = UnitRow & { visitedAt: Date };

/**
 * A household whose present answers it has signed. The signature is looked up, not remembered: a photograph may have been retracted since.
 * @throws UnitNotHere, NotConfirmed
 */
export async function readConfirmedUnit(client: pg.ClientBase, unitId: string): Promise<ConfirmedUnit> {
  const { rows } = await client.query<ConfirmedUnit & { signedVersion: number | null }>(
    `select u.id, u.round_id as "roundId", u.village_code as "villageCode", u.household_id as "householdId", u.register_version as "registerVersion",
       u.state, u.version, u.folded_into as "foldedInto", u.visited_at as "visitedAt", ${SIGNED_VERSION} as "signedVersion"
     from survey_unit u where u.id = $1`,
    [unitId],
  );
  const unit = rows[0];
  if (!unit) throw new UnitNotHere();
  if (unit.foldedInto !== null || unit.version === 0 || unit.signedVersion !== unit.version) throw new NotConfirmed();
  return unit;
}
