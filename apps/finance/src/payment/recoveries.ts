import { Inject, Injectable } from '@nestjs/common';
import type { EntityManager } from '@mikro-orm/postgresql';
import type { Principal } from '@jingzhun/auth';
import type { PlainDate } from '@jingzhun/domain/plain-date';
import { Outbox } from '@jingzhun/messaging';
import { Clock, run } from '@jingzhun/persistence';
import { Commitments } from '../budget/commitments.js';
import { Ledger } from '../ledger/ledger.js';
import type { Cause } from '../ledger/posting.js';
import { lastEntriesOf, type AttemptEntry } from './attempt-entries.js';
import { lockBatchesOf } from './batch-locks.js';
import { PartBeforePayment, type CreditedLater } from './part-recovery.errors.js';
import { assertCameBackOn } from './part-recovery.rules.js';
import { partPostings } from './part-postings.js';
import { PaymentBatches } from './payment-batches.js';
import { tellRecovered } from './tell-recovered.js';
import { NotPaid } from './payment.errors.js';

const ENTRIES = `select t.id as "attemptId", e.id as "obligationId" from payment_attempt t, ledger_entry e where t.payment_id = $1::uuid and t.attempt = $2
    and (e.cause_type, e.kind, e.cause_id) = ('payment', 'obligation', $1::uuid)`;

const CREDITED_LATER = `select c.id, c.place::int as place, p.paid_on::text as "paidOn" from unnest($2::uuid[]) with ordinality as c (id, place)
  join payment p on p.cause_type = $1 and p.cause_id = c.id and p.state = 'paid' where p.paid_on > $3::date order by c.place`;

/** Paid money that came back into the treasury because it should not have been paid. The whole of it, or what is left when parts came back before; who may, the cause's owner decides. */
@Injectable()
export class Recoveries {
  constructor(
    @Inject(Clock) private readonly clock: Clock,
    @Inject(Ledger) private readonly ledger: Ledger,
    @Inject(Commitments) private readonly commitments: Commitments,
    @Inject(PaymentBatches) private readonly batches: PaymentBatches,
    @Inject(Outbox) private readonly outbox: Outbox,
  ) {}

  lock(em: EntityManager, causeType: string, causeIds: readonly string[]): Promise<void> {
    return lockBatchesOf(em, causeType, causeIds);
  }

  /** One receipt for many: says which of them it cannot be of. @param causeIds in the order in which they were chosen @throws PartBeforePayment */
  async assertReceiptOf(em: EntityManager, causeType: string, causeIds: readonly string[], receivedOn: PlainDate): Promise<void> {
    const later = await run<CreditedLater>(em, CREDITED_LATER, [causeType, causeIds, receivedOn]);
    const last = later.map(({ paidOn }) => paidOn).sort();
    if (later.length > 0) throw new PartBeforePayment(last.at(-1) as string, later);
  }

  /**
   * Both entries are reversed, or what is left of them; the allotment may be committed again, the certificate is void.
   *
   * @param receivedOn day of the receipt; absent: today, as it was before the receipt was asked for
   * @throws NotPaid, PartInFuture, PartBeforePayment
   */
  async recover(em: EntityManager, by: Principal, cause: Cause, receivedOn?: PlainDate): Promise<void> {
    const today = this.clock.today();
    const on = receivedOn ?? today;
    const [payment] = await run<{ id: string; batchId: string; attempt: number; leftFen: number; isWhole: boolean; paidOn: PlainDate }>(
      em,
      `update payment set state = 'recovered', changed_at = $3::timestamptz where cause_type = $1 and cause_id = $2::uuid and state = 'paid'
       returning id, batch_id as "batchId", attempt, (amount_fen - recovered_fen)::float8 as "leftFen", recovered_fen = 0 as "isWhole", paid_on::text as "paidOn"`,
      [cause.type, cause.id, this.clock.now().toISOString()],
    );
    if (!payment) throw new NotPaid();
    if (receivedOn) assertCameBackOn(receivedOn, payment.paidOn, today);
    const { id: paymentId, leftFen } = payment;
    const back = { on, text: '追回补助资金，冲销原账' };
    if (payment.isWhole) {
      const [of] = (await run<{ attemptId: string; obligationId: string }>(em, ENTRIES, [paymentId, payment.attempt])) as [
        { attemptId: string; obligationId: string },
      ];
      const paid = (await lastEntriesOf(em, [of.attemptId])).get(of.attemptId) as AttemptEntry;
      for (const id of [paid.entryId, of.obligationId]) await this.ledger.reverse(em, id, back, by);
    } else
      await this.ledger.postMany(
        em,
        await partPostings(em, { ...back, paymentId, amountFen: leftFen, cause: { type: 'payment', id: paymentId } }),
        by,
      );
    await this.commitments.move(em, [cause], 'spent', 'released');
    await tellRecovered(em, this.outbox, { paymentId, amountFen: leftFen, leftFen: 0, on: back.on });
    await this.batches.log(em, by, 'recover', payment.batchId, { payment: payment.id });
  }
}
