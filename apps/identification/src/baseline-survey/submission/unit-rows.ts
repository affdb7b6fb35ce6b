import type pg from 'pg';
import type { ConflictKind } from '../conflict/conflict-kind.js';
import type { RoundState } from '../round/round-lifecycle.js';
import { RoundNotFound } from '../round/round.errors.js';
import { stateOf, type UnitState, type VisitOutcome } from './unit-state.rules.js';

/** A household of a round, locked for one change. */
export interface UnitRow {
  id: string;
  roundId: string;
  villageCode: string;
  householdId: string | null;
  registerVersion: number | null;
  state: UnitState;
  version: number;
  foldedInto: string | null;
}

export interface RoundRow {
  id: string;
  name: string;
  state: RoundState;
  incomeYear: number;
  formVersion: number;
}

export interface SubmissionRow {
  id: string;
  accountId: string;
  contentCipher: Buffer;
  result: 'applied' | 'conflict' | 'superseded' | 'refused';
  version: number | null;
  signatureCounts: boolean | null;
}

/** @throws RoundNotFound when it has no village of the own area */
export async function readRound(client: pg.ClientBase, id: string): Promise<RoundRow> {
  const { rows } = await client.query<RoundRow>(
    `select id, name, state, income_year as "incomeYear", form_version as "formVersion" from survey_round r
     where id = $1 and exists (select from survey_round_village v where v.round_id = r.id)`,
    [id],
  );
  if (!rows[0]) throw new RoundNotFound();
  return rows[0];
}

/** Two reports of one household follow each other. */
export async function lockUnit(client: pg.ClientBase, roundId: string, unitId: string): Promise<UnitRow | undefined> {
  const { rows } = await client.query<UnitRow>(
    `select id, round_id as "roundId", village_code as "villageCode", household_id as "householdId", register_version as "registerVersion", state,
       version, folded_into as "foldedInto" from survey_unit where round_id = $1 and id = $2 for update`,
    [roundId, unitId],
  );
  return rows[0];
}

/** Those of the given reports that have arrived, in the given order. */
export async function findSubmissions(client: pg.ClientBase, unitId: string, ids: readonly string[]): Promise<SubmissionRow[]> {
  const { rows } = await client.query<SubmissionRow>(
    `select id, account_id as "accountId", content_cipher as "contentCipher", result, version, signature_counts as "signatureCounts"
     from survey_submission where unit_id = $1 and id = any ($2) order by array_position($2::uuid[], id)`,
    [unitId, ids],
  );
  return rows;
}

/** SQL over `survey_unit u`: the present version when the household has signed it and the photograph is there, else null. */
export const SIGNED_VERSION = `(select max(s.version) from survey_submission s join survey_photo p on p.id = s.signed_photo
    join attachment a on a.id = p.id and a.retracted_at is null
  where s.unit_id = u.id and s.signature_counts and p.arrived_at is not null and s.version = u.version)`;

/** A signature whose photograph was retracted counts no more; asked before a whole village's result is confirmed. */
export async function renewLapsed(client: pg.ClientBase, roundId: string, villageCode: string): Promise<void> {
  const { rows } = await client.query<{ id: string }>(
    `select u.id from survey_unit u where u.round_id = $1 and u.village_code = $2 and u.state = 'confirmed' and ${SIGNED_VERSION} is null for update`,
    [roundId, villageCode],
  );
  for (const { id } of rows) await renewState(client, id);
}

/** Puts the unit's state together from its reports and its signature. */
export async function renewState(client: pg.ClientBase, unitId: string): Promise<void> {
  const { rows } = await client.query<{
    version: number;
    foldedInto: string | null;
    signedVersion: number | null;
    visits: { outcome: VisitOutcome; visitedAt: string }[];
  }>(
    `select u.version, u.folded_into as "foldedInto",
       ${SIGNED_VERSION} as "signedVersion",
       (select coalesce(json_agg(json_build_object('outcome', s.outcome, 'visitedAt', s.visited_at)), '[]') from survey_submission s
        where s.unit_id = u.id and s.result <> 'refused') as visits
     from survey_unit u where u.id = $1`,
    [unitId],
  );
  const unit = rows[0];
  if (!unit) return;
  const state = stateOf({ ...unit, visits: unit.visits.map(({ outcome, visitedAt }) => ({ outcome, visitedAt: new Date(visitedAt) })) });
  await client.query(
    `update survey_unit u set state = $2, signed_version = $3, (visited_at, visited_by, visited_by_name) = (
       select s.visited_at, s.account_id, s.account_name from survey_submission s where s.unit_id = u.id and s.result <> 'refused'
       order by (s.outcome = 'met') desc, s.visited_at desc, s.id desc limit 1)
     where u.id = $1`,
    [unitId, state, unit.signedVersion],
  );
}

export async function openConflict(
  client: pg.ClientBase,
  conflict: {
    id: string;
    unit: UnitRow;
    submissionId: string;
    kind: ConflictKind;
    otherUnitId?: string | undefined;
    otherHouseholdId?: string | undefined;
    at: Date;
  },
): Promise<void> {
  const { id, unit, submissionId, kind, otherUnitId, otherHouseholdId, at } = conflict;
  await client.query(
    `insert into survey_conflict (id, round_id, unit_id, village_code, submission_id, kind, other_unit_id, other_household_id, opened_at)
     values ($1, $2, $3, $4, $5, $6, $7, $8, $9)`,
    [id, unit.roundId, unit.id, unit.villageCode, submissionId, kind, otherUnitId ?? null, otherHouseholdId ?? null, at],
  );
}
