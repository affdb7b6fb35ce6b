import type pg from 'pg';
import { systemSession, type Database } from '@jingzhun/persistence';
import type { DivisionPrefix } from '@jingzhun/domain/division-code';
import type { PlainDate } from '@jingzhun/domain/plain-date';
import type { Certainty } from '../certainty.js';
import { POLICY_KEYS, type PolicyKey } from '../parameters/policy-keys.js';
import type { PolicyParameter } from '../parameters/policy-parameter.js';
import type { RecordedParameter } from '../parameters/policy-snapshot.js';

/** Where a recorded value stands: waiting for another person, counting, or not taken. */
export type ParameterState = 'waiting' | 'agreed' | 'rejected' | 'withdrawn';

/** A stored parameter with who said it, when and why, and who agreed. */
export interface StoredParameter extends RecordedParameter {
  readonly unit: string | null;
  readonly source: string;
  readonly certainty: Certainty;
  readonly noteZh: string;
  readonly recordedAt: Date;
  readonly recordedBy: string | null;
  readonly recordedByName: string | null;
  readonly reason: string;
  readonly state: ParameterState;
  readonly decision: { readonly at: Date; readonly byName: string; readonly reason: string | null } | null;
}

interface Row {
  id: string;
  agreed: number;
  region_code: string;
  key: string;
  effective_from: string;
  effective_to: string | null;
  value: unknown;
  unit: string | null;
  source: string;
  certainty: string;
  note_zh: string;
  recorded_at: Date;
  recorded_by: string | null;
  recorded_by_name: string | null;
  reason: string;
  needs_decision: boolean;
  decision: 'confirmed' | 'rejected' | 'withdrawn' | null;
  decided_at: Date | null;
  decided_by_name: string | null;
  decision_reason: string | null;
}

const WITH_DECISION = `p.*, d.decision, d.decided_at, d.decided_by_name, d.reason as decision_reason`;
const ITS_DECISION = 'left join policy_decision d on d.parameter_id = p.id';

/** All values that counted at an instant, in the order in which they were agreed. A key that this build does not know any more is left out. */
export async function readParameters(database: Database, knownAt?: Date): Promise<StoredParameter[]> {
  const { rows } = await database.connection(systemSession('scheduler'), (client) =>
    client.query<Row>(
      `select p.agreed, ${WITH_DECISION} from policy_parameter_agreed p ${ITS_DECISION}
       where $1::timestamptz is null or p.known_at <= $1 order by p.agreed`,
      [knownAt ?? null],
    ),
  );
  return rows.filter(({ key }) => Object.hasOwn(POLICY_KEYS, key)).map(storedParameter);
}

/** Every value ever recorded for a key, or every value that waits; newest first. */
export async function readRecorded(database: Database, which: { key: PolicyKey } | 'waiting'): Promise<StoredParameter[]> {
  const { rows } = await database.connection(systemSession('scheduler'), (client) =>
    client.query<Row>(
      `select p.seq as agreed, ${WITH_DECISION} from policy_parameter p ${ITS_DECISION}
       where case when $1::text is null then p.needs_decision and d.parameter_id is null else p.key = $1 end order by p.seq desc`,
      [which === 'waiting' ? null : which.key],
    ),
  );
  return rows.filter(({ key }) => Object.hasOwn(POLICY_KEYS, key)).map(storedParameter);
}

/** One recorded value; undefined where there is none. */
export async function readOne(client: pg.ClientBase, id: string): Promise<StoredParameter | undefined> {
  const { rows } = await client.query<Row>(
    `select p.seq as agreed, ${WITH_DECISION} from policy_parameter p ${ITS_DECISION} where p.id = $1`,
    [id],
  );
  return rows[0] && storedParameter(rows[0]);
}

export interface Deciding {
  readonly decision: 'confirmed' | 'rejected' | 'withdrawn';
  readonly at: Date;
  readonly by: { readonly accountId: string; readonly name: string };
  readonly reason: string | null;
}

/** False where somebody was first. */
export async function insertDecision(client: pg.ClientBase, { id, recordedBy }: StoredParameter, deciding: Deciding): Promise<boolean> {
  const { rowCount } = await client.query(
    `insert into policy_decision (parameter_id, recorded_by, decision, decided_at, decided_by, decided_by_name, reason)
     values ($1, $2, $3, $4, $5, $6, $7) on conflict (parameter_id) do nothing`,
    [id, recordedBy, deciding.decision, deciding.at, deciding.by.accountId, deciding.by.name, deciding.reason],
  );
  return rowCount === 1;
}

const INSERT = `insert into policy_parameter
  (id, region_code, key, effective_from, effective_to, value, unit, source, certainty, note_zh, recorded_at, recorded_by, recorded_by_name, reason, needs_decision)
  select $1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $12::uuid is not null`;

export interface Recording {
  readonly id: string;
  readonly at: Date;
  readonly by: { readonly accountId: string; readonly name: string } | null;
  readonly reason: string;
}

export async function insertParameter(client: pg.ClientBase, parameter: PolicyParameter, recording: Recording): Promise<StoredParameter> {
  await client.query(INSERT, valuesOf(parameter, recording));
  return (await readOne(client, recording.id))!;
}

/**
 * For the pack: a value that ever counted for this key, region and first day stays as the county has it; and what was agreed last
 * wins, so a day in the time for which the county itself has a value stays with the county too.
 */
export async function insertIfUnsaid(client: pg.ClientBase, parameter: PolicyParameter, recording: Recording): Promise<boolean> {
  const unsaid = `where not exists (select from policy_parameter_agreed where region_code = $2 and key = $3 and (effective_from = $4
    or (recorded_by is not null and effective_from < coalesce($5::date, 'infinity') and coalesce(effective_to, 'infinity') > $4)))`;
  const { rowCount } = await client.query(`${INSERT} ${unsaid}`, valuesOf(parameter, recording));
  return rowCount === 1;
}

function valuesOf(parameter: PolicyParameter, recording: Recording): unknown[] {
  const { regionCode, key, effectiveFrom, effectiveTo, value, unit, source, certainty, noteZh } = parameter;
  const what = [recording.id, regionCode, key, effectiveFrom, effectiveTo, JSON.stringify(value), unit, source, certainty, noteZh];
  return [...what, recording.at, recording.by?.accountId ?? null, recording.by?.name ?? null, recording.reason];
}

function stateOf({ needs_decision: waits, decision }: Row): ParameterState {
  if (!waits || decision === 'confirmed') return 'agreed';
  return decision ?? 'waiting';
}

function storedParameter(row: Row): StoredParameter {
  return {
    id: row.id,
    recorded: row.agreed,
    regionCode: row.region_code as DivisionPrefix,
    key: row.key as PolicyKey,
    effectiveFrom: row.effective_from as PlainDate,
    effectiveTo: row.effective_to as PlainDate | null,
    value: row.value,
    unit: row.unit,
    source: row.source,
    certainty: row.certainty as Certainty,
    noteZh: row.note_zh,
    recordedAt: row.recorded_at,
    recordedBy: row.recorded_by,
    recordedByName: row.recorded_by_name,
    reason: row.reason,
    state: stateOf(row),
    decision:
      row.decided_at && row.decided_by_name ? { at: row.decided_at, byName: row.decided_by_name, reason: row.decision_reason } : null,
  };
}
