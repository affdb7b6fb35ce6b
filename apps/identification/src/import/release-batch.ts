import type pg from 'pg';
import { recordHistory } from '../household/household-history.js';
import { publishHouseholds } from '../household/published-household.js';
import {
  FORGET_ENTERED,
  LEAVE_QUEUED,
  LEAVE_TAKEN,
  LOCK_RELEASES,
  MERGE,
  QUEUE_MEANWHILE,
  REFUSE_TAKEN,
  SET_ASIDE,
  STAGE_ENTERING,
  STAGE_PERSONS,
  STAGE_TAKEN,
} from './releasing.sql.js';

/**
 * For a transaction of a few statements over many rows. Without nested loops: the register may have grown a thousandfold since
 * PostgreSQL last counted it, and a loop planned for one row then runs for minutes.
 */
export const SET_BASED = "set local work_mem = '64MB'; set local enable_nestloop = off";

export interface ReleaseOrder {
  batchId: string;
  areaCode: string;
  uploadedBy: string;
  releasedBy: string;
  releasedByName: string;
  sourceDocument: string;
  at: Date;
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
  const count = async (sql: string, values: unknown[]): Promise<number> => (await client.query(sql, values)).rowCount ?? 0;
  await client.query(LOCK_RELEASES);
  await client.query(SET_BASED);
  await client.query(STAGE_ENTERING, [batchId, order.numbers ?? null]);
  await client.query('analyze entering');
  await client.query(STAGE_TAKEN, [batchId]);
  const refused = await count(REFUSE_TAKEN, [batchId, order.areaCode]);
  const taken = await count(LEAVE_TAKEN, []);
  const duplicates = await count(QUEUE_MEANWHILE, [batchId, at, order.uploadedBy]);
  if (duplicates > 0) {
    await client.query(SET_ASIDE, [batchId]);
    await client.query(LEAVE_QUEUED, [batchId]);
  }
  await client.query(STAGE_PERSONS, [batchId]);
  await client.query('analyze entering, entering_member');
  const households = await count('select from entering', []);
  const members = await count('select from entering_member', []);
  for (const [step, { sql, timed }] of MERGE.entries()) {
    progress(PHASES[step] ?? 'register');
    await client.query(sql, timed ? [batchId, at] : sql.includes('$1') ? [batchId] : []);
  }
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
  return { households, members, unchanged: taken - refused, refused, duplicates };
}

const PHASES = ['persons', 'persons', 'households', 'memberships', 'incomes'];
