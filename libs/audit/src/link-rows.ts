import type { ClientBase } from 'pg';
import { CHAINED_COLUMNS, chainHash, GENESIS, instant, type ChainedRow } from './chain-hash.js';

/** The end of the chain. */
export interface ChainHead {
  seq: number;
  hash: Buffer;
}

export interface Linked {
  count: number;
  head: ChainHead;
  /** More rows wait than fit into one turn. */
  more: boolean;
  /** Transactions before this one were all seen. */
  seenBefore: string | undefined;
}

const TURN = 2000;

/**
 * Links committed rows that are not in the chain yet. Only the holder of the linker's lock calls it.
 *
 * @param seenBefore as the last turn returned it; absent: looks through the whole log (after a start)
 * @param linkedAt ISO instant of the service's clock
 */
export async function linkRows(client: ClientBase, linkedAt: string, seenBefore?: string): Promise<Linked> {
  await client.query('begin isolation level repeatable read');
  try {
    const linked = await linkVisible(client, linkedAt, seenBefore);
    await client.query('commit');
    return linked;
  } catch (error) {
    await client.query('rollback').catch(() => undefined);
    throw error;
  }
}

async function linkVisible(client: ClientBase, linkedAt: string, seenBefore?: string): Promise<Linked> {
  const horizon = (await client.query<{ xmin: string }>('select pg_snapshot_xmin(pg_current_snapshot())::text as xmin')).rows[0]?.xmin;
  const { rows } = await client.query<ChainedRow & { linked_at: string }>(
    `select ${CHAINED_COLUMNS}, ${instant('$2::timestamptz')} as linked_at from audit_log l
     where l.txid >= $1::text::xid8 and not exists (select from audit_chain c where c.audit_id = l.id)
     order by l.txid, l.id limit ${TURN}`,
    [seenBefore ?? '0', linkedAt],
  );
  const head = await readHead(client);
  const links: { seq: number; id: string; previous: Buffer; hash: Buffer }[] = [];
  let last = head;
  for (const row of rows) {
    const seq = last.seq + 1;
    const hash = chainHash(last.hash, seq, row.linked_at, row);
    links.push({ seq, id: row.id, previous: last.hash, hash });
    last = { seq, hash };
  }
  if (links.length > 0) {
    await client.query(
      `insert into audit_chain (seq, audit_id, linked_at, previous_hash, hash)
       select seq, id, $2, previous, hash from unnest($1::bigint[], $3::uuid[], $4::bytea[], $5::bytea[]) as t(seq, id, previous, hash)`,
      [links.map((l) => l.seq), linkedAt, links.map((l) => l.id), links.map((l) => l.previous), links.map((l) => l.hash)],
    );
  }
  const more = links.length === TURN;
  return { count: links.length, head: last, more, seenBefore: more ? seenBefore : horizon };
}

async function readHead(client: ClientBase): Promise<ChainHead> {
  const { rows } = await client.query<{ seq: string; hash: Buffer }>('select seq, hash from audit_chain order by seq desc limit 1');
  const [head] = rows;
  return head ? { seq: Number(head.seq), hash: head.hash } : { seq: 0, hash: GENESIS };
}
