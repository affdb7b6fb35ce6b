import { Inject, Injectable } from '@nestjs/common';
import type { EntityManager } from '@mikro-orm/postgresql';
import { actorOf, AuditLog } from '@jingzhun/audit';
import type { Principal } from '@jingzhun/auth';
import { Refusal, type RefusalProblem } from '@jingzhun/domain/refusal';
import { ADVISORY_LOCKS, Clock, Database, newId, run, sessionOf, type Handle } from '@jingzhun/persistence';
import { assertWholeCounty, isWholeCounty } from '../whole-county/whole-county.js';
import { againstOf, type AgainstCode } from './against.js';
import type { MoneyOrder, MoneyOrderKind, MoneyOrderList, MoneyOrderStepsRequest, TakeBackRequest } from './money-order.dto.js';
import {
  MoneyOrderDecided,
  MoneyOrderNeedsAnother,
  MoneyOrderNotFound,
  MoneyOrderNotOwn,
  NotToTakeBack,
  OrderOneByOne,
  OrdersNotApproved,
  OrderWaits,
  tellToRefuse,
} from './money-order.errors.js';
import { LIST, ORDERS, type Order, type Proposal } from './order-rows.js';
import { assertTakingBackDay } from './taking-back.rules.js';

export type { Order, Proposal } from './order-rows.js';

/** What is done with an approved order, in its transaction. */
export type Execution = (em: EntityManager, order: Order, by: Principal) => Promise<void>;

type Deed = 'approve' | 'refuse' | 'withdraw';

/** Approved together: what makes room before what takes it. */
const ROOM: readonly MoneyOrderKind[] = [
  ...(['addition', 'provisionReversal', 'allotmentReduction', 'reduction', 'allotment', 'provision'] as const),
];

/** Of one household's payment or grant: looked at by itself, never among many. */
const isAboutOne = ({ paymentId, lineId }: Order): boolean => paymentId !== null || lineId !== null;

/** By its number, which the page shows; never with what the order is about. */
const problemOf = ({ code, zh, en }: Refusal, at: number, { number }: Order): RefusalProblem => ({
  ...{ pointer: `/cases/${at}`, code },
  ...{ zh: `第 ${number} 号：${zh.title}。${zh.detail}`, en: `Order ${number}: ${en.title}. ${en.detail}` },
});

/**
 * What moves money without a batch, or ends what was promised: proposed by one person, approved by another, in effect with the approval.
 * Money that leaves the treasury or comes back, what an area may use, a payment or grant that is given up (ADR 0204).
 */
@Injectable()
export class MoneyOrders {
  private readonly executions = new Map<MoneyOrderKind, Execution>();
  private readonly before = new Map<MoneyOrderKind, Execution>();

  constructor(
    @Inject(Database) private readonly database: Database,
    @Inject(Clock) private readonly clock: Clock,
    @Inject(AuditLog) private readonly audit: AuditLog,
  ) {}

  /** Whoever owns the books of a kind says how it is booked. @param before locks what the order is about; funds are locked behind it, never by it */
  executes(kind: MoneyOrderKind, execution: Execution, before?: Execution): void {
    this.executions.set(kind, execution);
    if (before) this.before.set(kind, before);
  }

  list(principal: Principal): Promise<MoneyOrderList> {
    return this.database.connection(sessionOf(principal), async (client) => {
      const rows = await run<Omit<MoneyOrder, 'against'> & { against: AgainstCode[] }>(client, LIST, [
        principal.accountId,
        isWholeCounty(principal),
      ]);
      return { items: rows.map((row) => ({ ...row, against: againstOf(row.against) })) };
    });
  }

