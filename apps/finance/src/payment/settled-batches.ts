import type { EntityManager } from '@mikro-orm/postgresql';
import { run } from '@jingzhun/persistence';

/** Settled is a batch of which nothing is open any more; a payment that comes back later opens it again. */
export async function settleBatch(em: EntityManager, batchId: string, at: Date): Promise<void> {
  await run(
    em,
    `update payment_batch b set version = version + 1, state = case when o.open then 'sent' else 'settled' end,
       ended_at = case when o.open then null else $2::timestamptz end
     from (select exists (select from payment where batch_id = $1::uuid and state in ('sent', 'returned')) as open) o where b.id = $1::uuid`,
    [batchId, at.toISOString()],
  );
}
