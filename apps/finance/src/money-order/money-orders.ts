import { Inject, Injectable } from '@nestjs/common';
import type { EntityManager } from '@mikro-orm/postgresql';
import { actorOf, AuditLog } from '@jingzhun/audit';
import type { Principal } from '@jingzhun/auth';
import type { PlainDate } from '@jingzhun/domain/plain-date';
import { Clock, Database, newId, run, sessionOf, type Handle } from '@jingzhun/persistence';
import { assertWholeCounty } from '../whole-county/whole-county.js';
import type { MoneyOrderKind, MoneyOrderList, MoneyOrderState, TakeBackRequest } from './money-order.dto.js';
import {
  MoneyOrderDecided,
  MoneyOrderNeedsAnother,
  MoneyOrderNotFound,
  MoneyOrderNotOwn,
  NotToTakeBack,
  OrderWaits,
  tellToRefuse,
} from './money-order.errors.js';
import { assertTakingBackDay } from './taking-back.rules.js';

export interface Proposal {
  kind: MoneyOrderKind;
  fundCode: string;
  bankCode: string | null;
  amountFen: number;
  on: PlainDate;
  sourceDocument: string;
  reason: string;
  takesBack?: string;
  paymentId?: string;
  /** Of an allotment. */
  area?: string;
  /** Of a bank's interest claim. */
  lineId?: string;
}

export interface Order extends Required<Omit<Proposal, 'takesBack' | 'paymentId' | 'area' | 'lineId'>> {
  id: string;
  paymentId: string | null;
  area: string | null;
  lineId: string | null;
  takesBack: string | null;
  state: MoneyOrderState;
  proposedBy: string;
}

/** What is done with an approved order, in its transaction. */
export type Execution = (em: EntityManager, order: Order, by: Principal) => Promise<void>;

const ORDER = `select id, kind, fund_code as "fundCode", bank_code as "bankCode", amount_fen::float8 as "amountFen", on_date::text as on, source_document as "sourceDocument", reason,
    takes_back as "takesBack", payment_id as "paymentId", area, line_id as "lineId", state, proposed_by as "proposedBy" from money_order where id = $1::uuid`;

/** Of a provision from before two persons made it: nobody approved it. The migration `OldProvisionsHaveOrders` writes it. */
const ONE_PERSON = '（启用两人审批之前）';

/** Why a payment or a grant is given up is read where its household is; an order of neither by everybody. */
const SEEN = '(o.payment_id is null and o.line_id is null or p.id is not null or l.id is not null)';
/** How many of those that are decided are listed, the newest; of those that wait, all. */
const DECIDED = 200;
const LIST = `select o.id, o.number::int as number, o.kind, o.area, p.batch_id as "batchId", l.claim_id as "interestClaimId", coalesce(p.household_number, l.household_number) as "householdNumber", o.fund_code as "fundCode", o.bank_code as "bankCode", f.name_zh as "fundNameZh", f.name_en as "fundNameEn",
    b.name_zh as "bankNameZh", b.name_en as "bankNameEn", o.amount_fen::float8 as "amountFen", o.on_date::text as on,
    case when ${SEEN} then o.source_document else '' end as "sourceDocument", case when ${SEEN} then o.reason else '' end as reason, o.state,
    exists (select from money_order r where r.takes_back = o.id and r.state <> 'refused') as "isTakenBack",
    o.proposed_by_name as "proposedByName", o.proposed_by = $1::uuid as "isOwn",
    coalesce(o.state = 'refused' and o.decided_by = o.proposed_by, false) as "isWithdrawn", nullif(o.decided_by_name, '${ONE_PERSON}') as "decidedByName",
    case when ${SEEN} then o.refusal else left(o.refusal, 0) end as refusal
  from money_order o join fund f on f.code = o.fund_code left join lender_bank b on b.code = o.bank_code left join payment p on p.id = o.payment_id
    left join interest_claim_line l on l.id = o.line_id
  where o.state = 'proposed' or o.number >= (select min(d.number) from (select number from money_order where state <> 'proposed' order by number desc limit ${DECIDED}) d)
  order by (o.state = 'proposed') desc, o.number desc`;

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

  /** Whoever owns the books of a kind says how it is booked. @param before locks what a proposal locks before it writes an order: both lock in one order */
  executes(kind: MoneyOrderKind, execution: Execution, before?: Execution): void {
    this.executions.set(kind, execution);
    if (before) this.before.set(kind, before);
  }

  list(principal: Principal): Promise<MoneyOrderList> {
    return this.database.connection(sessionOf(principal), async (client) => ({ items: await run(client, LIST, [principal.accountId]) }));
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

  private decide(principal: Principal, id: string, deed: 'approve' | 'refuse' | 'withdraw', reason: string | null): Promise<void> {
    return this.database.transaction(sessionOf(principal), async (em) => {
      const seen = await this.find(em, principal, id);
      await this.before.get(seen.kind)?.(em, seen, principal);
      const order = await this.lock(em, principal, id);
      const isOwn = order.proposedBy === principal.accountId;
      if (deed === 'withdraw' && !isOwn) throw new MoneyOrderNotOwn();
      if (order.state !== 'proposed') throw new MoneyOrderDecided();
      if (deed !== 'withdraw' && isOwn) throw new MoneyOrderNeedsAnother();
      await run(
        em,
        'update money_order set state = $2, decided_at = $3::timestamptz, decided_by = $4::uuid, decided_by_name = $5, refusal = $6 where id = $1::uuid',
        [id, deed === 'approve' ? 'approved' : 'refused', this.clock.now().toISOString(), principal.accountId, principal.name, reason],
      );
      if (deed === 'approve')
        await (this.executions.get(order.kind) as Execution)(em, order, principal).catch((error: unknown) => {
          throw tellToRefuse(error);
        });
      await this.log(em, principal, `money-order.${deed}`, id, reason ? { reason } : {});
    });
  }

  private lock(em: EntityManager, principal: Principal, id: string): Promise<Order> {
    return this.find(em, principal, id, 'for update');
  }

  /** What is the county's is decided for the whole county; the own proposal for an area is the proposer's. */
  private async find(em: EntityManager, principal: Principal, id: string, locked: 'for update' | '' = ''): Promise<Order> {
    const [order] = await run<Order>(em, `${ORDER} ${locked}`, [id]);
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
