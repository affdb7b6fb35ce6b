import type { EntityManager } from '@mikro-orm/postgresql';
import { run } from '@jingzhun/persistence';
import type { BatchTotals } from './payment.dto.js';
import type { BatchRow } from './payment-batches.js';
import { TotalsDiffer } from './payment.errors.js';

/**
 * What the payments of a batch add up to, as the database counts them. The digest covers every cause, beneficiary, amount and payee: the
 * recorded account (its holder and bank never change) with the blind index of its number. A draft has the accounts that are open now.
 */
export const TOTALS = `select count(*)::int as count, coalesce(sum(p.amount_fen), 0)::bigint as "sumFen",
    encode(sha256(convert_to(coalesce(string_agg(p.cause_type || '|' || p.cause_id || '|' || p.household_id || '|' || p.amount_fen || '|'
      || coalesce(a.id || ' ' || encode(a.account_index, 'hex'), '-'), E'\\n' order by p.cause_type, p.cause_id), ''), 'UTF8')), 'hex') as digest
  from payment p left join payment_account a on a.id = coalesce(p.account_id, (select n.id from payment_account n where n.payee_id = p.payee_id and n.closed_at is null))
  where p.batch_id = $1::uuid`;

export async function totalsOf(em: EntityManager, batchId: string): Promise<BatchTotals> {
  const [row] = await run<{ count: number; sumFen: number | string; digest: string }>(em, TOTALS, [batchId]);
  return { count: row?.count ?? 0, sumFen: Number(row?.sumFen ?? 0), digest: row?.digest ?? '' };
}

export function assertDeclared(counted: BatchTotals, { count, sumFen, digest }: Pick<BatchRow, 'count' | 'sumFen' | 'digest'>): void {
  assertSame(counted, { count: count ?? 0, sumFen: sumFen ?? 0, digest: digest ?? '' });
}

/** What leaves is what was approved, its payees included. */
export function assertApproved(counted: BatchTotals, { count, sumFen, approvedDigest }: BatchRow): void {
  assertSame(counted, { count: count ?? 0, sumFen: sumFen ?? 0, digest: approvedDigest ?? '' });
}

export function assertSame(counted: BatchTotals, declared: BatchTotals): void {
  if (counted.count !== declared.count || counted.sumFen !== declared.sumFen || counted.digest !== declared.digest)
    throw new TotalsDiffer(counted, declared);
}
