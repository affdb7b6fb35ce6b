import { Inject, Injectable } from '@nestjs/common';
import type { EntityManager } from '@mikro-orm/postgresql';
import { actorOf, AuditLog } from '@jingzhun/audit';
import type { Principal } from '@jingzhun/auth';
import { ADVISORY_LOCKS, Clock, Database, newId, run, sessionOf, type Handle } from '@jingzhun/persistence';
import { BudgetService } from '../budget/budget.service.js';
import { FundNotFound } from '../budget/budget.errors.js';
import { assertWholeCounty } from '../whole-county/whole-county.js';
import { InterestBook } from './interest-book.js';
import type { OverpaidList, RepayInterestRequest } from './interest-claim.dto.js';
import { MoreThanOverpaid, NoInterestMoney } from './interest-claim.errors.js';

/** Cut and neither set off nor paid back; lines that were given up do not count. */
const OVERPAID = `select household_id as "householdId", sum(fen)::float8 as fen from (
    select l.household_id, l.cut_fen - l.set_off_fen as fen from interest_claim_line l where (l.cut_fen > 0 or l.set_off_fen > 0) and l.state not in ('open', 'refused', 'givenUp')
    union all select r.household_id, -r.amount_fen from interest_repayment r) o`;

/** What each household has had too much until now. */
export async function overpaidOf(handle: Handle, households: readonly string[]): Promise<Map<string, number>> {
  const rows = await run<{ householdId: string; fen: number }>(
    handle,
    `${OVERPAID} where household_id = any ($1::uuid[]) group by household_id`,
    [households],
  );
  return new Map(rows.map(({ householdId, fen }) => [householdId, fen]));
}

/** Too much interest subsidy stays with the household until its next one, or until it pays the money back. */
@Injectable()
export class OverpaidInterest {
  constructor(
    @Inject(Database) private readonly database: Database,
    @Inject(Clock) private readonly clock: Clock,
    @Inject(AuditLog) private readonly audit: AuditLog,
    @Inject(BudgetService) private readonly budget: BudgetService,
    @Inject(InterestBook) private readonly book: InterestBook,
  ) {}

  list(principal: Principal): Promise<OverpaidList> {
    return this.database.connection(sessionOf(principal), async (client) => ({
      items: await run(
        client,
        `select o."householdId", o.fen as "overpaidFen", l.household_number as "householdNumber", l.head_name as "headName", l.village_code as "villageCode"
         from (${OVERPAID} group by household_id having sum(fen) > 0) o
         join lateral (select n.household_number, n.head_name, n.village_code from interest_claim_line n where n.household_id = o."householdId" and n.cut_fen > 0
           order by n.id desc limit 1) l on true order by o.fen desc, o."householdId" limit 500`,
      ),
    }));
  }

  /** Money that comes in, as every such is recorded by one person: into a fund, and off what was too much. @throws MoreThanOverpaid, NoInterestMoney, FundNotFound, FundDayRefused */
  repay(principal: Principal, householdId: string, request: RepayInterestRequest): Promise<void> {
    assertWholeCounty(principal);
    return this.database.transaction(sessionOf(principal), async (em) => {
      const villageCode = await this.lock(em, householdId, request.amountFen);
      const [fund] = await run<{ purpose: string }>(em, 'select purpose from fund where code = $1', [request.fundCode]);
      if (!fund) throw new FundNotFound();
      if (fund.purpose !== 'interestSubsidy') throw new NoInterestMoney();
      const { fundCode, ...change } = request;
      const changeId = await this.budget.bringIn(em, principal, fundCode, change);
      const id = newId(this.clock) as string;
      await run(
        em,
        `insert into interest_repayment (id, household_id, village_code, amount_fen, on_date, fund_change_id, recorded_at, recorded_by, recorded_by_name)
         values ($1::uuid, $2::uuid, $3, $4, $5::date, $6::uuid, $7::timestamptz, $8::uuid, $9)`,
        [
          ...[id, householdId, villageCode, request.amountFen, request.on, changeId],
          ...[this.clock.now().toISOString(), principal.accountId, principal.name],
        ],
      );
      await this.book.repaid(em, principal, { id, householdId, villageCode, amountFen: request.amountFen, on: request.on });
      await this.audit.record(em, {
        ...{
          actor: actorOf(principal),
          action: 'interest-claim.repaid',
          objectType: 'household',
          objectId: householdId,
          result: 'success',
        },
        detail: { fund: fundCode, amountFen: request.amountFen },
      });
    });
  }

  /** Nothing is set off meanwhile. @returns where the household lived when it was found. @throws MoreThanOverpaid */
  private async lock(em: EntityManager, householdId: string, amountFen: number): Promise<string> {
    await run(em, 'select pg_advisory_xact_lock($1)', [ADVISORY_LOCKS.interestSums]);
    const overpaidFen = (await overpaidOf(em, [householdId])).get(householdId) ?? 0;
    if (amountFen > overpaidFen) throw new MoreThanOverpaid(overpaidFen);
    const [line] = await run<{ villageCode: string }>(
      em,
      'select village_code as "villageCode" from interest_claim_line where household_id = $1::uuid and cut_fen > 0 order by id desc limit 1',
      [householdId],
    );
    return (line as { villageCode: string }).villageCode;
  }
}
