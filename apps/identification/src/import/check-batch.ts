import { pipeline } from 'node:stream/promises';
import { Readable } from 'node:stream';
import type pg from 'pg';
import { from as copyFrom, type CopyStreamQuery } from 'pg-copy-streams';
import type { CheckOrder, CheckReport, SheetsReport } from './checking/check-protocol.js';
import { runCheck } from './checking/check-thread.js';
import { STAGES, type StageName } from './checking/staged-tables.js';
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
  for (const [name, columns] of Object.entries(STAGES)) {
    const list = Object.entries(columns).map(([column, type]) => `${column} ${type}`);
    await client.query(`create temporary table ${name} (${list.join(', ')}) on commit drop`);
  }
  const staged = await stage(client, order, progress);
  progress('comparing', staged.rows);
  await client.query(`set local work_mem = '64MB'`);
  for (const statement of [...PREPARE_STAGES, ...CHECKS_BETWEEN_ROWS]) await client.query(statement);
  await client.query(STAGE_STATE, [Buffer.from(staged.digestWithoutPhone)]);
  await client.query('create index on stage_state (number)');
  await client.query('analyze stage_state');
  await client.query(REFUSE_DIFFERENT);
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
  let copy: { stage: StageName; into: CopyStreamQuery; end: Promise<void>; lines: Readable } | undefined;
  const finish = async (): Promise<void> => {
    copy?.lines.push(null);
    await copy?.end;
    copy = undefined;
  };
  const take = async (report: CheckReport): Promise<void> => {
    if (report.type === 'sheets') staged.sheets = report.sheets;
    if (report.type === 'done') staged.digestWithoutPhone = report.digestWithoutPhone;
    if (report.type !== 'lines') return;
    if (copy?.stage !== report.stage) {
      await finish();
      copy = beginCopy(client, report.stage);
    }
    const { into, lines } = copy;
    lines.push(Buffer.from(report.lines));
    if (into.writableNeedDrain) await Promise.race([new Promise((resolve) => into.once('drain', resolve)), copy?.end]);
    staged.rows += report.rows;
    progress(report.stage === 'stage_household' ? 'households' : 'members', staged.rows);
  };
  try {
    await runCheck(order, take);
  } finally {
    await finish();
  }
  return staged as Staged;
}

function beginCopy(
  client: pg.PoolClient,
  stage: StageName,
): { stage: StageName; into: CopyStreamQuery; end: Promise<void>; lines: Readable } {
  const into = client.query(copyFrom(`copy ${stage} (${Object.keys(STAGES[stage]).join(', ')}) from stdin`));
  const lines = new Readable({ read: () => undefined });
  const end = pipeline(lines, into);
  // reported where it is awaited
  end.catch(() => undefined);
  return { stage, into, end, lines };
}
