import { createHash } from 'node:crypto';

/** The hash before the first row. */
export const GENESIS = Buffer.alloc(32);

/** A log row with its place in the chain, every column as text PostgreSQL wrote (see `CHAINED_COLUMNS`). */
export interface ChainedRow {
  id: string;
  occurred_at: string;
  account_id: string | null;
  account_name: string | null;
  roles: string[];
  area: string | null;
  session_id: string | null;
  ip: string | null;
  action: string;
  object_type: string | null;
  object_id: string | null;
  purpose: string | null;
  result: string;
  detail: string;
  request_id: string | null;
}

/** Microseconds of a timestamp in UTC, whatever the session's settings are. */
export const instant = (column: string): string => `to_char(${column} at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"')`;

/** What is hashed of `audit_log l`. Times to the microsecond and `detail` as text: nothing is rounded on its way here. */
export const CHAINED_COLUMNS = `l.id, ${instant('l.occurred_at')} as occurred_at, l.account_id, l.account_name, l.roles, l.area, l.session_id, l.ip,
  l.action, l.object_type, l.object_id, l.purpose, l.result, l.detail::text as detail, l.request_id`;

const ORDER = [
  'id',
  'occurred_at',
  'account_id',
  'account_name',
  'roles',
  'area',
  'session_id',
  'ip',
  'action',
  'object_type',
  'object_id',
  'purpose',
  'result',
  'detail',
  'request_id',
] as const satisfies readonly (keyof ChainedRow)[];

/** SHA-256 (previous hash ‖ canonical JSON of the row with its number and the time it was linked). */
export function chainHash(previous: Buffer, seq: number, linkedAt: string, row: ChainedRow): Buffer {
  const canonical = JSON.stringify([seq, linkedAt, ...ORDER.map((column) => row[column])]);
  return createHash('sha256').update(previous).update(canonical, 'utf8').digest();
}