  /** @throws OrderWaits for a payment or grant that another order waits for */
  async propose(handle: Handle, by: Principal, proposal: Proposal): Promise<void> {
    const { takesBack = '', paymentId = '', area = '', lineId = '', bankCode, ...order } = proposal;
    // who keeps the money of an area proposes for it; everything else is the county's
    if (area === '') assertWholeCounty(by);
    const id = newId(this.clock) as string;
    await run(
      handle,
      `insert into money_order (id, kind, fund_code, bank_code, amount_fen, on_date, source_document, reason, takes_back, proposed_at, proposed_by, proposed_by_name, payment_id, area, line_id)
       values ($1::uuid, $2, $3, nullif($4, ''), $5, $6::date, $7, $8, nullif($9, '')::uuid, $10::timestamptz, $11::uuid, $12, nullif($13, '')::uuid, nullif($14, ''), nullif($15, '')::uuid)`,
      [
        ...[id, order.kind, order.fundCode, bankCode ?? '', order.amountFen, order.on, order.sourceDocument, order.reason, takesBack],
        ...[this.clock.now().toISOString(), by.accountId, by.name, paymentId, area, lineId],
      ],
    ).catch((error: unknown) => {
      const { constraint } = error as { constraint?: string };
      throw constraint === 'money_order_one_part_waits' || constraint === 'money_order_one_line_waits' ? new OrderWaits() : error;
    });
    await this.log(handle, by, 'money-order.propose', id, { kind: order.kind, fund: order.fundCode, amountFen: order.amountFen });
  }

  /** A provision that was mistyped: the opposite entries, once another person agrees. @throws MoneyOrderNotFound, NotToTakeBack, FundDayRefused, TakenBackBeforeProvision */
  proposeTakingBack(principal: Principal, id: string, request: TakeBackRequest): Promise<void> {
    return this.database.transaction(sessionOf(principal), async (em) => {
      const order = await this.lock(em, principal, id);
      const taken = await run(em, `select from money_order where takes_back = $1::uuid and state <> 'refused'`, [id]);
      if (order.kind !== 'provision' || order.state !== 'approved' || taken.length > 0) throw new NotToTakeBack();
      assertTakingBackDay(order, request.on, this.clock.today());
      const { fundCode, bankCode, amountFen } = order;
      await this.propose(em, principal, { kind: 'provisionReversal', fundCode, bankCode, amountFen, ...request, takesBack: id });
    });
  }

  /** @throws MoneyOrderNotFound, MoneyOrderDecided, MoneyOrderNeedsAnother, and whatever the books refuse */
  approve(principal: Principal, id: string): Promise<void> {
    return this.decide(principal, id, 'approve', null);
  }

  /** @throws MoneyOrderNotFound, MoneyOrderDecided, MoneyOrderNeedsAnother */
  refuse(principal: Principal, id: string, reason: string): Promise<void> {
    return this.decide(principal, id, 'refuse', reason);
  }

  /** Who proposed it does not want it any more. @throws MoneyOrderNotFound, MoneyOrderDecided, MoneyOrderNotOwn */
  withdraw(principal: Principal, id: string, reason: string): Promise<void> {
    return this.decide(principal, id, 'withdraw', reason);
  }

  /** All of them or none. @throws MoneyOrderNotFound, OrdersNotApproved with a reason for each that stands in the way */
  approveTogether(principal: Principal, { cases }: MoneyOrderStepsRequest): Promise<void> {
    assertWholeCounty(principal);
    return this.database.transaction(sessionOf(principal), async (em) => {
      const ids = cases.map(({ id }) => id);
      const seen = await run<Order>(em, `${ORDERS} order by o.id`, [ids]);
      if (seen.length < new Set(ids).size) throw new MoneyOrderNotFound();
      await this.lockBefore(em, seen.length > 1 ? seen.filter((order) => !isAboutOne(order)) : seen, principal);
      const orders = await run<Order>(em, `${ORDERS} order by o.id for update`, [ids]);
      const problems: RefusalProblem[] = [];
      // what makes room comes first: the answer is the same whatever the order of the list
      for (const order of orders.sort((a, b) => ROOM.indexOf(a.kind) - ROOM.indexOf(b.kind) || a.number - b.number)) {
        const at = cases.findIndex(({ id }) => id === order.id);
        const isAmongMany = orders.length > 1 && isAboutOne(order);
        const refusal = isAmongMany
          ? new OrderOneByOne()
          : await this.tryToApprove(em, principal, order, (cases[at] as { version: number }).version);
        if (refusal) problems.push(problemOf(refusal, at, order));
      }
      if (problems.length > 0) throw new OrdersNotApproved(problems, orders.length);
    });
  }

