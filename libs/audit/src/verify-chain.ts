import type { ClientBase } from 'pg';
import { CHAINED_COLUMNS, chainHash, GENESIS, instant, type ChainedRow } from './chain-hash.js';
import type { ChainHead } from './link-rows.js';

/**
 * What is wrong with the first bad row.
 * - `altered`: the log row is not the one that was linked
 * - `missing`: the log row is gone
 * - `broken`: a chain row was removed, inserted or altered at this place
 * - `inserted`: the log row claims a time at which the chain had already gone on
 * - `unlinked`: the log row has waited too long for its place: it was added behind the service's back, or no linker runs
 * - `cut`: the chain ends before, or differs from, the head that was kept outside the database
 */
export type ChainFault = 'altered' | 'missing' | 'broken' | 'inserted' | 'unlinked' | 'cut';

export interface Verification {
  intact: boolean;
  /** Rows found in order before the first bad one. */
  verified: number;
  /** Rows that have not been linked yet, young enough to be no finding. */
  waiting: number;
  head: { seq: number; hash: string };
  first?: { fault: ChainFault; seq: number | null; auditId: string | null };
}

export interface VerifyOptions {
  /** The service's time. */
  now: Date;
  /** The end of the chain as it was kept elsewhere. */
  witness?: ChainHead;
  /** How long a row may wait to be linked. */
  maxWaitMs?: number;
  /** How long a transaction with an audit row may last. */
  maxTransactionMs?: number;
}

interface Link extends ChainedRow {
  seq: string;
  audit_id: string;
  linked_at: string;
  previous_hash: Buffer;
  hash: Buffer;
}

interface Place {
  seq: number;
  hash: Buffer;
  /** Rows of one turn of the linker have the same. */
  linkedAt: number;
  /** When the turn before that one linked. */
  turnBefore: number;
}

const BATCH = 2000;

/** Reads the whole chain in one snapshot and names the first bad row. Changes nothing; any role that may select can run it. */
export async function verifyChain(client: ClientBase, options: VerifyOptions): Promise<Verification> {
  await client.query('begin isolation level repeatable read, read only');
  try {
    return await verifySnapshot(client, options);
  } finally {
    await client.query('rollback');
  }
}

async function verifySnapshot(client: ClientBase, options: VerifyOptions): Promise<Verification> {
  let last: Place = { seq: 0, hash: GENESIS, linkedAt: 0, turnBefore: 0 };
  let { witness } = options;
  const answer = (first?: Verification['first'], waiting = 0): Verification => ({
    intact: !first,
    verified: last.seq,
    waiting,
    head: { seq: last.seq, hash: last.hash.toString('hex') },
    ...(first && { first }),
  });
  for (;;) {
    const links = await readLinks(client, last.seq);
    for (const link of links) {
      const fault = faultOf(link, last, options);
      if (fault) return answer({ fault, seq: Number(link.seq), auditId: link.audit_id });
      last = { seq: Number(link.seq), hash: link.hash, linkedAt: Date.parse(link.linked_at), turnBefore: turnBefore(link, last) };
      if (witness?.seq === last.seq) {
        if (!witness.hash.equals(last.hash)) return answer({ fault: 'cut', seq: last.seq, auditId: link.audit_id });
        witness = undefined;
      }
    }
    if (links.length < BATCH) break;
  }
  if (witness) return answer({ fault: 'cut', seq: last.seq + 1, auditId: null });
  const { waiting, tooLong } = await readUnlinked(client, options);
  return answer(tooLong ? { fault: 'unlinked', seq: null, auditId: tooLong } : undefined, waiting);
}

function faultOf(link: Link, last: Place, { maxTransactionMs = 15 * 60_000 }: VerifyOptions): ChainFault | undefined {
  const seq = Number(link.seq);
  if (seq !== last.seq + 1 || !link.previous_hash.equals(last.hash)) return 'broken';
  if (link.id === null) return 'missing';
  if (!chainHash(last.hash, seq, link.linked_at, link).equals(link.hash)) return 'altered';
  const linkedAt = Date.parse(link.linked_at);
  // a clock that was set back or forward (demonstration) is no finding; a row that is older than the chain before its turn is
  const before = turnBefore(link, last);
  return linkedAt >= before && Date.parse(link.occurred_at) < before - maxTransactionMs ? 'inserted' : undefined;
}

/** All that waited is linked in one turn: its rows say nothing about each other's time. */
function turnBefore({ linked_at }: Link, last: Place): number {
  return Date.parse(linked_at) === last.linkedAt ? last.turnBefore : last.linkedAt;
}

async function readLinks(client: ClientBase, after: number): Promise<Link[]> {
  const { rows } = await client.query<Link>(
    `select c.seq, c.audit_id, ${instant('c.linked_at')} as linked_at, c.previous_hash, c.hash, ${CHAINED_COLUMNS}
     from audit_chain c left join audit_log l on l.id = c.audit_id where c.seq > $1 order by c.seq limit ${BATCH}`,
    [after],
  );
  return rows;
}

async function readUnlinked(
  client: ClientBase,
  { now, maxWaitMs = 60_000 }: VerifyOptions,
): Promise<{ waiting: number; tooLong: string | undefined }> {
  const { rows } = await client.query<{ id: string; late: boolean }>(
    `select l.id, l.occurred_at < $1::timestamptz as late from audit_log l
     where not exists (select from audit_chain c where c.audit_id = l.id) order by l.occurred_at, l.id limit 1000`,
    [new Date(now.getTime() - maxWaitMs).toISOString()],
  );
  return { waiting: rows.length, tooLong: rows.find((row) => row.late)?.id };
}
