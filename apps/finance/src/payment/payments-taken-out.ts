import { Inject, Injectable } from '@nestjs/common';
import type { EntityManager } from '@mikro-orm/postgresql';
import type { Principal } from '@jingzhun/auth';
import { Clock, Database, newId, run, sessionOf } from '@jingzhun/persistence';
import type { Cause } from '../ledger/posting.js';
import { asWholeCounty } from '../whole-county/as-whole-county.js';
import { lockBatchesOf } from './batch-locks.js';
import { Obligations } from './obligations.js';
import { PayableCauses } from './payable-causes.js';
import { PaymentBatches } from './payment-batches.js';
import { PaymentNotInBatch, StepNotPossible } from './payment.errors.js';
import type { BatchState, TakenOutBecause } from './payment-lifecycle.js';

const WORDS: Record<TakenOutBecause, string> = { objectionUpheld: '公示异议成立，移出付款批次', byHand: '移出付款批次' };

interface Leaving {
  paymentId: string;
  batchId: string;
  batchWas: BatchState;
  because: TakenOutBecause;
  /** Of an officer who takes it out by hand. */
  reason?: string;
}

/** Payments that come out of a batch before it has left for the bank. */
@Injectable()
export class PaymentsTakenOut {
  constructor(
    @Inject(Database) private readonly database: Database,
    @Inject(Clock) private readonly clock: Clock,
    @Inject(Obligations) private readonly obligations: Obligations,
    @Inject(PayableCauses) private readonly causes: PayableCauses,
    @Inject(PaymentBatches) private readonly batches: PaymentBatches,
  ) {}

  /** Before notices and cases, as every command on a batch does. */
  lock(em: EntityManager, cause: Cause): Promise<void> {
    return lockBatchesOf(em, cause.type, [cause.id]);
  }

  /**
   * Out of a draft, for a stated reason: what it pays waits for another batch, and the draft is declared without it. Who does so enters the batch.
   *
   * @throws StepNotPossible when it is no draft, SamePersonInBatch, PaymentNotInBatch, WholeCountyOnly, a stale version
   */
  byHand(principal: Principal, batchId: string, version: number, paymentId: string, reason: string): Promise<void> {
    return this.database.transaction(sessionOf(principal), async (em) => {
      const { state } = await this.batches.lock(em, principal, batchId, version);
      if (state !== 'draft') throw new StepNotPossible(state);
      await this.batches.assertApart(em, principal, batchId, 'enters');
      const [payment] = await run<Cause>(
        em,
        'select cause_type as type, cause_id as id from payment where id = $1::uuid and batch_id = $2::uuid for update',
        [paymentId, batchId],
      );
      if (!payment) throw new PaymentNotInBatch();
      await this.leave(em, principal, { paymentId, batchId, batchWas: state, because: 'byHand', reason });
      await this.causes.get(payment.type).released(em, [payment.id]);
    });
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
      const { id: paymentId, batchId, batchState: batchWas } = payment;
      await this.obligations.backToDraft(em, batchId);
      await this.leave(em, by, { paymentId, batchId, batchWas, because });
      await run(em, 'update payment_batch set end_reason = $2 where id = $1::uuid', [batchId, WORDS[because]]);
      return true;
    });
  }

  private async leave(em: EntityManager, by: Principal, { paymentId, batchId, batchWas, because, reason }: Leaving): Promise<void> {
    // an approval has stood over it once
    await this.obligations.end(em, by, [paymentId], WORDS[because]);
    await run(
      em,
      `with gone as (delete from payment where id = $1::uuid returning *)
       insert into payment_taken_out (id, batch_id, village_code, household_id, household_number, amount_fen, cause_type, cause_id, because, reason, batch_was, taken_at, taken_by, taken_by_name)
       select $2::uuid, batch_id, village_code, household_id, household_number, amount_fen, cause_type, cause_id, $3, nullif($4, ''), $5, $6::timestamptz, $7::uuid, $8 from gone`,
      [paymentId, newId(this.clock), because, reason ?? '', batchWas, this.clock.now().toISOString(), by.accountId, by.name],
    );
    await run(em, 'update payment_batch set version = version + 1 where id = $1::uuid', [batchId]);
    await this.batches.log(em, by, 'takeOut', batchId, { because, was: batchWas, ...(reason ? { payment: paymentId, reason } : {}) });
  }
}