  /** @returns what the books refuse; nothing of the order is written then */
  private async tryToApprove(em: EntityManager, principal: Principal, order: Order, version: number): Promise<Refusal | undefined> {
    if (version !== order.version) return new MoneyOrderDecided();
    await run(em, 'savepoint before_order');
    try {
      await this.write(em, principal, order, 'approve', null);
    } catch (error) {
      if (!(error instanceof Refusal)) throw error;
      await run(em, 'rollback to savepoint before_order');
      return error;
    }
    return undefined;
  }

  private decide(principal: Principal, id: string, deed: Deed, reason: string | null): Promise<void> {
    return this.database.transaction(sessionOf(principal), async (em) => {
      const seen = await this.find(em, principal, id);
      await this.lockBefore(em, [seen], principal);
      await this.write(em, principal, await this.lock(em, principal, id), deed, reason);
    });
  }

  /**
   * In the order of every command that takes more than one of these: what an order is about, sums of interest, funds, risk funds, and the
   * order at last. What is about a payment or a grant locks its fund when it is booked, behind what it changes, and so comes alone.
   */
  private async lockBefore(em: EntityManager, orders: readonly Order[], principal: Principal): Promise<void> {
    const [order] = orders;
    if (order && isAboutOne(order)) {
      await this.before.get(order.kind)?.(em, order, principal);
      if (order.kind !== 'paymentPart') await run(em, 'select pg_advisory_xact_lock($1)', [ADVISORY_LOCKS.interestSums]);
      return;
    }
    await run(em, 'select lock_funds($1::text[])', [[...new Set(orders.map(({ fundCode }) => fundCode))]]);
    const banks = orders.flatMap(({ bankCode }) => bankCode ?? []);
    if (banks.length > 1) await run(em, 'select from risk_fund where bank_code = any ($1::text[]) order by bank_code for update', [banks]);
  }

  /** @throws MoneyOrderNotOwn, MoneyOrderDecided, MoneyOrderNeedsAnother, and whatever the books refuse */
  private async write(em: EntityManager, principal: Principal, order: Order, deed: Deed, reason: string | null): Promise<void> {
    const isOwn = order.proposedBy === principal.accountId;
    if (deed === 'withdraw' && !isOwn) throw new MoneyOrderNotOwn();
    if (order.state !== 'proposed') throw new MoneyOrderDecided();
    if (deed !== 'withdraw' && isOwn) throw new MoneyOrderNeedsAnother();
    await run(
      em,
      'update money_order set state = $2, decided_at = $3::timestamptz, decided_by = $4::uuid, decided_by_name = $5, refusal = $6 where id = $1::uuid',
      [order.id, deed === 'approve' ? 'approved' : 'refused', this.clock.now().toISOString(), principal.accountId, principal.name, reason],
    );
    if (deed === 'approve')
      await (this.executions.get(order.kind) as Execution)(em, order, principal).catch((error: unknown) => {
        throw tellToRefuse(error);
      });
    await this.log(em, principal, `money-order.${deed}`, order.id, reason ? { reason } : {});
  }

  private lock(em: EntityManager, principal: Principal, id: string): Promise<Order> {
    return this.find(em, principal, id, 'for update');
  }

  /** What is the county's is decided for the whole county; the own proposal for an area is the proposer's. */
  private async find(em: EntityManager, principal: Principal, id: string, locked: 'for update' | '' = ''): Promise<Order> {
    const [order] = await run<Order>(em, `${ORDERS} ${locked}`, [[id]]);
    if (order?.area == null || order.proposedBy !== principal.accountId) assertWholeCounty(principal);
    if (!order) throw new MoneyOrderNotFound();
    return order;
  }

  private async log(handle: Handle, by: Principal, action: string, id: string, detail: Record<string, string | number>): Promise<void> {
    await this.audit.record(handle, {
      ...{ actor: actorOf(by), action, objectType: 'money-order', objectId: id, result: 'success', detail },
    });
  }
}
