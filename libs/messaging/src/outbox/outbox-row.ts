import { findEvent } from '@jingzhun/events/catalog';
import { MAX_DATA_BYTES, sourceOf, type Envelope } from '@jingzhun/events/envelope';
import { parseSubject } from '@jingzhun/events/naming';
import { writtenHeaders } from '../cloud-event/codec.js';
import type { Publication } from './ordered-publisher.js';

/** A row as the relay reads it: times as RFC 3339 in UTC, data as JSON text. */
export interface OutboxRow {
  seq: string;
  id: string;
  type: string;
  subject: string;
  ordering_key: string;
  occurred_at: string;
  recorded_at: string | null;
  actor: string;
  correlation_id: string;
  causation_id: string | null;
  traceparent: string | null;
  data: string;
}

const instant = (column: string): string => `to_char("${column}" at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"') as "${column}"`;

const COLUMNS = `"seq"::text, "id", "type", "subject", "ordering_key", ${instant('occurred_at')}, ${instant('recorded_at')},
  "actor", "correlation_id", "causation_id", "traceparent", "data"::text`;

/** $1: how many; $2: keys that wait for an operator. Ordered by the column, not by the text of the same name in the list. */
export const READ_OUTBOX = `select ${COLUMNS} from "outbox" where "ordering_key" <> all ($2::text[]) order by "outbox"."seq" limit $1`;

/** The same without rows that are under way ($3). Not prepared: the server hashes a list that it sees when it plans. */
export const READ_AHEAD = READ_OUTBOX.replace('order by', 'and "seq" <> all ($3::bigint[]) order by');

/** Rows can be written by set-based SQL as well, so what `Outbox.add` promises is looked at again. */
export function toPublication(row: OutboxRow): Publication | { unpublishable: string } {
  const definition = findEvent(row.type);
  const place = parseSubject(row.subject);
  if (!definition) return { unpublishable: 'the type is not in the catalogue' };
  if (!place || place.type !== row.type) return { unpublishable: 'the subject does not belong to the type' };
  if (row.data.length > MAX_DATA_BYTES || Buffer.byteLength(row.data) > MAX_DATA_BYTES)
    return { unpublishable: `more than ${MAX_DATA_BYTES} bytes of data` };
  const headers = writtenHeaders(envelopeOf(row, definition.department, definition.classification, place.division), row.id);
  return { subject: row.subject, headers, data: row.data, orderingKey: row.ordering_key };
}

function envelopeOf(row: OutboxRow, department: string, dataclassification: Envelope['dataclassification'], division: string): Envelope {
  const [authtype, authid] = splitActor(row.actor);
  return {
    specversion: '1.0',
    id: row.id,
    source: sourceOf(department),
    type: row.type,
    subject: division,
    time: row.occurred_at,
    recordedtime: row.recorded_at ?? row.occurred_at,
    datacontenttype: 'application/json',
    dataclassification,
    partitionkey: row.ordering_key,
    correlationid: row.correlation_id,
    causationid: row.causation_id ?? undefined,
    traceparent: row.traceparent ?? undefined,
    authtype,
    authid,
  };
}

/** `user:<account id>` and `system:<job>` as the table's default writes them; a bare text is an account. */
function splitActor(actor: string): [Envelope['authtype'], string | undefined] {
  const [, kind, id] = /^(user|system):(.+)$/.exec(actor) ?? [];
  if (kind) return [kind as 'user' | 'system', id];
  return actor === 'unknown' ? ['unknown', undefined] : ['user', actor];
}
