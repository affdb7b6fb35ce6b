import { createHash } from 'node:crypto';
import type pg from 'pg';
import type { UnitState } from '../submission/unit-state.rules.js';

export interface VillageResult {
  /** Of households, their states and the versions of their answers: a version never changes, so this says what was confirmed. */
  digest: Buffer;
  counts: Record<UnitState, number>;
  openConflicts: number;
}

/** What a village confirms: the result of every household of the round as it stands now. */
export async function readVillageDigest(client: pg.ClientBase, roundId: string, villageCode: string): Promise<VillageResult> {
  const { rows } = await client.query<{ id: string; state: UnitState; version: number; conflicts: number }>(
    `select u.id, u.state, u.version, (select count(*)::int from survey_conflict c where c.unit_id = u.id and c.state = 'open') as conflicts
     from survey_unit u where u.round_id = $1 and u.village_code = $2 order by u.id`,
    [roundId, villageCode],
  );
  const counts: VillageResult['counts'] = { due: 0, away: 0, refused: 0, visited: 0, confirmed: 0, folded: 0 };
  const hash = createHash('sha256');
  for (const { id, state, version } of rows) {
    counts[state] += 1;
    hash.update(`${id} ${state} ${version}\n`);
  }
  return { digest: hash.digest(), counts, openConflicts: rows.reduce((n, { conflicts }) => n + conflicts, 0) };
}
