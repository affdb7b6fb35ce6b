import { Inject, Injectable } from '@nestjs/common';
import type { EntityManager } from '@mikro-orm/postgresql';
import type { Principal } from '@jingzhun/auth';
import { Clock, newId, run } from '@jingzhun/persistence';
import type { Cause } from '../ledger/posting.js';
import { asWholeCounty } from '../whole-county/as-whole-county.js';
import { lockBatchesOf } from './batch-locks.js';
import { Obligations } from './obligations.js';
import { PaymentBatches } from './payment-batches.js';
import type { BatchState, TakenOutBecause } from './payment-lifecycle.js';

const WORDS: Record<TakenOutBecause, string> = { objectionUpheld: '公示异议成立，移出付款批次' };

/** Payments that come out of a batch before it has left for the bank. */
@Injectable()
export class PaymentsTakenOut {
  constructor(
    @Inject(Clock) private readonly clock: Clock,
    @Inject(Obligations) private readonly obligations: Obligations,
    @Inject(PaymentBatches) private readonly batches: PaymentBatches,
  ) {}

  /** Before notices and cases, as every command on a batch does. */
  lock(em: EntityManager, cause: Cause): Promise<void> {
    return lockBatchesOf(em, cause.type, [cause.id]);
  }

  /**
   * The batch becomes a draft again, without the payment: what was declared or approved was another one. What was owed for it is reversed;
   * why, by whom and from which batch is kept.
   *
   * @returns false when the money is with the bank, or was: then it stays where it is
   */
  takeOut(em: EntityManager, by: Principal, cause: Cause, because: TakenOutBecause): Promise<boolean> {
    return asWholeCounty(em, async () => {
      await this.lock(em, cause);
      const [payment] = await run<{ id: string; batchId: string; state: string; batchState: BatchState }>(
        em,
        `select p.id, p.batch_id as "batchId", p.state, b.state as "batchState" from payment p join payment_batch b on b.id = p.batch_id
         where p.cause_type = $1 and p.cause_id = $2::uuid for update of p`,
        [cause.type, cause.id],
      );
      if (!payment || (payment.state !== 'prepared' && payment.state !== 'approved')) return false;
      const { id, batchId, batchState } = payment;
      await this.obligations.backToDraft(em, batchId);
      await this.obligations.end(em, by, [id], WORDS[because]);
      await run(
        em,
        `with gone as (delete from payment where id = $1::uuid returning *)
         insert into payment_taken_out (id, batch_id, village_code, household_id, household_number, amount_fen, cause_type, cause_id, because, batch_was, taken_at, taken_by, taken_by_name)
         select $2::uuid, batch_id, village_code, household_id, household_number, amount_fen, cause_type, cause_id, $3, $4, $5::timestamptz, $6::uuid, $7 from gone`,
        [id, newId(this.clock), because, batchState, this.clock.now().toISOString(), by.accountId, by.name],
      );
      await run(em, 'update payment_batch set version = version + 1, end_reason = $2 where id = $1::uuid', [batchId, WORDS[because]]);
      await this.batches.log(em, by, 'takeOut', batchId, { because, was: batchState });
      return true;
    });
  }
}
