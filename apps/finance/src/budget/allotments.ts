import { Inject, Injectable, type OnModuleInit } from '@nestjs/common';
import type { EntityManager } from '@mikro-orm/postgresql';
import { actorOf, AuditLog } from '@jingzhun/audit';
import type { Principal } from '@jingzhun/auth';
import { codeOf, containsArea, type DivisionPrefix } from '@jingzhun/domain/division-code';
import { Clock, Database, newId, run, sessionOf, type Handle } from '@jingzhun/persistence';
import { CountyPack } from '@jingzhun/policy';
import { MoneyOrders, type Order } from '../money-order/money-orders.js';
import type { AllotRequest } from './budget.dto.js';
import { AllotmentInUse, NotEnoughInFund, OutsideCounty } from './budget.errors.js';
import { lockFund, refusing } from './budget.service.js';

/** What an area may use of a fund, more or less: proposed by one person, promised from once another approves the order (ADR 0204). */
@Injectable()
export class Allotments implements OnModuleInit {
  constructor(
    @Inject(Database) private readonly database: Database,
    @Inject(Clock) private readonly clock: Clock,
    @Inject(AuditLog) private readonly audit: AuditLog,
    @Inject(CountyPack) private readonly pack: CountyPack,
    @Inject(MoneyOrders) private readonly orders: MoneyOrders,
  ) {}

  onModuleInit(): void {
    for (const kind of ['allotment', 'allotmentReduction'] as const)
      this.orders.executes(kind, (em, order, by) => this.write(em, order, by));
  }

  /** What waits is reserved nowhere: it is asked again when it is approved. @throws FundNotFound, OutsideCounty, NotEnoughInFund, AllotmentInUse */
  async propose(principal: Principal, fundCode: string, { area, amountFen, sourceDocument, reason }: AllotRequest): Promise<void> {
    if (!containsArea(principal.area, area) || !containsArea(this.pack.county, area)) throw new OutsideCounty();
    await this.database.connection(sessionOf(principal), async (client) => {
      await lockFund(client, fundCode);
      if (amountFen > 0) await assertInFund(client, fundCode, amountFen);
      else await assertNotInUse(client, fundCode, area, 0 - amountFen);
      await this.orders.propose(client, principal, {
        ...{ kind: amountFen > 0 ? 'allotment' : 'allotmentReduction', fundCode, bankCode: null, area },
        ...{ amountFen: Math.abs(amountFen), on: this.clock.today(), sourceDocument, reason },
      });
    });
  }

  /** @throws NotEnoughInFund, AllotmentInUse: used otherwise since it was proposed */
  private async write(em: EntityManager, order: Order, by: Principal): Promise<void> {
    const { fundCode, sourceDocument, reason } = order;
    const area = order.area as DivisionPrefix;
    await run(em, 'insert into allotment (id, fund_code, area) values ($1::uuid, $2, $3) on conflict (fund_code, area) do nothing', [
      newId(this.clock),
      fundCode,
      area,
    ]);
    const amountFen = order.kind === 'allotment' ? order.amountFen : -order.amountFen;
    await refusing({ fund_allots_what_it_has: NotEnoughInFund, allotment_commits_what_it_has: AllotmentInUse }, () =>
      run(
        em,
        `insert into allotment_change (id, allotment_id, area_code, amount_fen, source_document, reason, recorded_at, recorded_by, recorded_by_name, order_id)
         select $1::uuid, a.id, $4, $5::bigint, $6, $7, $8::timestamptz, $9::uuid, $10, $11::uuid from allotment a where a.fund_code = $2 and a.area = $3`,
        [
          ...[newId(this.clock), fundCode, area, codeOf(area), amountFen, sourceDocument, reason],
          ...[this.clock.now().toISOString(), by.accountId, by.name, order.id],
        ],
      ),
    );
    await this.audit.record(em, {
      ...{
        actor: actorOf(by),
        action: 'budget.allot',
        objectType: 'budget',
        result: 'success',
        detail: { fund: fundCode, area, amountFen },
      },
    });
  }
}

async function assertInFund(client: Handle, fundCode: string, amountFen: number): Promise<void> {
  const [enough] = await run(client, 'select from fund where code = $1 and amount_fen - allotted_fen >= $2', [fundCode, amountFen]);
  if (!enough) throw new NotEnoughInFund();
}

async function assertNotInUse(client: Handle, fundCode: string, area: string, amountFen: number): Promise<void> {
  const [free] = await run(client, 'select from allotment where fund_code = $1 and area = $2 and amount_fen - committed_fen >= $3', [
    fundCode,
    area,
    amountFen,
  ]);
  if (!free) throw new AllotmentInUse();
}
