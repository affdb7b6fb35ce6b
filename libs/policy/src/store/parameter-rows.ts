import type pg from 'pg';
import { systemSession, type Database } from '@jingzhun/persistence';
import type { DivisionPrefix } from '@jingzhun/domain/division-code';
import type { PlainDate } from '@jingzhun/domain/plain-date';
import type { Certainty } from '../certainty.js';
import { POLICY_KEYS, type PolicyKey } from '../parameters/policy-keys.js';
import type { PolicyParameter } from '../parameters/policy-parameter.js';
import type { RecordedParameter } from '../parameters/policy-snapshot.js';

/** A stored parameter with who said it, when and why. */
export interface StoredParameter extends RecordedParameter {
  readonly unit: string | null;
  readonly source: string;
  readonly certainty: Certainty;
  readonly noteZh: string;
  readonly recordedAt: Date;
  readonly recordedByName: string | null;
  readonly reason: string;
}

interface Row {
  id: string;
  seq: number;
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
  recorded_by_name: string | null;
  reason: string;
}

/** All rows recorded up to an instant, in the order of recording. A key that this build does not know any more is left out. */
export async function readParameters(database: Database, knownAt?: Date): Promise<StoredParameter[]> {
  const { rows } = await database.connection(systemSession('scheduler'), (client) =>
    client.query<Row>('select * from policy_parameter where $1::timestamptz is null or recorded_at <= $1 order by seq', [knownAt ?? null]),
  );
  return rows.filter(({ key }) => Object.hasOwn(POLICY_KEYS, key)).map(storedParameter);
}

const INSERT = `insert into policy_parameter
  (id, region_code, key, effective_from, effective_to, value, unit, source, certainty, note_zh, recorded_at, recorded_by, recorded_by_name, reason)
  select $1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14`;

export interface Recording {
  readonly id: string;
  readonly at: Date;
  readonly by: { readonly accountId: string; readonly name: string } | null;
  readonly reason: string;
}

export async function insertParameter(client: pg.ClientBase, parameter: PolicyParameter, recording: Recording): Promise<StoredParameter> {
  const { rows } = await client.query<Row>(`${INSERT} returning *`, valuesOf(parameter, recording));
  return storedParameter(rows[0]!);
}

/**
 * For the pack: a value that was ever given for this key, region and first day stays as the county has it; and what was recorded
 * last wins, so a day in the time for which the county itself recorded a value stays with the county too.
 */
export async function insertIfUnsaid(client: pg.ClientBase, parameter: PolicyParameter, recording: Recording): Promise<boolean> {
  const unsaid = `where not exists (select from policy_parameter where region_code = $2 and key = $3 and (effective_from = $4
    or (recorded_by is not null and effective_from < coalesce($5::date, 'infinity') and coalesce(effective_to, 'infinity') > $4)))`;
  const { rowCount } = await client.query(`${INSERT} ${unsaid}`, valuesOf(parameter, recording));
  return rowCount === 1;
}

function valuesOf(parameter: PolicyParameter, recording: Recording): unknown[] {
  const { regionCode, key, effectiveFrom, effectiveTo, value, unit, source, certainty, noteZh } = parameter;
  const what = [recording.id, regionCode, key, effectiveFrom, effectiveTo, JSON.stringify(value), unit, source, certainty, noteZh];
  return [...what, recording.at, recording.by?.accountId ?? null, recording.by?.name ?? null, recording.reason];
}

function storedParameter(row: Row): StoredParameter {
  return {
    id: row.id,
    recorded: row.seq,
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
    recordedByName: row.recorded_by_name,
    reason: row.reason,
  };
}
