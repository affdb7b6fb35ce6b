import type pg from 'pg';
import { ADVISORY_LOCKS } from '@jingzhun/persistence';
import { recordHistory } from '../household/household-history.js';
import { publishHouseholds } from '../household/published-household.js';
import { isTakenOver } from '../take-over/take-over-state.js';
import type { Drafted } from './draft-applications.js';
import {
  FORGET_ENTERED,
  KNOWN_PERSONS,
  LEAVE_QUEUED,
  LEAVE_TAKEN,
  MERGE,
  QUEUE_MEANWHILE,
  REFUSE_TAKEN,
  SET_ASIDE,
  STAGE_ENTERING,
  STAGE_MEMBERS,
  STAGE_TAKEN,
} from './releasing.sql.js';

/** The columns by which history and events look things up. */
const ANALYZE_REGISTER =
  'analyze person (id), household (id), member (household_id, person_id, valid_to), household_income (household_id, year)';

export interface ReleaseOrder {
  batchId: string;
  areaCode: string;
  uploadedBy: string;
  releasedBy: string;
  releasedByName: string;
  sourceDocument: string;
  at: Date;
  /** After the take-over: what becomes of the new households instead of registrations. */
  drafts?: (client: pg.PoolClient, order: ReleaseOrder) => Promise<Drafted>;
  /** Households of the queue whose cases are decided; absent: all of the batch that wait without a case. */
  numbers?: readonly string[];
}

export interface Released {
  households: number;
  members: number;
  /** Registered meanwhile with the same content. */
  unchanged: number;
  /** Registered meanwhile with other content. */
  refused: number;
  /** New cases of the queue. */
  duplicates: number;
  /** Drafts of applications instead of registrations. */
  drafted: number;
}

/**
 * Brings what waits into the register: set-based, wholly in the caller's transaction, with history and events. Ended at any
 * point, it leaves nothing and can be run again.
 */
export async function releaseBatch(
  client: pg.PoolClient,
  order: ReleaseOrder,
  progress: (phase: string) => void = () => undefined,
): Promise<Released> {
  const { batchId, at } = order;
  const count = async (sql: string, values: unknown[] = []): Promise<number> => (await client.query(sql, values)).rowCount ?? 0;
  // releases wait for one another: what one of them finds free must still be free when it writes
  await client.query('select pg_advisory_xact_lock($1)', [ADVISORY_LOCKS.importRelease]);
  await client.query(`set local work_mem = '64MB'`);
  for (const { sql, bound } of STAGE_ENTERING) await client.query(sql, bound ? [batchId, order.numbers ?? null] : []);
  await client.query(STAGE_MEMBERS, [batchId]);
  const taken = await count(STAGE_TAKEN);
  const refused = await count(REFUSE_TAKEN, [batchId, order.areaCode]);
  for (const sql of LEAVE_TAKEN) await client.query(sql);
  const duplicates = await count(QUEUE_MEANWHILE, [batchId, at, order.uploadedBy]);
  if (duplicates > 0) {
    await client.query(SET_ASIDE, [batchId]);
    for (const sql of LEAVE_QUEUED) await client.query(sql, [batchId]);
  }
  if (order.drafts && (await isTakenOver(client, order.areaCode, at))) {
    progress('applications');
    const { drafted, already } = await order.drafts(client, order);
    await client.query(FORGET_ENTERED, [batchId]);
    return { households: 0, members: 0, unchanged: taken - refused + already, refused, duplicates, drafted };
  }
  for (const sql of KNOWN_PERSONS) await client.query(sql);
  const households = await count('select from entering');
  const members = await count('select from entering_member');
  for (const { phase, sql } of MERGE) {
    progress(phase);
    await client.query(sql, [at, order.releasedBy].slice(0, sql.includes('$2') ? 2 : sql.includes('$1') ? 1 : 0));
  }
  // history and events look into the register household by household: planned for the few rows counted last, that takes minutes
  if (households > 100) await client.query(ANALYZE_REGISTER);
  progress('history');
  await recordHistory(
    client,
    { fromTable: 'entering' },
    {
      change: 'imported',
      recordedAt: at,
      accountId: order.releasedBy,
      accountName: order.releasedByName,
      sourceDocument: order.sourceDocument,
    },
  );
  progress('events');
  await publishHouseholds(client, { fromTable: 'entering' }, 'registered', { occurredAt: at });
  await client.query(FORGET_ENTERED, [batchId]);
  return { households, members, unchanged: taken - refused, refused, duplicates, drafted: 0 };
}
