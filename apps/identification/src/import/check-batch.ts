import type pg from 'pg';
import { isTakenOver } from '../take-over/take-over-state.js';
import type { CheckOrder, SheetsReport } from './checking/check-protocol.js';
import { runCheck, type CheckTaken } from './checking/check-thread.js';
import { StagedCopy } from './checking/staged-copy.js';
import { STAGES } from './checking/staged-tables.js';
import {
  CHECKS_BETWEEN_ROWS,
  COUNTS,
  KEEP_DUPLICATES,
  KEEP_HOUSEHOLDS,
  KEEP_MEMBERS,
  KEEP_PROBLEMS,
  MARK_DUPLICATE,
  PREPARE_STAGES,
  REFUSE_DIFFERENT,
  STAGE_DUPLICATE,
  STAGE_STATE,
} from './settling.sql.js';

export interface BatchCounts {
  householdsNew: number;
  householdsUnchanged: number;
  /** Registered, and the file says something else: refused, see the refusals. */
  householdsChanged: number;
  householdsRefused: number;
  householdsDuplicate: number;
  /** After the take-over: drafts made of new households. */
  applicationsDrafted?: number;
  membersRead: number;
  duplicates: number;
  rows: number;
}

export interface BatchToCheck {
  id: string;
  areaCode: string;
  sourceDocument: string;
  uploadedBy: string;
}

export type Progress = (phase: string, done: number) => void;

/**
 * One check, wholly inside the caller's transaction: file → temporary tables → what waits for release, what is refused and why.
 * Ended at any point, it leaves nothing.
 */
export async function checkBatch(
  client: pg.PoolClient,
  batch: BatchToCheck,
  order: CheckOrder,
  at: Date,
  progress: Progress,
): Promise<{ counts: BatchCounts; sheets: SheetsReport }> {
  const staged = await stage(client, order, progress);
  progress('comparing', staged.rows);
  await client.query(`set local work_mem = '64MB'`);
  for (const statement of [...PREPARE_STAGES, ...CHECKS_BETWEEN_ROWS]) await client.query(statement);
  await client.query(STAGE_STATE, [Buffer.from(staged.digestWithoutPhone)]);
  await client.query('create index on stage_state (number)');
  await client.query('analyze stage_state');
  await client.query(REFUSE_DIFFERENT, [await isTakenOver(client, batch.areaCode, at)]);
  // the register may have grown a thousandfold since PostgreSQL last counted it: a nested loop planned for a few persons runs for minutes
  await client.query('set local enable_nestloop = off');
  await client.query(STAGE_DUPLICATE);
  await client.query('set local enable_nestloop = on');
  await client.query(MARK_DUPLICATE);
  await client.query(KEEP_HOUSEHOLDS, [batch.id, batch.sourceDocument]);
  await client.query(KEEP_MEMBERS, [batch.id]);
  await client.query(KEEP_PROBLEMS, [batch.id, batch.areaCode, JSON.stringify(positionsOf(staged.sheets))]);
  await client.query(KEEP_DUPLICATES, [batch.id, at, batch.uploadedBy]);
  const { rows } = await client.query<BatchCounts>(COUNTS);
  return { counts: rows[0] as BatchCounts, sheets: staged.sheets };
}

interface Staged {
  sheets: SheetsReport;
  digestWithoutPhone: Uint8Array;
  rows: number;
}

const positionsOf = (sheets: SheetsReport): Record<string, Record<string, number>> => ({
  households: { ...sheets.households.positions },
  members: { ...sheets.members.positions },
});

async function stage(client: pg.PoolClient, order: CheckOrder, progress: Progress): Promise<Staged> {
  const staged: Partial<Staged> & { rows: number } = { rows: 0 };
  const copy = new StagedCopy(client, STAGES);
  await copy.create();
  const take = async (report: CheckTaken): Promise<void> => {
    if (report.type === 'sheets') staged.sheets = report.sheets;
    if (report.type === 'done') staged.digestWithoutPhone = report.digestWithoutPhone;
    if (report.type !== 'lines') return;
    await copy.take(report.stage, report.lines);
    staged.rows += report.rows;
    progress(report.stage === 'stage_household' ? 'households' : 'members', staged.rows);
  };
  try {
    await runCheck(order, take);
  } finally {
    await copy.finish();
  }
  return staged as Staged;
}
