import type { EntityManager } from '@mikro-orm/postgresql';
import { run } from '@jingzhun/persistence';

/** Batches are locked before what they pay, here as in the answers of the bank: nobody waits for each other. */
export async function lockBatchesOf(em: EntityManager, causeType: string, causeIds: readonly string[]): Promise<void> {
  await run(
    em,
    `select b.id from payment_batch b where b.id in (select batch_id from payment where cause_type = $1 and cause_id = any($2::uuid[])) order by b.id for update`,
    [causeType, causeIds],
  );
}
