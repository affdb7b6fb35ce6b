import { Inject, Injectable } from '@nestjs/common';
import type { EntityManager } from '@mikro-orm/postgresql';
import type { Principal } from '@jingzhun/auth';
import { Clock, run } from '@jingzhun/persistence';
import { Ledger } from '../ledger/ledger.js';
import { UNPIN } from './payees.js';

/** What became owed with the approval of a batch, when the approval does not stand or a payment leaves the batch. */
@Injectable()
export class Obligations {
  constructor(
    @Inject(Clock) private readonly clock: Clock,
    @Inject(Ledger) private readonly ledger: Ledger,
  ) {}

  /**
   * Whatever stood over the batch has fallen: it is declared and approved anew, with the accounts that are open then. What is still in it
   * stays decided and stays owed: the next approval finds its entries.
   */
  async backToDraft(em: EntityManager, batchId: string): Promise<void> {
    await run(em, `update payment set state = 'prepared', changed_at = $2::timestamptz where batch_id = $1::uuid and state = 'approved'`, [
      batchId,
      this.clock.now().toISOString(),
    ]);
    await run(em, `${UNPIN} and account_id is not null`, [batchId]);
    await run(
      em,
      `update payment_batch set state = 'draft', approved_by = null, approved_by_name = null, approved_at = null, approved_digest = null,
         payees_approved_by = null, payees_approved_by_name = null, payees_approved_at = null where id = $1::uuid`,
      [batchId],
    );
  }

  /** Of payments that leave: what was booked as owed for them is owed no more. */
  async end(em: EntityManager, by: Principal, paymentIds: readonly string[], text: string): Promise<void> {
    const entries = await run<{ id: string }>(
      em,
      `select id from ledger_entry where cause_type = 'payment' and kind = 'obligation' and cause_id = any($1::uuid[]) order by id`,
      [paymentIds],
    );
    await this.ledger.reverseMany(
      em,
      entries.map(({ id }) => ({ entryId: id, on: this.clock.today(), text })),
      by,
    );
  }
}
