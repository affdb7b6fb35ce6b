import { Inject, Injectable } from '@nestjs/common';
import { actorOf, AuditLog } from '@jingzhun/audit';
import { may, type Principal } from '@jingzhun/auth';
import type { Fen } from '@jingzhun/domain/money';
import { ADVISORY_LOCKS, Clock, Database, newId, run, sessionOf } from '@jingzhun/persistence';
import { BudgetService } from '../budget/budget.service.js';
import { assertWholeCounty } from '../whole-county/whole-county.js';
import { InterestBook } from './interest-book.js';
import type { InterestRepaymentList } from './interest-claim.dto.js';
import { OwnRepayment, RepaymentNotFound, RepaymentTakenBack } from './interest-claim.errors.js';

interface Repaid {
  householdId: string;
  villageCode: string;
  amountFen: number;
  fundCode: string;
  fundChangeId: string;
  sourceDocument: string;
  recordedBy: string;
  isTakenBack: boolean;
}

const REPAID = `select r.household_id as "householdId", r.village_code as "villageCode", r.amount_fen::float8 as "amountFen", f.fund_code as "fundCode", f.id as "fundChangeId",
    f.source_document as "sourceDocument", r.recorded_by as "recordedBy", exists (select from interest_repayment o where o.reverses = r.id) as "isTakenBack"
  from interest_repayment r join fund_change f on f.id = r.fund_change_id where r.id = $1::uuid and r.reverses is null`;

const LIST = `select r.id, r.household_id as "householdId", l.household_number as "householdNumber", l.head_name as "headName", r.amount_fen::float8 as "amountFen",
    r.on_date::text as on, f.fund_code as "fundCode", f.source_document as "sourceDocument", r.recorded_by_name as "recordedByName",
    o.recorded_by_name as "takenBackByName", o.reason as "takenBackBecause", $2::boolean and o.id is null and r.recorded_by <> $1::uuid as "canTakeBack"
  from interest_repayment r join fund_change f on f.id = r.fund_change_id left join interest_repayment o on o.reverses = r.id
  join lateral (select n.household_number, n.head_name from interest_claim_line n where n.household_id = r.household_id and n.cut_fen > 0 order by n.id desc limit 1) l on true
  where r.reverses is null order by r.recorded_at desc, r.id desc limit 200`;

/** What households have paid back, and what of it was mistyped. */
@Injectable()
export class InterestRepayments {
  constructor(
    @Inject(Database) private readonly database: Database,
    @Inject(Clock) private readonly clock: Clock,
    @Inject(AuditLog) private readonly audit: AuditLog,
    @Inject(BudgetService) private readonly budget: BudgetService,
    @Inject(InterestBook) private readonly book: InterestBook,
  ) {}

  /** Newest first, at most 200. */
  list(principal: Principal): Promise<InterestRepaymentList> {
    return this.database.connection(sessionOf(principal), async (client) => ({
      items: await run(client, LIST, [principal.accountId, may(principal, 'budget.write')]),
    }));
  }

  /**
   * Mistyped: another person records the opposite, nothing is removed. The household has as much too much as before it, the fund that much
   * less, and the book says both. @throws RepaymentNotFound, RepaymentTakenBack, OwnRepayment, FundWouldFallBelowAllotments
   */
  async takeBack(principal: Principal, id: string, reason: string): Promise<void> {
    assertWholeCounty(principal);
    await this.database.transaction(sessionOf(principal), async (em) => {
      // before any fund or the book, as everything that changes what households have had too much
      await run(em, 'select pg_advisory_xact_lock($1)', [ADVISORY_LOCKS.interestSums]);
      const [of] = await run<Repaid>(em, REPAID, [id]);
      if (!of) throw new RepaymentNotFound();
      if (of.isTakenBack) throw new RepaymentTakenBack();
      if (of.recordedBy === principal.accountId) throw new OwnRepayment();
      const on = this.clock.today();
      const change = { amountFen: (0 - of.amountFen) as Fen, on, sourceDocument: of.sourceDocument, reason };
      const changeId = await this.budget.takeOutAgain(em, principal, of.fundCode, change, of.fundChangeId);
      await run(
        em,
        `insert into interest_repayment (id, household_id, village_code, amount_fen, on_date, fund_change_id, recorded_at, recorded_by, recorded_by_name, reverses, reason)
         values ($1::uuid, $2::uuid, $3, $4, $5::date, $6::uuid, $7::timestamptz, $8::uuid, $9, $10::uuid, $11)`,
        [
          ...[newId(this.clock), of.householdId, of.villageCode, 0 - of.amountFen, on, changeId],
          ...[this.clock.now().toISOString(), principal.accountId, principal.name, id, reason],
        ],
      );
      await this.book.repaidByMistake(em, principal, id);
      await this.audit.record(em, {
        ...{ actor: actorOf(principal), action: 'interest-claim.repayment-taken-back', objectType: 'household', objectId: of.householdId },
        ...{ result: 'success', detail: { fund: of.fundCode, amountFen: of.amountFen, repayment: id } },
      });
    });
  }
}
