import { Inject, Injectable } from '@nestjs/common';
import type { EntityManager } from '@mikro-orm/postgresql';
import type { Principal } from '@jingzhun/auth';
import { Clock, Database, run, sessionOf } from '@jingzhun/persistence';
import { totalsOf } from './batch-totals.js';
import { assertPayeesAnswered } from './payee-findings.js';
import { CHANGED, changedPayees, holdAccounts, type ChangedPayees } from './payees.js';
import { PaymentBatches } from './payment-batches.js';
import { PayeeBySamePerson, PayeesSeenDiffer } from './payee.errors.js';
import { StepNotPossible } from './payment.errors.js';

/** A household has another account since its payment was approved, or the bank sent it back: somebody else says that the new one is right. */
@Injectable()
export class PayeeChanges {
  constructor(
    @Inject(Database) private readonly database: Database,
    @Inject(Clock) private readonly clock: Clock,
    @Inject(PaymentBatches) private readonly batches: PaymentBatches,
  ) {}

  /** @throws StepNotPossible, SamePersonInBatch, PayeesSeenDiffer, PayeeBySamePerson, PayeesUnanswered */
  confirm(principal: Principal, batchId: string, version: number, seen: ChangedPayees): Promise<void> {
    return this.database.transaction(sessionOf(principal), async (em) => {
      const batch = await this.batches.lock(em, principal, batchId, version);
      if (batch.state !== 'approved' && batch.state !== 'sent') throw new StepNotPossible(batch.state);
      await this.batches.assertApart(em, principal, batchId, 'approves');
      await holdAccounts(em, batchId);
      const there = await changedPayees(em, batchId);
      if (there.count === 0 || there.count !== seen.count || there.digest !== seen.digest) throw new PayeesSeenDiffer();
      await assertOtherRecorders(em, principal, batchId);
      await assertPayeesAnswered(em, batchId, true);
      const at = this.clock.now().toISOString();
      await run(
        em,
        'update payment_batch set payees_approved_by = $2::uuid, payees_approved_by_name = $3, payees_approved_at = $4::timestamptz, version = version + 1 where id = $1::uuid',
        [batchId, principal.accountId, principal.name, at],
      );
      await run(
        em,
        `update payment p set account_id = c."newAccount", changed_at = $2::timestamptz from (${CHANGED}) c where c.batch = $1::uuid and p.id = c.id`,
        [batchId, at],
      );
      const { digest } = await totalsOf(em, batchId);
      await run(em, 'update payment_batch set approved_digest = $2 where id = $1::uuid', [batchId, digest]);
      await this.batches.log(em, principal, 'confirmPayees', batchId, { payments: there.count });
    });
  }
}

/** Of an institution also who confirmed its account: the cashier of the batch may not be the one. */
async function assertOtherRecorders(em: EntityManager, principal: Principal, batchId: string): Promise<void> {
  const own = await run(
    em,
    `select from (${CHANGED}) c where c.batch = $1::uuid and (c."recordedBy" = $2::uuid or exists (select from payment_batch_person p
       where p.batch_id = c.batch and ((p.account_id = c."recordedBy" and p.part in ('approves', 'pays')) or (p.account_id = c."confirmedBy" and p.part = 'pays'))))`,
    [batchId, principal.accountId],
  );
  if (own.length > 0) throw new PayeeBySamePerson(own.length);
}
