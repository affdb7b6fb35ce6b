import { Inject, Injectable, type OnModuleInit } from '@nestjs/common';
import type { EntityManager } from '@mikro-orm/postgresql';
import { actorOf, AuditLog } from '@jingzhun/audit';
import type { Principal } from '@jingzhun/auth';
import { Clock, Database, run, sessionOf } from '@jingzhun/persistence';
import { Commitments } from '../budget/commitments.js';
import { MoneyOrders, type Order } from '../money-order/money-orders.js';
import { assertWholeCounty } from '../whole-county/whole-county.js';
import { INTEREST_CAUSE } from './interest-book.js';
import { ClaimNotFound, LineNeedsAnother, LineNotWaiting } from './interest-claim.errors.js';
import { InterestPayables } from './interest-payables.js';

interface LineRow {
  state: string;
  leftFen: number;
  claimId: string;
  claimNumber: number;
  fundCode: string;
  decidedBy: string;
}

const LINE = `select l.state, (l.granted_fen - l.set_off_fen)::float8 as "leftFen", c.id as "claimId", c.number::int as "claimNumber", c.fund_code as "fundCode", c.decided_by as "decidedBy"
  from interest_claim_line l join interest_claim c on c.id = l.claim_id where l.id = $1::uuid for update of l`;

/** Granted, and it cannot be paid: the household has no account and will have none. Proposed by one person, in effect when another approves the order (ADR 0204). */
@Injectable()
export class GivenUpGrants implements OnModuleInit {
  constructor(
    @Inject(Database) private readonly database: Database,
    @Inject(Clock) private readonly clock: Clock,
    @Inject(AuditLog) private readonly audit: AuditLog,
    @Inject(Commitments) private readonly commitments: Commitments,
    @Inject(MoneyOrders) private readonly orders: MoneyOrders,
    @Inject(InterestPayables) private readonly payables: InterestPayables,
  ) {}

  onModuleInit(): void {
    this.orders.executes(
      'grantGivenUp',
      (em, order, by) => this.giveUp(em, order, by),
      async (em, { lineId }) => void (await run(em, 'select from interest_claim_line where id = $1::uuid for update', [lineId])),
    );
  }

  /** Until it is approved the grant stays, and may be paid. @throws ClaimNotFound, LineNotWaiting, OrderWaits */
  async propose(principal: Principal, lineId: string, reason: string): Promise<void> {
    assertWholeCounty(principal);
    await this.database.transaction(sessionOf(principal), async (em) => {
      const line = await findWaiting(em, lineId);
      await this.orders.propose(em, principal, {
        ...{ kind: 'grantGivenUp', fundCode: line.fundCode, bankCode: null, lineId, amountFen: line.leftFen },
        ...{ on: this.clock.today(), sourceDocument: `第 ${line.claimNumber} 号贴息申报`, reason },
      });
    });
  }

  /** Its money is free again; the quarter can be claimed again. @throws LineNotWaiting, LineNeedsAnother, CorrectionWaits */
  private async giveUp(em: EntityManager, { lineId, reason }: Order, by: Principal): Promise<void> {
    const id = lineId as string;
    const line = await findWaiting(em, id);
    if (line.decidedBy === by.accountId) throw new LineNeedsAnother();
    await this.payables.givenUp(em, id, by);
    await this.commitments.move(em, [{ type: INTEREST_CAUSE, id }], 'committed', 'released');
    await this.audit.record(em, {
      ...{ actor: actorOf(by), action: 'interest-claim.give-up', objectType: 'interest_claim', objectId: line.claimId },
      ...{ result: 'success', detail: { line: id, reason } },
    });
  }
}

async function findWaiting(em: EntityManager, id: string): Promise<LineRow> {
  const [line] = await run<LineRow>(em, LINE, [id]);
  if (!line) throw new ClaimNotFound();
  if (line.state !== 'granted') throw new LineNotWaiting();
  return line;
}
