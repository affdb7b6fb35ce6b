import { Inject, Injectable, type OnModuleInit } from '@nestjs/common';
import type { EntityManager } from '@mikro-orm/postgresql';
import type { Principal } from '@jingzhun/auth';
import { Outbox } from '@jingzhun/messaging';
import { Clock, Database, run, sessionOf } from '@jingzhun/persistence';
import { Ledger } from '../ledger/ledger.js';
import { MoneyOrders, type Order } from '../money-order/money-orders.js';
import { PayableCauses } from './payable-causes.js';
import { partPostings } from './part-postings.js';
import { PartWaits } from './part-recovery.errors.js';
import { assertPart, type PaidInPart } from './part-recovery.rules.js';
import { PaymentBatches } from './payment-batches.js';
import type { TakePartBackRequest } from './payment.dto.js';
import { NotPaid } from './payment.errors.js';
import { tellRecovered } from './tell-recovered.js';

interface PaidRow extends PaidInPart {
  causeType: string;
  causeId: string;
  village: string;
}

const PAID = `select p.state, p.paid_on::text as "paidOn", p.amount_fen::float8 as "amountFen", p.recovered_fen::float8 as "recoveredFen", p.cause_type as "causeType", p.cause_id as "causeId",
    p.village_code as village from payment p where p.id = $1::uuid and p.batch_id = $2::uuid for update`;

/** Nobody decides it meanwhile: its batch is held. */
const PART_WAITS = `select from money_order where payment_id = $1::uuid and state = 'proposed' and kind = 'paymentPart'`;

/** Money that was paid wrongly in part: what came back is proposed by one person with its receipt, booked when another approves. */
@Injectable()
export class PartRecoveries implements OnModuleInit {
  constructor(
    @Inject(Database) private readonly database: Database,
    @Inject(Clock) private readonly clock: Clock,
    @Inject(Ledger) private readonly ledger: Ledger,
    @Inject(MoneyOrders) private readonly orders: MoneyOrders,
    @Inject(PaymentBatches) private readonly batches: PaymentBatches,
    @Inject(PayableCauses) private readonly causes: PayableCauses,
    @Inject(Outbox) private readonly outbox: Outbox,
  ) {}

  onModuleInit(): void {
    this.orders.executes(
      'paymentPart',
      (em, order, by) => this.book(em, order, by),
      async (em, { paymentId }, by) => void (await this.lockBatchOf(em, paymentId as string, by)),
    );
  }

  /** @throws BatchNotFound, WholeCountyOnly, NotPaid, PartWaits, OrderWaits: it was to be given up, and what `assertPart` throws */
  async propose(principal: Principal, batchId: string, paymentId: string, request: TakePartBackRequest): Promise<void> {
    await this.database.transaction(sessionOf(principal), async (em) => {
      const { fundCode } = await this.batches.lock(em, principal, batchId);
      this.check(await lockPaid(em, batchId, paymentId), request);
      if ((await run(em, PART_WAITS, [paymentId])).length > 0) throw new PartWaits();
      await this.orders.propose(em, principal, { kind: 'paymentPart', fundCode, bankCode: null, paymentId, ...request });
    });
  }

  /** What the payment counts, and what its fund has promised, follow in the database. */
  private async book(em: EntityManager, order: Order, by: Principal): Promise<void> {
    const paymentId = order.paymentId as string;
    const batchId = await this.lockBatchOf(em, paymentId, by);
    const payment = await lockPaid(em, batchId, paymentId);
    this.check(payment, order);
    await run(
      em,
      `insert into payment_recovery (order_id, payment_id, village_code, amount_fen, on_date, recorded_at) values ($1::uuid, $2::uuid, $3, $4, $5::date, $6::timestamptz)`,
      [order.id, paymentId, payment.village, order.amountFen, order.on, this.clock.now().toISOString()],
    );
    if (payment.recoveredFen + order.amountFen === payment.amountFen)
      await this.causes.get(payment.causeType).takenBack?.(em, payment.causeId);
    const cause = { type: 'payment-recovery', id: order.id };
    const part = { paymentId, amountFen: order.amountFen, on: order.on, text: '追回部分补助资金', cause };
    await this.ledger.postMany(em, await partPostings(em, part), by);
    const leftFen = payment.amountFen - payment.recoveredFen - order.amountFen;
    await tellRecovered(em, this.outbox, { paymentId, amountFen: order.amountFen, leftFen, on: order.on });
    await this.batches.log(em, by, 'recoverPart', batchId, { payment: paymentId });
  }

  private async lockBatchOf(em: EntityManager, paymentId: string, by: Principal): Promise<string> {
    const [of] = await run<{ batchId: string }>(em, 'select batch_id as "batchId" from payment where id = $1::uuid', [paymentId]);
    const { batchId } = of as { batchId: string };
    await this.batches.lock(em, by, batchId);
    return batchId;
  }

  private check(payment: PaidRow, { amountFen, on }: Pick<Order, 'amountFen' | 'on'>): void {
    assertPart(payment, this.causes.get(payment.causeType).partsTakenBack ?? 'none', amountFen, on, this.clock.today());
  }
}

async function lockPaid(em: EntityManager, batchId: string, paymentId: string): Promise<PaidRow> {
  const [row] = await run<PaidRow>(em, PAID, [paymentId, batchId]);
  if (!row) throw new NotPaid();
  return row;
}
