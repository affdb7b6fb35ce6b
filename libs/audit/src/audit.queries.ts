import { Inject, Injectable } from '@nestjs/common';
import { Clock, Database, systemSession } from '@jingzhun/persistence';
import type pg from 'pg';
import { z } from 'zod';
import type { AuditEntryResponse, AuditPage, AuditQuery, VerificationResponse } from './audit.dto.js';
import { UnknownAuditCursor } from './audit.errors.js';
import { BUSINESS_NUMBERS, type BusinessNumbers } from './business-numbers.js';
import { HeadWitness } from './head-witness.js';
import { verifyChain } from './verify-chain.js';

interface Row {
  id: string;
  occurred_at: Date;
  place: string;
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
  result: AuditEntryResponse['result'];
  detail: Record<string, unknown>;
  request_id: string | null;
  position: number | null;
}

const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/;

/** Reads for auditors. The log has no area: whoever may read it reads the whole department's. */
@Injectable()
export class AuditQueries {
  private verification: Promise<VerificationResponse> | undefined;

  constructor(
    @Inject(Database) private readonly database: Database,
    @Inject(Clock) private readonly clock: Clock,
    @Inject(HeadWitness) private readonly witness: HeadWitness,
    @Inject(BUSINESS_NUMBERS) private readonly numbers: BusinessNumbers,
  ) {}

  /** Newest first. */
  async find(query: AuditQuery): Promise<AuditPage> {
    const { where, values } = conditions(query);
    return this.database.connection(systemSession('audit'), async (client) => {
      const result = await client.query<Row>(
        `select l.*, l.occurred_at::text as place, c.seq as position from audit_log l left join audit_chain c on c.audit_id = l.id
         ${where} order by l.occurred_at desc, l.id desc limit ${query.limit + 1}`,
        values,
      );
      const page = result.rows.slice(0, query.limit);
      const last = result.rows.length > query.limit ? page.at(-1) : undefined;
      const numbers = await this.numbersOf(client, page);
      return {
        items: page.map((row) => toAuditEntryResponse(row, numbers.get(`${row.object_type} ${row.object_id}`) ?? null)),
        nextCursor: last ? cursorOf(last) : null,
      };
    });
  }

  private async numbersOf(client: pg.PoolClient, rows: readonly Row[]): Promise<Map<string, string>> {
    const found = new Map<string, string>();
    for (const [type, sql] of Object.entries(this.numbers)) {
      const ids = rows.flatMap(({ object_type, object_id }) =>
        object_type === type && object_id && UUID.test(object_id) ? [object_id] : [],
      );
      if (ids.length === 0) continue;
      const { rows: named } = await client.query<{ id: string; number: string | null }>(sql, [[...new Set(ids)]]);
      for (const { id, number } of named) if (number) found.set(`${type} ${id}`, number);
    }
    return found;
  }

  /** Reads the whole chain; callers that come while one runs share its answer. */
  verify(): Promise<VerificationResponse> {
    this.verification ??= this.runVerification().finally(() => {
      this.verification = undefined;
    });
    return this.verification;
  }

  private async runVerification(): Promise<VerificationResponse> {
    const now = this.clock.now();
    const witness = await this.witness.read();
    const client = await this.database.pool.connect();
    try {
      return { ...(await verifyChain(client, { now, ...(witness && { witness }) })), verifiedAt: now.toISOString() };
    } finally {
      client.release();
    }
  }
}

function conditions(query: AuditQuery): { where: string; values: unknown[] } {
  const { actor, action, result, objectType, objectId, from, to, cursor } = query;
  const place = cursor === undefined ? undefined : placeOf(cursor);
  const candidates: [string, ...unknown[]][] = [
    ['l.account_id = ?', actor],
    ['l.action = ?', action],
    ['l.result = ?', result],
    ['l.object_type = ?', objectType],
    ['l.object_id = ?', objectId],
    ['l.occurred_at >= ?::timestamptz', from],
    ['l.occurred_at < ?::timestamptz', to],
    ['(l.occurred_at, l.id) < (?::timestamptz, ?::uuid)', ...(place ?? [undefined])],
  ];
  const values: unknown[] = [];
  const parts = candidates
    .filter(([, value]) => value !== undefined)
    .map(([sql, ...given]) => {
      let next = 0;
      return sql.replace(/\?/g, () => `$${values.push(given[next++])}`);
    });
  return { where: parts.length > 0 ? `where ${parts.join(' and ')}` : '', values };
}

const Place = z.tuple([z.string().regex(/^[\d :.+-]{10,40}$/), z.uuid()]);

const cursorOf = (row: Row): string => Buffer.from(JSON.stringify([row.place, row.id])).toString('base64url');

function placeOf(cursor: string): [string, string] {
  let value: unknown;
  try {
    value = JSON.parse(Buffer.from(cursor, 'base64url').toString('utf8'));
  } catch {
    throw new UnknownAuditCursor();
  }
  const place = Place.safeParse(value);
  if (!place.success || Number.isNaN(Date.parse(place.data[0]))) throw new UnknownAuditCursor();
  return place.data;
}

function toAuditEntryResponse(row: Row, objectNumber: string | null): AuditEntryResponse {
  return {
    id: row.id,
    occurredAt: row.occurred_at.toISOString(),
    account: row.account_id === null ? null : { id: row.account_id, name: row.account_name ?? '', roles: row.roles, area: row.area ?? '' },
    sessionId: row.session_id,
    ip: row.ip,
    action: row.action,
    objectType: row.object_type,
    objectId: row.object_id,
    objectNumber,
    purpose: row.purpose,
    result: row.result,
    detail: row.detail,
    requestId: row.request_id,
    position: row.position,
  };
}
