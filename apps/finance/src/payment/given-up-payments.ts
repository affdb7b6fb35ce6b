import { Inject, Injectable, type OnModuleInit } from '@nestjs/common';
import type { EntityManager } from '@mikro-orm/postgresql';
import type { Principal } from '@jingzhun/auth';
import { Clock, Database, run, sessionOf } from '@jingzhun/persistence';
import { Commitments } from '../budget/commitments.js';
import { Ledger } from '../ledger/ledger.js';
import { MoneyOrders, type Order } from '../money-order/money-orders.js';
import { PayableCauses } from './payable-causes.js';
import { PaymentBatches } from './payment-batches.js';
import { NotReturned } from './payment.errors.js';
import { settleBatch } from './settled-batches.js';

/** A returned payment that will not be paid: proposed by one person, in effect when another approves the order (ADR 0204). */
@Injectable()
export class GivenUpPayments implements OnModuleInit {
  constructor(
    @Inject(Database) private readonly database: Database,
    @Inject(Clock) private readonly clock: Clock,
    @Inject(Ledger) private readonly ledger: Ledger,
    @Inject(Commitments) private readonly commitments: Commitments,
    @Inject(MoneyOrders) private readonly orders: MoneyOrders,
    @Inject(PaymentBatches) private readonly batches: PaymentBatches,
    @Inject(PayableCauses) private readonly causes: PayableCauses,
  ) {}

  onModuleInit(): void {
    this.orders.executes(
      'paymentGivenUp',
      (em, order, by) => this.giveUp(em, order, by),
      async (em, { paymentId }, by) => void (await this.lockBatchOf(em, paymentId as string, by)),
    );
  }

  /** Until it is approved the payment stays as it is, and may be sent again. @throws BatchNotFound, WholeCountyOnly, NotReturned, OrderWaits */
  propose(principal: Principal, batchId: string, paymentId: string, reason: string): Promise<void> {
    return this.database.transaction(sessionOf(principal), async (em) => {
      const { fundCode, number } = await this.batches.lock(em, principal, batchId);
      const [payment] = await run<{ amountFen: number }>(
        em,
        `select amount_fen::float8 as "amountFen" from payment where id = $1::uuid and batch_id = $2::uuid and state = 'returned' for update`,
        [paymentId, batchId],
      );
      if (!payment) throw new NotReturned();
      await this.orders.propose(em, principal, {
        ...{ kind: 'paymentGivenUp', fundCode, bankCode: null, paymentId, amountFen: payment.amountFen },
        ...{ on: this.clock.today(), sourceDocument: `第 ${number} 号付款批次`, reason },
      });
    });
  }

  /** What was owed is not owed any more, the money is free again. @throws SamePersonInBatch, NotReturned: it was sent again meanwhile */
  private async giveUp(em: EntityManager, { paymentId, reason }: Order, by: Principal): Promise<void> {
    const batchId = await this.lockBatchOf(em, paymentId as string, by);
    await this.batches.assertApart(em, by, batchId, 'approves');
    const [payment] = await run<{ causeType: string; causeId: string }>(
      em,
      `update payment set state = 'givenUp', changed_at = $2::timestamptz where id = $1::uuid and state = 'returned'
       returning cause_type as "causeType", cause_id as "causeId"`,
      [paymentId, this.clock.now().toISOString()],
    );
    if (!payment) throw new NotReturned();
    await this.causes.get(payment.causeType).givenUp(em, payment.causeId, by);
    const [entry] = await run<{ id: string }>(
      em,
      `select id from ledger_entry where cause_type = 'payment' and cause_id = $1::uuid and kind = 'obligation'`,
      [paymentId],
    );
    await this.ledger.reverse(em, (entry as { id: string }).id, { on: this.clock.today(), text: '停止发放，冲销应付' }, by);
    await this.commitments.move(em, [{ type: payment.causeType, id: payment.causeId }], 'committed', 'released');
    await settleBatch(em, batchId, this.clock.now());
    await this.batches.log(em, by, 'giveUp', batchId, { payment: paymentId as string, reason });
  }

  private async lockBatchOf(em: EntityManager, paymentId: string, by: Principal): Promise<string> {
    const [of] = await run<{ batchId: string }>(em, 'select batch_id as "batchId" from payment where id = $1::uuid', [paymentId]);
    const { batchId } = of as { batchId: string };
    await this.batches.lock(em, by, batchId);
    return batchId;
  }
}
