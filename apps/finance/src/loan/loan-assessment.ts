import { Inject, Injectable, Logger, type BeforeApplicationShutdown, type OnApplicationBootstrap } from '@nestjs/common';
import type { EntityManager } from '@mikro-orm/postgresql';
import { codeOf } from '@jingzhun/domain/division-code';
import type { PlainDate } from '@jingzhun/domain/plain-date';
import { FundThresholdReachedV1 } from '@jingzhun/events/finance/fund-threshold-reached.v1';
import { LoanFellOverdueV1 } from '@jingzhun/events/finance/loan-fell-overdue.v1';
import { Outbox } from '@jingzhun/messaging';
import { Clock, DailyRound, Database, run, systemSession } from '@jingzhun/persistence';
import { CountyPack, PolicyService, type PolicySnapshot } from '@jingzhun/policy';
import { AdvanceLoan } from './advance-loan.js';
import { LATE, ON_TIME } from './lifecycle/loan-state.js';
import { ASSESS, LoanMoney } from './loan-money.js';
import { LoanOutcomes } from './loan-outcomes.js';
import { LOAN_COLUMNS, type LoanRow } from './loan-rows.js';
import type { LoanAssessment } from './loan.dto.js';

/**
 * Goes through each civil day once: how late every loan is, in one statement; who fell late or caught up, one step each; whose penalty
 * interest, the last of what was owed, is no more; which bank has to stop. A service that was down for days goes through the present day only: lateness counts from due dates, not from when it was seen.
 */
@Injectable()
export class LoanAssessments implements OnApplicationBootstrap, BeforeApplicationShutdown {
  private readonly log = new Logger('LoanAssessments');
  private readonly round: DailyRound;

  constructor(
    @Inject(Database) private readonly database: Database,
    @Inject(Clock) private readonly clock: Clock,
    @Inject(Outbox) private readonly outbox: Outbox,
    @Inject(PolicyService) private readonly policies: PolicyService,
    @Inject(CountyPack) private readonly pack: CountyPack,
    @Inject(AdvanceLoan) private readonly advance: AdvanceLoan,
    @Inject(LoanOutcomes) private readonly outcomes: LoanOutcomes,
    @Inject(LoanMoney) private readonly money: LoanMoney,
  ) {
    this.round = new DailyRound({
      ...{ clock, lock: 'loanAssessment', doneIn: 'loan_assessment' },
      failed: (error) => this.log.warn(`loans are gone through later: ${error.name}`),
    });
  }

  onApplicationBootstrap(): void {
    this.round.start(() => this.assess());
  }

  beforeApplicationShutdown(): Promise<void> {
    return this.round.stop();
  }

  /**
   * @param again also when the day was gone through already: an officer wants to see what a late entry has changed
   * @returns undefined when there is nothing to do
   */
  async assess(again = false): Promise<LoanAssessment | undefined> {
    const day = this.clock.today();
    const policy = await this.policies.snapshot(day, this.pack.county);
    return this.database.transaction(systemSession('scheduler'), async (em) => {
      const claimed = await (again ? this.round.claimAgain(em, day) : this.round.claim(em, day));
      return claimed && this.goThrough(em, claimed, policy);
    });
  }

  private async goThrough(em: EntityManager, day: PlainDate, policy: PolicySnapshot): Promise<LoanAssessment> {
    const assessed = await run(em, `${ASSESS} returning l.id`, [day, policy.value('loan.bucketDays')]);
    const rows = await run<LoanRow>(
      em,
      // late since the due date, told once the bank has had its days to report that it was paid
      `select ${LOAN_COLUMNS} from loan l where (l.state = any ($1::text[]) and l.overdue_since + $3::int < $4::date) or (l.state = any ($2::text[]) and l.overdue_since is null) order by l.id`,
      [ON_TIME, LATE, policy.value('loan.reportingDays'), day],
    );
    // in one order with approvals and payments: loans, funds, households
    await run(em, 'select from risk_fund order by bank_code for update');
    await this.advance.takeMany(
      em,
      rows.map((row) => ({ row, step: row.overdueSince ? 'fallOverdue' : 'catchUp' })),
      policy,
    );
    const late = rows.filter(({ overdueSince }) => overdueSince);
    for (const row of late) this.tellOverdue(em, row, day);
    await this.outcomes.caughtUp(
      em,
      rows.filter(({ overdueSince }) => !overdueSince),
      day,
    );
    await this.money.settleBare(em, day, policy);
    const fellOverdue = late.length;
    await this.stop(em, day, policy);
    const found = { day, loans: assessed.length, fellOverdue, caughtUp: rows.length - fellOverdue };
    await run(
      em,
      `insert into loan_assessment (day, assessed_at, loans, fell_overdue, caught_up) values ($1::date, $2::timestamptz, $3, $4, $5)
       on conflict (day) do update set assessed_at = excluded.assessed_at, loans = excluded.loans, fell_overdue = loan_assessment.fell_overdue + excluded.fell_overdue,
         caught_up = loan_assessment.caught_up + excluded.caught_up`,
      [day, this.clock.now().toISOString(), found.loans, found.fellOverdue, found.caughtUp],
    );
    return found;
  }

  private tellOverdue(em: EntityManager, row: LoanRow, asOf: PlainDate): void {
    this.outbox.add(em, LoanFellOverdueV1, {
      division: row.villageCode as never,
      orderingKey: row.id,
      data: {
        ...{ loanId: row.id as never, householdId: row.householdId as never, overdueSince: row.overdueSince as PlainDate, asOf },
        ...{ overduePrincipalFen: row.overduePrincipalFen as never, overdueInterestFen: row.overdueInterestFen as never },
      },
    });
  }

  /** A bank with too many bad loans lends nothing new until it has fewer; said once when it begins. */
  private async stop(em: EntityManager, day: PlainDate, policy: PolicySnapshot): Promise<void> {
    type Bank = { code: string; stopBp: number; ratioBp: number; isStopped: boolean; outstandingFen: number; badFen: number };
    const badAfter = policy.value('loan.badAfterDays');
    const stopBp = policy.value('loan.stopRatioBp');
    const banks = await run<Bank>(
      em,
      `select f.bank_code as code, lender_bad_ratio_bp(f.bank_code, '', $1::date, $2::int) as "ratioBp", f.stopped_since is not null as "isStopped",
         coalesce(sum(l.outstanding_fen), 0)::float8 as "outstandingFen",
         coalesce(sum(l.outstanding_fen) filter (where l.overdue_since is not null and $1::date - l.overdue_since > $2::int), 0)::float8 as "badFen"
       from risk_fund f left join loan l on l.bank_code = f.bank_code group by f.bank_code order by f.bank_code`,
      [day, badAfter],
    );
    for (const { code, ratioBp, isStopped, outstandingFen, badFen } of banks) {
      if (ratioBp > stopBp === isStopped) continue;
      await run(em, `update risk_fund set stopped_since = nullif($2, '')::date where bank_code = $1`, [code, isStopped ? '' : day]);
      if (isStopped) continue;
      this.outbox.add(em, FundThresholdReachedV1, {
        division: codeOf(this.pack.county),
        orderingKey: `risk-fund-${code}`,
        data: {
          ...{ fundCode: `risk-fund-${code}`, year: Number(day.slice(0, 4)), thresholdBp: stopBp, reachedOn: day },
          ...{ amountFen: outstandingFen as never, committedFen: badFen as never },
        },
      });
    }
  }
}
