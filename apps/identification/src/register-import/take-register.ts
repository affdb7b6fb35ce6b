import { ADVISORY_LOCKS } from '@jingzhun/persistence';
import type pg from 'pg';
import { StagedCopy } from '../import/checking/staged-copy.js';
import { readInThread } from '../import/checking/reading-thread.js';
import type { RegisterKind } from '../screening/rules/register-kind.js';
import { inTurn } from '../screening/screening.service.js';
import type { SealedApplicants } from '../screening/store/sealed-applicants.js';
import type { SealedNames } from '../screening/store/sealed-names.js';
import {
  ALSO_KNOWN,
  APPLICANTS_SEALED,
  COUNT_ROWS,
  EARLIER_DECISIONS,
  ENTRIES_DECIDED_BEFORE,
  KEEP_PROBLEMS,
  KEEP_SEALED_NAMES,
  KNOWN_PERSONS,
  LOOK_FOR,
  NAMES_TO_SEAL,
  SEALED_NAMES,
  SURE,
  TO_REVIEW,
  UNSURE,
} from './match/matching.sql.js';
import { REGISTER_STAGES, type RegisterOrder, type RegisterReport, type RegisterSheet } from './reading/register-protocol.js';

export interface RegisterCounts {
  rows: number;
  /** Facts about known persons that are kept. */
  matched: number;
  /** Wait for a person's decision. */
  unsure: number;
  /** Of nobody known: counted and gone. */
  unmatched: number;
  refused: number;
  /** Kept as "other" because nobody foresaw their wording. */
  other: number;
}

export interface ImportToTake {
  readonly id: string;
  readonly kind: RegisterKind;
  readonly areaCode: string;
}

/** One extract, wholly inside the caller's transaction: file → known persons' facts, matches to decide, counts. */
export async function takeRegister(
  client: pg.PoolClient,
  { id, kind, areaCode }: ImportToTake,
  order: RegisterOrder,
  { applicants, names }: { applicants: SealedApplicants; names: SealedNames },
  at: Date,
  progress: (rows: number) => void,
): Promise<{ counts: RegisterCounts; sheet: RegisterSheet; sequence: number }> {
  const read = await stage(client, order, progress);
  // only so can somebody be sure to have been looked for in all extracts from a number on
  await client.query('select pg_advisory_xact_lock($1)', [ADVISORY_LOCKS.registerMatching]);
  const { rows } = await client.query<{ sequence: number }>(`select nextval('register_import_sequence')::int as sequence`);
  const sequence = rows[0]?.sequence ?? 0;
  await client.query(`set local work_mem = '64MB'`);
  for (const statement of KNOWN_PERSONS) await client.query(statement);
  await addApplicants(client, applicants);
  await client.query(LOOK_FOR, [sequence]);
  await client.query(SURE, [id, kind]);
  await client.query(UNSURE.replace('$1::uuid', `'${assertUuid(id)}'::uuid`));
  await sealNames(client, names);
  // no case ends and no decision is withdrawn between this look at them and the commit
  await inTurn(client);
  await client.query(EARLIER_DECISIONS);
  await client.query(TO_REVIEW, [id, kind, at]);
  await client.query(ENTRIES_DECIDED_BEFORE, [id]);
  await client.query(KEEP_PROBLEMS, [id, areaCode]);
  const counted = await client.query<Pick<RegisterCounts, 'matched' | 'unsure' | 'unmatched'>>(COUNT_ROWS, [id]);
  return { sequence, sheet: read.sheet, counts: { ...(counted.rows[0] as RegisterCounts), ...read.counts } };
}

/** Their names are opened for this transaction only: the table is gone with it. */
async function addApplicants(client: pg.PoolClient, sealed: SealedApplicants): Promise<void> {
  const { rows } = await client.query<{ id: string; id_index: Buffer; village_code: string; application_id: string; cipher: Buffer }>(
    APPLICANTS_SEALED,
  );
  const persons = rows.map(({ id, cipher }) => sealed.open(id, cipher));
  await client.query(ALSO_KNOWN, [
    rows.map(({ id_index }) => id_index),
    persons.map(({ name }) => name),
    persons.map(({ birthDate }) => Number(birthDate.slice(0, 4))),
    rows.map(({ village_code }) => village_code),
    rows.map(({ application_id }) => application_id),
  ]);
}

const AT_ONCE = 5_000;

async function sealNames(client: pg.PoolClient, names: SealedNames): Promise<void> {
  await client.query(SEALED_NAMES);
  for (let after = '00000000-0000-0000-0000-000000000000'; ;) {
    const { rows } = await client.query<{ id: string; given: string; known: string }>(NAMES_TO_SEAL, [after, AT_ONCE]);
    await client.query(KEEP_SEALED_NAMES, [
      rows.map(({ id }) => id),
      rows.map(({ id, given, known }) => names.sealMatch(id, { given, known })),
    ]);
    if (rows.length < AT_ONCE) return;
    after = rows.at(-1)?.id ?? after;
  }
}

/** A statement that makes a table takes no parameters. */
function assertUuid(id: string): string {
  if (!/^[0-9a-f-]{36}$/.test(id)) throw new Error('an id of our own');
  return id;
}

interface Read {
  sheet: RegisterSheet;
  counts: Pick<RegisterCounts, 'rows' | 'refused' | 'other'>;
}

async function stage(client: pg.PoolClient, order: RegisterOrder, progress: (rows: number) => void): Promise<Read> {
  const copy = new StagedCopy(client, REGISTER_STAGES);
  await copy.create();
  const read: Partial<Read> = {};
  let rows = 0;
  try {
    await readInThread<RegisterReport>(new URL('./reading/register-worker', import.meta.url), order, async (report) => {
      if (report.type === 'sheet') read.sheet = report.sheet;
      if (report.type === 'done') read.counts = { rows: report.rows, refused: report.refused, other: report.other };
      if (report.type !== 'lines') return;
      await copy.take(report.stage, report.lines);
      rows += report.rows;
      progress(rows);
    });
  } finally {
    await copy.finish();
  }
  return read as Read;
}
